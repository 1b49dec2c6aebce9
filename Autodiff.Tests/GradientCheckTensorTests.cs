using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests;

/// <summary>The checker of derivatives of tensors: right ones pass, and each kind of wrong one is found and named.</summary>
public class GradientCheckTensorTests
{
    private static readonly Real X = new([2, 2], [0.5, -1, 2, 3]);
    private static readonly Real Row = new([2], [1.5, -0.5]);

    [Test]
    public void Right_functions_pass()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GradientCheck.Compare(x => (x * x).Sum(), X).ToString(), Does.StartWith("All 4"));
            Assert.That(GradientCheck.Compare(x => x * x / (1 + (x * x)), X).ToString(), Does.StartWith("All 4"), "of several results");
            Assert.That(GradientCheck.Compare(x => x[0] * x[1], [X, Row]).ToString(), Does.StartWith("All 6"));
            Assert.That(GradientCheck.CompareAlong(x => x * x * x, X, new Random(1)).ToString(), Does.StartWith("All 5"));
            Assert.That(GradientCheck.CompareAlong(x => x[0] * x[1], [X, Row], new Random(1), directions: 2).ToString(), Does.StartWith("All 4"));
        }
    }

    [Test]
    public void A_wrong_function_is_named_with_operand_and_element()
    {
        static Real Half(ReadOnlySpan<Real> x) => x[0] * (x[1] + x[1].Detach()).Sum();
        var report = GradientCheck.Compare(Half, [X, Row]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Failures.Select(failure => failure.Operand), Is.EqualTo(["operand 1, element [0] = 1.5", "operand 1, element [1] = -0.5"]));
            Assert.That(GradientCheck.Compare(x => x * x.Detach(), X).Failures.First().Operand, Is.EqualTo("element [0, 0] = 0.5"));
            Assert.That(GradientCheck.CompareAlong(Half, [X, Row], new Random(1)).Failures.Select(failure => failure.Operand[..9]), Is.All.EqualTo("operand 1"));
        }
    }

    [Test]
    public void A_right_operation_passes()
    {
        var report = GradientCheck.Compare(new Weighted(), X, Row);
        report.ThrowIfFailed();
        Assert.That(report.Comparisons.Select(comparison => comparison.Operand), Has.Some.StartsWith("tangent of operand 1, differentiated by its weight"));
        GradientCheck.Compare(new Weighted(), new Real([50, 2], [.. Enumerable.Range(1, 100).Select(i => 0.1 * i)]), Row).ThrowIfFailed();
        GradientCheck.Compare(new Elementwise<double, Binary<Autodiff.Operations.Divide>>(), X, Row).ThrowIfFailed();
    }

    [TestCase(Fault.Factor, "FAIL weighted, pullback to operand 0, element [0, 0] = 0.5: expected")]
    [TestCase(Fault.Tangent, "FAIL weighted, tangent of operand 0, against its pullback")]
    [TestCase(Fault.Shape, "FAIL weighted, pullback to operand 1, of the shape [2, 2] where [2] was due")]
    [TestCase(Fault.Recording, "FAIL weighted, pullback to operand 0, differentiated by operand 0")]
    [TestCase(Fault.Reads, "FAIL weighted, pullback to operand 1, element [0], reads operand 0, which Reads(1) does not state")]
    [TestCase(Fault.Memory, "FAIL weighted, value, element [1, 1], computed into other memory")]
    public void A_sabotaged_operation_is_named(Fault fault, string expected)
    {
        var report = GradientCheck.Compare(new Weighted(fault), X, Row);
        Assert.That(report.ToString(), Does.Contain(expected));
    }

    [Test]
    public void Operands_on_a_tape_are_refused() =>
        Assert.That(() => GradientCheck.Compare(new Weighted(), new Tape<double>().Input(X), Row), Throws.ArgumentException.With.Message.Contains("ToPlain"));

    public enum Fault
    {
        None,
        Factor,
        Tangent,
        Shape,
        Recording,
        Reads,
        Memory,
    }

    /// <summary>yᵢⱼ = xᵢⱼ² wⱼ, and what can be wrong with it.</summary>
    private readonly record struct Weighted(Fault Fault = Fault.None) : ITensorOperation<double>
    {
        public string Name => "weighted";

        public Shape ShapeOf(ReadOnlySpan<Real> x) => x[0].Shape;

        public void Value(ReadOnlySpan<Real> x, Memory<double> y)
        {
            var a = x[0].Span;
            var w = x[1].Span;
            for (int i = 0; i < (Fault == Fault.Memory ? a.Length - 1 : a.Length); i++)
            {
                y.Span[i] = a[i] * a[i] * w[i % w.Length];
            }
        }

        public Real Pullback(int operand, ReadOnlySpan<Real> x, Real y, Real adjoint) => (operand, Fault) switch
        {
            (0, Fault.Factor) => 2.001 * x[0] * x[1] * adjoint,
            (0, Fault.Recording) => 2 * x[0].Detach() * x[1] * adjoint,
            (0, _) => 2 * x[0] * x[1] * adjoint,
            (_, Fault.Shape) => x[0] * x[0] * adjoint,
            _ => (x[0] * x[0] * adjoint).SumTo(x[1].Shape),
        };

        public Real Tangent(int operand, ReadOnlySpan<Real> x, Real y, Real tangent) => operand == 0
            ? (Fault == Fault.Tangent ? 2.001 : 2) * x[0] * x[1] * tangent
            : x[0] * x[0] * tangent;

        public Reads Reads(int operand) => Fault == Fault.Reads ? Autodiff.Reads.Operand : Autodiff.Reads.Operand | Autodiff.Reads.Others;
    }
}
