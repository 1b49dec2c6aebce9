using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>What is computed in one visit of each row is what its operations give one after the other: values, and pullbacks against recorded ones, which are composed.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class GroupTests<T> where T : IFloatingPointIeee754<T>
{
    // Around the lengths of one and two registers of any width; and rows that leave lanes empty.
    private static readonly int[] Lengths = [1, 2, 3, 4, 5, 7, 8, 9, 10, 15, 16, 17, 20, 31, 32, 33, 47, 64, 100, 1000];
    private static readonly int[] Counts = [1, 3, 16, 37];

    private static readonly (string Name, Function Function, Function Composition)[] Functions =
    [
        ("softMax", (x, _) => x.SoftMax(), (x, _) => (x - x.Max(-1, keepAxes: true).Detach()).Exp() / (x - x.Max(-1, keepAxes: true).Detach()).Exp().Sum(-1, keepAxes: true)),
        ("logSoftMax", (x, _) => x.LogSoftMax(), (x, _) => x - x.Max(-1, keepAxes: true).Detach() - (x - x.Max(-1, keepAxes: true).Detach()).Exp().Sum(-1, keepAxes: true).Log()),
        ("logSumExp", (x, _) => x.LogSumExp(-1), (x, _) => (x - x.Max(-1, keepAxes: true).Detach()).Exp().Sum(-1).Log() + x.Max(-1).Detach()),
        ("logSoftMaxAt", (x, k) => x.LogSoftMaxAt(k), (x, k) => x.LogSoftMax().TakeAlongAxis(k.Unsqueeze(-1), -1).Squeeze(-1)),
        ("standardize", (x, _) => x.Standardize([-1], Of(0.125)), (x, _) => Standardize<T>.Composition(x, new(1u << 1), Of(0.125))),
    ];

    public delegate Tensor<T> Function(Tensor<T> x, Tensor<T> indices);

    private static IEnumerable<TestCaseData> Cases =>
        from function in Functions
        from length in Lengths
        from count in Counts
        select new TestCaseData(function.Function, function.Composition, count, length).SetArgDisplayNames(function.Name, $"[{count}, {length}]");

    private static IEnumerable<TestCaseData> Extremes =>
        from function in Functions.Take(4)
        from length in (int[])[2, 9, 40]
        select new TestCaseData(function.Function, length).SetArgDisplayNames(function.Name, $"{length}");

    /// <summary>Roundings of sums of so many terms, none of which is large: a few hundred at most.</summary>
    private static double Tolerance => typeof(T) == typeof(float) ? 2e-5 : 4e-14;

    [TestCaseSource(nameof(Cases))]
    public void Values_and_pullbacks(Function function, Function composition, int count, int length)
    {
        var random = new Random(length);
        var x = Random([count, length], random);
        var indices = new Tensor<T>([count], [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.Next(length)))]);
        var (y, gradient) = Swept(function, x, indices);
        var (expected, expectedGradient) = Swept(composition, x, indices);
        var (_, recorded) = Swept(function, x, indices, records: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(y, Is.EqualTo(expected).Within(Tolerance));
            Assert.That(gradient, Is.EqualTo(expectedGradient).Within(Tolerance));
            Assert.That(gradient, Is.EqualTo(recorded).Within(Tolerance));
        }
    }

    /// <summary>Infinities and NaN among the numbers, zeros and infinities among the adjoints: as the recorded pullback, which is composed, says.</summary>
    [TestCaseSource(nameof(Extremes))]
    public void Extreme_numbers(Function function, int length)
    {
        double[] numbers = [0, 1, -2, double.NegativeInfinity, double.PositiveInfinity, double.NaN, 90, -1e4];
        double[] adjoints = [1, 0, -2, double.PositiveInfinity];
        int rows = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (double first in numbers)
            {
                foreach (double other in numbers)
                {
                    foreach (double adjoint in adjoints)
                    {
                        var x = new Tensor<T>([1, length], [.. Enumerable.Range(0, length).Select(i => Of(i == length / 2 ? first : other))]);
                        var indices = new Tensor<T>([1], [T.CreateTruncating(++rows % 2 == 0 ? length / 2 : 0)]);
                        var (_, gradient) = Swept(function, x, indices, adjoint: adjoint);
                        var (_, recorded) = Swept(function, x, indices, records: true, adjoint);
                        Assert.That(gradient, Is.EqualTo(recorded).Within(Tolerance), $"{first} among {other}, adjoint {adjoint}");
                    }
                }
            }
        }
    }

    [Test]
    public void Rows_do_not_depend_on_their_neighbours([Values(3, 10, 33)] int length)
    {
        var x = Random([37, length], new Random(1));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, function, _) in Functions.Where(its => its.Name != "logSoftMaxAt"))
            {
                var whole = function(x, x);
                for (int row = 0; row < 37; row++)
                {
                    Assert.That(function(x[row..(row + 1)], x).ToArray(), Is.EqualTo(whole[row..(row + 1)].ToArray()), name);
                }
            }
        }
    }

    /// <summary>The adjoints of the logarithm y of a sum are shared by exp(x - y), or anew where y is so large that its digits do not suffice.</summary>
    [Test]
    public void Shares_of_large_numbers_have_all_digits([Values(0, 15, 17, 1000)] double shift, [Values(10, 100)] int length)
    {
        var x = Random([5, length], new Random(2));
        x += Of(shift);
        var (_, shares) = Swept((z, _) => z.LogSumExp(-1), x, x, adjoint: 1);
        Assert.That(shares, Is.EqualTo(Numbers(x.SoftMax())).Within(typeof(T) == typeof(float) ? 2e-6 : 4e-15));
    }

    /// <summary>Beside the bound, log 2 in one part costs a third of what the rounding of a difference does, which is |x| / 2 units; and its product, where that is rounded by itself, as much as that.</summary>
    [Test]
    public void Exponentials_of_differences_are_within_the_bound()
    {
        double unit = typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);
        double least = typeof(T) == typeof(float) ? -87 : -708;
        const double share = 2.0 / 3;
        double worst = 0;
        for (int i = 0; i <= 100000; i++)
        {
            T x = Of(least * i / 100000);
            double argument = double.CreateTruncating(x), expected = Math.Exp(argument);
            double error = Math.Abs(double.CreateTruncating(SimdExp<T, T, Simd1<T>>.ExpOfDifference(x)) - expected) / (expected * 2 * unit);
            worst = Math.Max(worst, error - (share * Math.Abs(argument)));
        }

        Assert.That(worst, Is.LessThanOrEqualTo(1.1));
    }

    private static (double[] Value, double[] Gradient) Swept(Function function, Tensor<T> x, Tensor<T> indices, bool records = false, double? adjoint = null)
    {
        var tape = new Tape<T>();
        var input = tape.Input(x);
        var y = function(input, indices);
        var weights = adjoint is { } same ? Tensor.Full(y.Shape, Of(same)) : Random(y.Shape, new Random(5));
        var gradient = records ? tape.RecordGradient((y * weights).Sum(), input)[0] : tape.Gradient(y, weights)[input];
        return (Numbers(y), Numbers(gradient));
    }

    private static double[] Numbers(Tensor<T> x) => [.. x.ToArray().Select(double.CreateTruncating)];

    private static Tensor<T> Random(Shape shape, Random random) => new(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => Of((4 * random.NextDouble()) - 2))]);

    private static T Of(double number) => T.CreateTruncating(number);
}
