using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff.Tests.Kernels;

/// <summary>Functions in registers are within the stated units in the last place of the true value, over the whole range, and the same to the bit in registers of every width.</summary>
public sealed class SimdAccuracyTests
{
    private const uint Stride = 4099; // a prime: every so many'th float, of both signs, subnormals, infinities and NaN among them

    private static readonly float[] Floats = [.. Enumerable.Range(0, (int)((1L << 32) / Stride) / 16 * 16).Select(i => BitConverter.UInt32BitsToSingle((uint)i * Stride))];

    private static readonly Dictionary<string, (double X, double High, double Low)[]> Golden = File
        .ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Kernels", "simd-values.csv")).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(cells => cells[0], cells => (Number(cells[1]), Number(cells[2]), Number(cells[3])))
        .ToDictionary(group => group.Key, group => group.ToArray());

    private static readonly double[] Ends =
        [0.0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon];

    private static IEnumerable<SimdFunction> Functions => SimdFunctions.All;

    [TestCaseSource(nameof(Functions))]
    public void Floats_are_within_the_bound(SimdFunction function)
    {
        var actual = SimdFunctions.Values<float, Vector128<float>, Simd128<float>>(function.Name, Floats);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < Floats.Length; i++)
        {
            double expected = function.Reference(Floats[i]);
            if (!float.IsFinite((float)expected) || !float.IsFinite(actual[i]))
            {
                Assert.That(actual[i], Is.EqualTo((float)expected), $"at {Floats[i]:R}");
                continue;
            }

            double units = Math.Abs(actual[i] - expected) / Unit((float)expected);
            (worst, at) = units > worst ? (units, Floats[i]) : (worst, at);
        }

