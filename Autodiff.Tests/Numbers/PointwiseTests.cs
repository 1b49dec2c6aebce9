using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Tests.Numbers;

/// <summary>The two readings of a pointwise formula agree to the last bit; of NaN that it is one, since its sign and payload are not part of the number.</summary>
public sealed class PointwiseTests
{
    private static readonly double[] Grid =
        [0.0, -0.0, 1, -1, 0.5, -3.7, 3, 1e-3, 7e8, 20, -88, 1e-310, -1e-310, 1e-40, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [Test]
    public void Registers_of_all_widths_and_tensors_agree_on_doubles()
    {
        Agree<double, Vector512<double>, Simd512<double>>();
        Agree<double, Vector256<double>, Simd256<double>>();
        Agree<double, Vector128<double>, Simd128<double>>();
        Agree<double, double, Simd1<double>>();
    }

    [Test]
    public void Registers_of_all_widths_and_tensors_agree_on_floats()
    {
        Agree<float, Vector512<float>, Simd512<float>>();
        Agree<float, Vector256<float>, Simd256<float>>();
        Agree<float, Vector128<float>, Simd128<float>>();
        Agree<float, float, Simd1<float>>();
    }

    /// <summary>Both forms of Exceeds, and EqualTo, stand in the rows of Where.</summary>
    [Test]
    public void Every_member_has_a_row() =>
        Assert.That(All<Tensor<double>>(Tensor.Scalar(1.0), Tensor.Scalar(2.0)), Has.Length.EqualTo(typeof(IPointwise<>).GetMethods().Length));

    private static void Agree<T, TVector, TSimd>()
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector>
    {
        var pairs = Grid.SelectMany(_ => Grid, (x, y) => (X: T.CreateChecked(x), Y: T.CreateChecked(y))).ToArray();
        int width = TSimd.Count;
        int count = (pairs.Length + width - 1) / width * width; // whole registers
        T[] xs = [.. Enumerable.Range(0, count).Select(i => pairs[i % pairs.Length].X)], ys = [.. Enumerable.Range(0, count).Select(i => pairs[i % pairs.Length].Y)];
        var expected = All(Tensor.Of(xs), Tensor.Of(ys));
        using (Assert.EnterMultipleScope())
        {
            for (int place = 0; place < count; place += width)
            {
                var actual = All(
                    new Lanes<T, TVector, TSimd>(TSimd.Load(in xs[place])), new Lanes<T, TVector, TSimd>(TSimd.Load(in ys[place])));
                for (int row = 0; row < actual.Length; row++)
                {
                    T[] items = expected[row].Value.BroadcastTo(count).ToArray();
                    var register = actual[row].Value.Numbers;
                    for (int i = 0; i < width; i++)
                    {
                        Assert.That(
                            Bits(Unsafe.Add(ref Unsafe.As<TVector, T>(ref register), i)), Is.EqualTo(Bits(items[place + i])),
                            $"{actual[row].Name} at {xs[place + i]}, {ys[place + i]}");
                    }
                }
            }
        }
    }

    private static (string Name, TNumber Value)[] All<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> =>
    [
        ("constant", TNumber.Constant(1.1)),
        ("exp", x.Exp()),
        ("exp - 1", x.ExpM1()),
        ("log", x.Log()),
        ("log(1 + x)", x.LogP1()),
        ("tanh", x.Tanh()),
        ("sigmoid", x.Sigmoid()),
        ("softplus", x.Softplus()),
        ("erf", x.Erf()),
        ("erfc", x.Erfc()),
        ("Φ", x.NormalCdf()),
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
        ("where x = y", TNumber.Where(x.EqualTo(y), x, -y)),
        ("x y + x", TNumber.FusedMultiplyAdd(x, y, x)),
        ("x + y", x + y),
        ("x + 1.1", x + 1.1),
        ("x - y", x - y),
        ("x - 1.1", x - 1.1),
        ("1.1 - x", 1.1 - x),
        ("x y", x * y),
        ("1.1 x", 1.1 * x),
        ("x / y", x / y),
        ("x / 1.1", x / 1.1),
        ("1.1 / x", 1.1 / x),
        ("-x", -x),
    ];

    private static long Bits<T>(T x) where T : IFloatingPointIeee754<T> => T.IsNaN(x) ? -1 : BitConverter.DoubleToInt64Bits(double.CreateChecked(x));
}
