using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>A user's own operation, as a record struct and as a class; right ones join in everything, faulty ones leave no trace.</summary>
public class CustomOperationTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void Joins_in_every_sweep()
    {
        var x = new Real([2], [2, 3]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Gradient(v => Real.Apply(new Power(3), v).Sum(), x).ToArray(), Is.EqualTo([12.0, 27]));
            Assert.That(Differentiate.Hessian(v => Real.Apply(new Power(3), v).Sum(), x).ToArray(), Is.EqualTo([12.0, 0, 0, 18]));
            Assert.That(Differentiate.JacobianVector(v => Real.Apply(new Power(3), v), x, x).ToArray(), Is.EqualTo([24.0, 81]));
            Assert.That(Differentiate.Gradient(v => Real.Apply(new Faulty(), v).Sum(), x).ToArray(), Is.EqualTo([4.0, 6]), "a class");
            Assert.That(() => Differentiate.JacobianVector(v => Real.Apply(new Faulty(), v), x, x), Throws.InstanceOf<NotSupportedException>().With.Message.Contains("'faulty'"));
        }

        GradientCheck.Compare(new Power(3), x).ThrowIfFailed();
        GradientCheck.Compare(new Faulty(), x).ThrowIfFailed();
    }

    [Test]
    public void Views_arrive_in_row_major_order_and_their_copies_are_given_back()
    {
        var x = tape.Input([1], [3]);
        var view = x.BroadcastTo([4]);
        long lent = tape.Buffers.Lent;
        var y = Real.Apply(new Power(2), view);
        Assert.That(tape.Buffers.Lent - lent, Is.EqualTo(16), "the result alone, in the smallest buffer");
        Assert.That(y.ToArray(), Is.EqualTo([9.0, 9, 9, 9]));
        Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo([24.0]));
    }

    [TestCase("shape")]
    [TestCase("value")]
    public void One_that_throws_while_it_is_recorded_leaves_no_trace(string place)
    {
        var x = tape.Input([1], [3]).BroadcastTo([4]);
        var before = (tape.Count, tape.Buffers.Lent);
        Assert.That(() => Real.Apply(new Faulty(place), x), Throws.TypeOf<TimeZoneNotFoundException>());
        Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo(before));
    }

    [TestCase("pullback", "sabotage")]
    [TestCase("pullback shape", "'faulty' gave the shape [] where [2] was due")]
    public void One_that_throws_in_a_sweep_leaves_no_trace(string place, string message)
    {
        var x = tape.Input([2], [3, 4]);
        var y = (Real.Apply(new Faulty(place), x * 1) * 5).Sum();
        var before = (tape.Count, tape.Buffers.Lent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => tape.Gradient(y), Throws.Exception.With.Message.Contains(message));
            Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo(before));
            Assert.That(() => tape.RecordGradient(y, x), Throws.Exception.With.Message.Contains(message));
            Assert.That(tape.Count, Is.EqualTo(before.Count), "recorded");
            Assert.That(tape.Gradient((x * x).Sum())[x].ToArray(), Is.EqualTo([6.0, 8]), "the tape serves on");
        }
    }

    [Test]
    public void Equal_operations_are_one_object_on_the_tape()
    {
        var x = tape.Input([1], [3]);
        var (a, b) = (Real.Apply(new Power(5), x), Real.Apply(new Power(5), x));
        Assert.That(a.Node.Operation, Is.SameAs(b.Node.Operation));
    }

    /// <summary>xⁿ of a whole n.</summary>
    private readonly record struct Power(int Exponent) : ITensorOperation<double>
    {
        public string Name => "power";

        public string Attributes => $"exponent = {Exponent}";

        public Shape ShapeOf(ReadOnlySpan<Real> x) => x[0].Shape;

        public void Value(ReadOnlySpan<Real> x, Memory<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y.Span[i] = Math.Pow(x[0].Span[i], Exponent);
            }
        }

        public Real Pullback(int operand, ReadOnlySpan<Real> x, Real y, Real adjoint) => Exponent * Real.Apply(new Power(Exponent - 1), x[0]) * adjoint;

        public Real Tangent(int operand, ReadOnlySpan<Real> x, Real y, Real tangent) => Pullback(operand, x, y, tangent);

        public Reads Reads(int operand) => Autodiff.Reads.Operand;
    }

    /// <summary>x², with something wrong somewhere.</summary>
    private sealed class Faulty(string place = "") : ITensorOperation<double>
    {
        public string Name => "faulty";

        public Shape ShapeOf(ReadOnlySpan<Real> x) => place == "shape" ? throw new TimeZoneNotFoundException() : x[0].Shape;

        public void Value(ReadOnlySpan<Real> x, Memory<double> y)
        {
            if (place == "value")
            {
                throw new TimeZoneNotFoundException();
            }

            (x[0] * x[0]).CopyTo(y.Span);
        }

        public Real Pullback(int operand, ReadOnlySpan<Real> x, Real y, Real adjoint) => place switch
        {
            "pullback" => throw new TimeZoneNotFoundException($"sabotage after {2 * x[0]}"),
            "pullback shape" => (2 * x[0] * adjoint).Sum(),
            _ => 2 * x[0] * adjoint,
        };
    }
}