        Assert.That(worst, Is.LessThanOrEqualTo(function.UnitsOfFloat), $"units at {at:R}");
    }

    [TestCaseSource(nameof(Functions))]
    public void Doubles_are_within_the_bound(SimdFunction function)
    {
        var golden = Golden[function.Name];
        double[] x = Whole(Array.ConvertAll(golden, point => point.X));
        var actual = SimdFunctions.Values<double, Vector128<double>, Simd128<double>>(function.Name, x);
        double worst = 0, at = 0;
        for (int i = 0; i < golden.Length; i++)
        {
            double units = Math.Abs(actual[i] - golden[i].High - golden[i].Low) / Unit(golden[i].High);
            (worst, at) = units > worst ? (units, x[i]) : (worst, at);
        }

        Assert.That(worst, Is.LessThanOrEqualTo(function.UnitsOfDouble), $"units at {at:R}");
    }

    [TestCaseSource(nameof(Functions))]
    public void Registers_of_all_widths_give_the_same_bits(SimdFunction function)
    {
        string name = function.Name;
        float[] x = [.. Floats.Where((_, i) => i / 16 % 16 == 0)];
        var floats = SimdFunctions.Values<float, float, Simd1<float>>(name, x);
        double[] z = Whole([.. Golden[name].Select(point => point.X), .. Ends]);
        var doubles = SimdFunctions.Values<double, double, Simd1<double>>(name, z);
        Assert.Multiple(() =>
        {
            Assert.That(SimdFunctions.Values<float, Vector128<float>, Simd128<float>>(name, x), Is.EqualTo(floats).Using<float>(SameBits), "128 bits, float");
            Assert.That(SimdFunctions.Values<float, Vector256<float>, Simd256<float>>(name, x), Is.EqualTo(floats).Using<float>(SameBits), "256 bits, float");
            Assert.That(SimdFunctions.Values<float, Vector512<float>, Simd512<float>>(name, x), Is.EqualTo(floats).Using<float>(SameBits), "512 bits, float");
            Assert.That(SimdFunctions.Values<double, Vector128<double>, Simd128<double>>(name, z), Is.EqualTo(doubles).Using<double>(SameBits), "128 bits, double");
            Assert.That(SimdFunctions.Values<double, Vector256<double>, Simd256<double>>(name, z), Is.EqualTo(doubles).Using<double>(SameBits), "256 bits, double");
            Assert.That(SimdFunctions.Values<double, Vector512<double>, Simd512<double>>(name, z), Is.EqualTo(doubles).Using<double>(SameBits), "512 bits, double");
        });
    }

    [TestCase("exp", 0, 1)]
    [TestCase("exp", double.NegativeInfinity, 0)]
    [TestCase("exp", double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase("expM1", 0.0, 0.0)]
    [TestCase("expM1", -0.0, -0.0)]
    [TestCase("expM1", double.NegativeInfinity, -1)]
    [TestCase("log", 1, 0)]
    [TestCase("log", 0, double.NegativeInfinity)]
    [TestCase("log", double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase("log", -1, double.NaN)]
    [TestCase("logP1", 0.0, 0.0)]
    [TestCase("logP1", -0.0, -0.0)]
    [TestCase("logP1", -1, double.NegativeInfinity)]
    [TestCase("tanh", 0.0, 0.0)]
    [TestCase("tanh", -0.0, -0.0)]
    [TestCase("tanh", double.NegativeInfinity, -1)]
    [TestCase("tanh", double.PositiveInfinity, 1)]
    [TestCase("sigmoid", 0, 0.5)]
    [TestCase("sigmoid", double.NegativeInfinity, 0)]
    [TestCase("sigmoid", double.PositiveInfinity, 1)]
    [TestCase("softplus", double.NegativeInfinity, 0)]
    [TestCase("softplus", double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase("erf", 0.0, 0.0)]
    [TestCase("erf", -0.0, -0.0)]
    [TestCase("erf", double.NegativeInfinity, -1)]
    [TestCase("erf", double.PositiveInfinity, 1)]
    [TestCase("erfc", double.NegativeInfinity, 2)]
    [TestCase("erfc", double.PositiveInfinity, 0)]
    [TestCase("normalCdf", double.NegativeInfinity, 0)]
    [TestCase("normalCdf", double.PositiveInfinity, 1)]
    public void Exact_points_are_exact(string name, double x, double y) => Assert.Multiple(() =>
    {
        Assert.That(SameBits(SimdFunctions.Apply(name, new Lanes<double, double, Simd1<double>>(x)).Numbers, y), "double");
        Assert.That(SameBits(SimdFunctions.Apply(name, new Lanes<float, float, Simd1<float>>((float)x)).Numbers, (float)y), "float");
    });

    [TestCase("expM1", false)]
    [TestCase("tanh", true)]
    [TestCase("erf", true)]
    public void Signs_of_results_are_those_of_their_operands_and_odd_functions_are_odd(string name, bool isOdd)
    {
        float[] x = [.. Floats.Where((number, i) => i / 16 % 16 == 0)];
        var y = SimdFunctions.Values<float, Vector128<float>, Simd128<float>>(name, x);
        var mirrored = SimdFunctions.Values<float, Vector128<float>, Simd128<float>>(name, Array.ConvertAll(x, number => -number));
        for (int i = 0; i < x.Length; i++)
        {
            Assert.That(float.IsNaN(y[i]) || float.IsNegative(y[i]) == float.IsNegative(x[i]), $"sign at {x[i]:R}");
            Assert.That(!isOdd || SameBits(mirrored[i], -y[i]), $"odd at {x[i]:R}");
        }
    }

    /// <summary>Where a formula changes: at the ends of the reduction of exponents, at bounds, between centre and tail.</summary>
    private static readonly TestCaseData[] Switches =
    [
        new("exp", 0, new[] { -104, -87.33654, -1.0397208, -0.34657359, 0.34657359, 1.0397208, 44.7079939, 88.72284 }),
        new("expM1", 1, new[] { -40, -17.3, -1.0397208, -0.34657359, 0.34657359, 1.0397208, 88.72284 }),
        new("log", 0, new[] { 1.17549435E-38, 0.3535534, 0.70710678, 1, 1.41421356, 2.8284271, 3E38 }),
        new("logP1", 1, new[] { -0.99999, -0.29289322, 0, 0.41421356, 1.8284271 }),
        new("tanh", 2, new[] { -8.664, -0.17328680, 0.17328680, 0.51986039, 8.664, 20 }),
        new("sigmoid", 1, new[] { -104, -88.72284, -1.0397208, -0.34657359, 0, 0.34657359, 16.63 }),
        new("softplus", 2, new[] { -103.9, -17.3, -0.34657359, 0, 0.34657359, 1.0397208, 16.63 }),
        new("erf", 1, new[] { -1, -0.58870501, 0.58870501, 1, 3.9 }),
        new("erfc", 2, new[] { -3.9, 0, 0.58870501, 1.0196669, 9.19, 10.05 }),
        new("normalCdf", 2, new[] { -14.17, -13, -1.4420268, -0.83255461, 0, 0.83255461, 5.4 }),
    ];

    /// <summary>Each of two neighbours may be off by its own rounding: by so many units together a function may go back on itself, and no more.</summary>
    [TestCaseSource(nameof(Switches))]
    public void Functions_keep_their_direction_where_their_formula_changes(string name, double units, double[] places)
    {
        double direction = name == "erfc" ? -1 : 1;
        foreach (double place in places)
        {
            float[] x = new float[8192];
            x[0] = (float)place;
            for (int i = 0; i < x.Length / 2; i++)
            {
                x[0] = MathF.BitDecrement(x[0]);
            }

            for (int i = 1; i < x.Length; i++)
            {
                x[i] = MathF.BitIncrement(x[i - 1]);
            }

            var y = SimdFunctions.Values<float, Vector128<float>, Simd128<float>>(name, x);
            double highest = double.NegativeInfinity;
            for (int i = 0; i < x.Length; i++)
            {
                Assert.That(direction * y[i], Is.GreaterThanOrEqualTo(highest - (units * Unit(y[i]))), $"at {x[i]:R}");
                highest = Math.Max(highest, direction * y[i]);
            }
        }
    }

    private static double[] Whole(double[] x) => [.. x, .. new double[(16 - (x.Length % 16)) % 16]];

    private static bool SameBits<T>(T x, T y) where T : IFloatingPointIeee754<T> => (T.IsNaN(x) && T.IsNaN(y)) || (x == y && T.IsNegative(x) == T.IsNegative(y));

    private static double Unit(float x) => MathF.BitIncrement(MathF.Abs(x)) - (double)MathF.Abs(x);

    private static double Unit(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
