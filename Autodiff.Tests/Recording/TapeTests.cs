using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>What an operation leaves on the tape, and what leaves nothing.</summary>
public class TapeTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void Inputs_have_their_values_and_derivative_1_by_themselves()
    {
        var x = tape.Inputs([1, 2]);
        var z = new Real[2];
        tape.Inputs([3, 4], z);
        Assert.Multiple(() =>
        {
            Assert.That(x.Concat(z).Select(input => input.Value), Is.EqualTo([1, 2, 3, 4]));
            Assert.That(tape.Count, Is.EqualTo(4));
            Assert.That(tape.Gradient(x[1]).Of([.. x, .. z]), Is.EqualTo([0, 1, 0, 0]));
        });
    }

    [Test]
    public void The_order_of_operands_is_kept_with_constants_on_either_side()
    {
        var x = tape.Input(4);
        Real two = 2;
        (Real Result, double Value, double Derivative)[] table =
        [
            (x - 2, 2, 1), (2 - x, -2, -1), (x - two, 2, 1), (two - x, -2, -1),
            (x / 2, 2, 0.5), (2 / x, 0.5, -0.125), (x / two, 2, 0.5), (two / x, 0.5, -0.125),
            (x + 2, 6, 1), (2 + x, 6, 1), (x + two, 6, 1), (two + x, 6, 1),
            (x * 2, 8, 2), (2 * x, 8, 2), (x * two, 8, 2), (two * x, 8, 2),
            (x % 3, 1, 1), (9 % x, 1, -2), (Real.Pow(x, 2), 16, 8), (Real.Pow(2, x), 16, 16 * Math.Log(2)),
            (Real.Atan2(x, 3), Math.Atan2(4, 3), 0.12), (Real.Atan2(3, x), Math.Atan2(3, 4), -0.12),
            (x + 2f, 6, 1), (x * 2, 8, 2),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(table.Select(row => row.Result.Value), Is.EqualTo(table.Select(row => row.Value)));
            Assert.That(table.Select(row => tape.Gradient(row.Result)[x]), Is.EqualTo(table.Select(row => row.Derivative)).Within(4).Ulps);
        });
    }

    [Test]
    public void Constants_record_nothing()
    {
        tape.Input(1);
        Real a = 2, b = 3;
        Real[] results = [a + b, -a, a * 2, Real.Exp(a), Real.Pow(a, b), Real.Clamp(a, 0.0, b), Functions.Sum<Real>([a, b]), Real.Zero, a.Named("a")];
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Tape), Is.All.Null);
            Assert.That(tape.Count, Is.EqualTo(1));
        });
    }

    [Test]
    public void A_detached_scalar_is_a_constant()
    {
        var x = tape.Input(3);
        Assert.Multiple(() =>
        {
            Assert.That(x.Detach().Tape, Is.Null);
            Assert.That(tape.Gradient(x * x.Detach())[x], Is.EqualTo(3));
        });
    }

    [Test]
    public void Record_takes_a_value_and_partials_as_they_are()
    {
        var (x, y) = (tape.Input(3), tape.Input(5));
        var result = tape.Record(7, [x, 4, y], [0.5, 100, -2], "custom");
        Assert.Multiple(() =>
        {
            Assert.That(result.Value, Is.EqualTo(7));
            Assert.That(tape.Gradient(result * 10).Of([x, y]), Is.EqualTo([5, -20]));
            Assert.That(tape.Read()[result.Index].Label, Is.EqualTo("custom"));
            Assert.That(tape.Record(1, [], []).Tape, Is.Null, "of nothing: a constant");
        });
    }

    [Test]
    public void Names_are_kept_replaced_and_forgotten()
    {
        var x = tape.Input(1, "x");
        (x * 2).Named("double").Named("twice");
        Assert.That(tape.Read().Select(entry => entry.Name), Is.EqualTo(["x", "twice"]));
        tape.Reset();
        Assert.That(tape.Names, Is.Empty);
    }
}
