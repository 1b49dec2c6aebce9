using System.Numerics;

namespace Autodiff.Tests.Numbers;

/// <summary>The two readings of a pointwise formula agree to the last bit; of NaN that it is one, since its sign and payload are not part of the number.</summary>
public sealed class PointwiseTests
{
    [Test]
    public void Lanes_and_tensors_agree_on_doubles() => Agree<double>(1e-310);

    [Test]
    public void Lanes_and_tensors_agree_on_floats() => Agree<float>(1e-40);

    /// <summary>Both forms of Exceeds stand in the rows of Where.</summary>
    [Test]
    public void Every_member_has_a_row() =>
        Assert.That(All<Lanes<double>>(default, default), Has.Length.EqualTo(typeof(IPointwise<>).GetMethods().Length));

    private static void Agree<T>(double subnormal) where T : IFloatingPointIeee754<T>
    {
        double[] grid = [0.0, -0.0, 1, -1, 0.5, -3.7, 3, 1e-3, 7e8, subnormal, -subnormal, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        var pairs = grid.SelectMany(_ => grid, (x, y) => (X: T.CreateChecked(x), Y: T.CreateChecked(y))).ToArray();
        int width = Vector<T>.Count;
        int count = (pairs.Length + width - 1) / width * width; // whole vectors
        T[] xs = [.. Enumerable.Range(0, count).Select(i => pairs[i % pairs.Length].X)], ys = [.. Enumerable.Range(0, count).Select(i => pairs[i % pairs.Length].Y)];
        var expected = All(Tensor.Of(xs), Tensor.Of(ys));
        using (Assert.EnterMultipleScope())
        {
            for (int place = 0; place < count; place += width)
            {
                var actual = All(new Lanes<T>(new Vector<T>(xs, place)), new Lanes<T>(new Vector<T>(ys, place)));
                for (int row = 0; row < actual.Length; row++)
                {
                    T[] items = expected[row].Value.ToArray();
                    for (int i = 0; i < width; i++)
                    {
                        Assert.That(Bits(actual[row].Value.Numbers[i]), Is.EqualTo(Bits(items[place + i])), $"{actual[row].Name} at {xs[place + i]}, {ys[place + i]}");
                    }
                }
            }
        }
    }

    private static (string Name, TNumber Value)[] All<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> =>
    [
        ("√x", x.Sqrt()),
        ("|x|", x.Abs()),
        ("sign x", x.Sign()),
        ("x^0.7", x.Pow(0.7)),
        ("max", x.Max(y)),
        ("min", x.Min(y)),
        ("clamp", x.Clamp(-0.6, 2.5)),
        ("where x > y", TNumber.Where(x.Exceeds(y), x, y)),
        ("where x > 0.5", TNumber.Where(x.Exceeds(0.5), y, x)),
        ("where y > x, negated", TNumber.Where((-x).Exceeds(0), y, x)),
        ("x + y", x + y),
        ("x + 1.1", x + 1.1),
        ("x - y", x - y),
        ("x - 1.1", x - 1.1),
        ("x y", x * y),
        ("1.1 x", 1.1 * x),
        ("x / y", x / y),
        ("x / 1.1", x / 1.1),
        ("-x", -x),
    ];

    private static long Bits<T>(T x) where T : IFloatingPointIeee754<T> => T.IsNaN(x) ? -1 : BitConverter.DoubleToInt64Bits(double.CreateChecked(x));
}
