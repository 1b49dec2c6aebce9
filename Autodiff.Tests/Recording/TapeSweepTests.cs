using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>Sweeps over a recording: of which outputs, with which seeds, into which adjoints.</summary>
public class TapeSweepTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void Sweeps_of_one_tape_are_independent_values()
    {
        var (x, y) = (tape.Input(3), tape.Input(5));
        var (sum, product) = (x + y, x * y);
        var (ofSum, ofProduct) = (tape.Gradient(sum), tape.Gradient(product));
        var later = tape.Gradient(Real.Sin(x));
        Assert.Multiple(() =>
        {
            Assert.That(ofSum.Of([x, y]), Is.EqualTo([1, 1]));
            Assert.That(ofProduct.Of([x, y]), Is.EqualTo([5, 3]));
            Assert.That(later.Of([x, y]), Is.EqualTo([Math.Cos(3), 0]));
        });
    }

    [Test]
    public void Every_entry_has_an_adjoint()
    {
        var x = tape.Input(3);
        var square = x * x;
        var result = Real.Exp(square);
        var gradient = tape.Gradient(result);
        Assert.That(gradient.Of([result, square, x]), Is.EqualTo([1, Math.Exp(9), 6 * Math.Exp(9)]).Within(1).Ulps);
    }

    [Test]
    public void Seeds_weigh_the_outputs()
    {
        var (x, y) = (tape.Input(3), tape.Input(5));
        var (sum, product) = (x + y, x * y);
        Assert.Multiple(() =>
        {
            Assert.That(tape.Gradient(product, seed: 2).Of([x, y]), Is.EqualTo([10, 6]));
            Assert.That(tape.Gradient([sum, product], [10, 2]).Of([x, y]), Is.EqualTo([20, 16]));
            Assert.That(tape.Gradient([sum, sum], [1, 2]).Of([x, y]), Is.EqualTo([3, 3]), "an output may occur twice");
            Assert.That(tape.Gradient([product, x], [1, 1])[x], Is.EqualTo(6), "an output may be an input");
        });
    }

    /// <summary>The adjoint of a variable used several times is the sum over its uses (lecture, section 4.21).</summary>
    [Test]
    public void Fan_out_accumulates()
    {
        var x = tape.Input(3);
        (Real Result, double Derivative)[] table =
        [
            (x * x, 6), (x + x, 2), (x - x, 0), (x / x, 0), (x * x * x, 27), ((x * x) + (x * x), 12),
            (Real.Pow(x, x), 27 * (Math.Log(3) + 1)), (Functions.Sum<Real>([x, x, x]), 3), (Functions.Dot<Real>([x, x], [x, 2]), 8),
            (Real.FusedMultiplyAdd(x, x, x), 7),
        ];
        Assert.That(table.Select(row => tape.Gradient(row.Result)[x]), Is.EqualTo(table.Select(row => row.Derivative)).Within(4).Ulps);
    }

    [Test]
    public void Ten_million_entries_in_one_chain_are_swept_by_a_loop()
    {
        var deep = new Tape<double>();
        var x = deep.Input(0);
        var y = x;
        for (int i = 0; i < 10_000_000; i++)
        {
            y += 1;
        }

        Assert.That(deep.Gradient(y)[x], Is.EqualTo(1));
    }
}
