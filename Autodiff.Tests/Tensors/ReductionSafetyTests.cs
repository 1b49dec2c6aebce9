using System.Numerics;
using Autodiff.Operations;

namespace Autodiff.Tests.Tensors;

/// <summary>What reductions, masks and softmax do at zeros, infinities, NaN, ties and extreme sizes.</summary>
internal sealed class ReductionSafetyTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly double[] Lanes = [0, 5, 40, 66];
    private static readonly int[] Orders = [0, 1, 2];

    [Test]
    public void A_million_tenths_sum_to_a_millionth_in_single_precision([Values(1, 4, 1000)] int columns)
    {
        var x = Filled([1_000_000 / columns, columns], _ => 0.1f);
        float exact = (float)(1e6 * 0.1f / columns);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.Sum(0).ToArray(), Is.All.EqualTo(exact).Within(1e-6 * exact));
            Assert.That(x.Sum().ToArray()[0], Is.EqualTo(exact * columns).Within(1e-6 * exact * columns));
            Assert.That(x.Reshape(columns, -1).Sum(1).ToArray(), Is.All.EqualTo(exact).Within(1e-6 * exact));
        }
    }

    // Long enough that rows and columns are split into blocks, with ends that fill no vector.
    [TestCase(3, 5003, 1)]
    [TestCase(301, 7, 0)]
    [TestCase(301, 1031, 0)]
    public void Long_reductions_are_those_of_the_definition(int rows, int columns, int axis)
    {
        var random = new Random(7);
        var x = Filled([rows, columns], _ => random.NextDouble() - 0.5);
        double[] items = x.ToArray();
        double[][] groups = [.. Enumerable.Range(0, axis == 0 ? columns : rows).Select(place =>
            axis == 0 ? [.. Enumerable.Range(0, rows).Select(row => items[(row * columns) + place])] : items[(place * columns)..((place + 1) * columns)])];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.Sum(axis).ToArray(), Is.EqualTo(groups.Select(group => group.Sum())).Within(1e-12));
            Assert.That(x.Max(axis).ToArray(), Is.EqualTo(groups.Select(group => group.Max())));
            Assert.That(x.Min(axis).ToArray(), Is.EqualTo(groups.Select(group => group.Min())));
            Assert.That(x.Norm(axis).ToArray(), Is.EqualTo(groups.Select(group => Math.Sqrt(group.Sum(item => item * item)))).Within(1e-12));
            Assert.That((x + 1.5).Product(axis).ToArray(), Is.EqualTo(groups.Select(group => group.Aggregate(1.0, (product, item) => product * (item + 1.5)))).Within(1e-11).Percent);
        }
    }

    [Test]
    public void Scattered_rows_sum_to_the_same_bits_as_contiguous_ones()
    {
        var random = new Random(3);
        var x = Filled([3, 5003], _ => random.NextSingle());
        var spread = Tensor<float>.Where(Filled([3, 5003, 2], i => (i + 1) % 2), x.Reshape(3, 5003, 1), 0);
        var layout = new Layout([3, 5003], Integers.Of(10006, 2), 0);
        float[] sums = new float[3];
        Reduction.Run<float, SumReducer<float>>(layout, spread.ToArray(), new(1u << 1), sums);
        Assert.That(sums, Is.EqualTo(x.Sum(1).ToArray()));
    }

    [TestCaseSource(nameof(Lanes))]
    public void NaN_wins_every_extreme(double place)
    {
        var row = Filled([67], i => i == place ? float.NaN : i);
        var columns = Filled([3, 67], i => i == 67 + place ? float.NaN : i);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Max().ToArray()[0], Is.NaN);
            Assert.That(row.Min().ToArray()[0], Is.NaN);
            Assert.That(row.ArgMax().ToArray()[0], Is.EqualTo(place));
            Assert.That(row.ArgMin().ToArray()[0], Is.EqualTo(place));
            Assert.That(columns.Max(0).ToArray()[(int)place], Is.NaN);
            Assert.That(columns.Min(0).ToArray().Count(float.IsNaN), Is.EqualTo(1));
        }
    }

    [Test]
    public void Ties_share_the_adjoint_evenly()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Gradient(x => x.Max(), 1, 7, 7, 7, 2), Is.EqualTo(Row(0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 0)));
            Assert.That(Gradient(x => x.Min(), 1, 7, 1), Is.EqualTo(Row(0.5, 0, 0.5)));
            Assert.That(Gradient(x => x.Max(), 1, double.NaN), Is.EqualTo(Row(0, 0)));
            Assert.That(Gradient(x => x.Max(), 1, -Infinity, Infinity), Is.EqualTo(Row(0, 0, 1)));
        }
    }

    [Test]
    public void The_first_of_equals_is_the_extreme()
    {
        var x = Filled([5], i => i % 2);
        Assert.That((x.ArgMax().ToArray()[0], x.ArgMin().ToArray()[0]), Is.EqualTo((1f, 0f)));
    }

    [Test]
    public void Log_sum_exp_keeps_the_conventions_of_its_row()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (double[] x in new double[][] { [1e4, 1e4 - 1], [-1e4, 1e4], [-Infinity, -Infinity], [Infinity, 0, Infinity], [-Infinity, 2], [0, -Infinity, 0] })
            {
                var row = Catalog.All.Single(operation => operation.Name == "logSumExp");
                double[] partials = new double[x.Length];
                row.Partials<double>(x, row.Apply<double>(x), partials);
                Assert.That(Plain(x).LogSumExp().ToArray()[0], Is.EqualTo(row.Apply<double>(x)).Within(1).Ulps);
                Assert.That(Gradient(t => t.LogSumExp(), x), Is.EqualTo(partials).Within(1e-15));
            }

            Assert.That(Filled([0], i => i).LogSumExp().ToArray()[0], Is.EqualTo(float.NegativeInfinity));
        }
    }

    [Test]
    public void Soft_max_of_extreme_numbers([Values(0, 1)] int axis)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Shares(axis, 1e4, -1e4, 1e4), Is.EqualTo(Row(0.5, 0, 0.5)));
            Assert.That(Shares(axis, 0, -Infinity, 0), Is.EqualTo(Row(0.5, 0, 0.5)));
            Assert.That(Shares(axis, -Infinity, -Infinity), Is.EqualTo(Row(0.5, 0.5)));
            Assert.That(Shares(axis, Infinity, 3), Is.EqualTo(Row(1, 0)));
            Assert.That(LogShares(axis, 1e4, -1e4), Is.EqualTo(Row(0, -2e4)));
            Assert.That(LogShares(axis, 5, -Infinity), Is.EqualTo(Row(0, -Infinity)));
            Assert.That(LogShares(axis, -Infinity, -Infinity), Is.EqualTo(Row(-Math.Log(2), -Math.Log(2))));
        }
    }

    [Test]
    public void Soft_max_of_masked_numbers_has_finite_derivatives([Values(0, 1)] int axis)
    {
        double[][] points = [[1e4, -1e4, 1e4], [0.5, -Infinity, 0], [-Infinity, -Infinity, -Infinity]];
        double[] weights = [1, 2, 3];
        using (Assert.EnterMultipleScope())
        {
            foreach (double[] point in points)
            {
                double[] shares = Shares(axis, point);
                double mean = shares.Zip(weights, (share, weight) => share * weight).Sum();
                var byHand = shares.Zip(weights, (share, weight) => share * (weight - mean)); // y (w - Σ y w)
                Assert.That(Gradient(x => (Turned(x, axis).SoftMax(axis) * Turned(Plain(weights), axis)).Sum(), point), Is.EqualTo(byHand).Within(1e-15));
                Assert.That(
                    Gradient(x => (Turned(x, axis).LogSoftMax(axis) * Turned(Plain(1, 0, 0), axis)).Sum(), point),
                    Is.EqualTo(shares.Select((share, i) => (i == 0 ? 1 : 0) - share)).Within(1e-15));
            }
        }
    }

    [Test]
    public void Norms_neither_overflow_nor_lose_small_numbers()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Plain(3e300, 4e300).Norm().ToArray()[0], Is.EqualTo(5e300).Within(2).Ulps);
            Assert.That(Plain(3e-300, 4e-300).Norm().ToArray()[0], Is.EqualTo(5e-300).Within(2).Ulps);
            Assert.That(Plain(3e-162, 4e-162).Norm().ToArray()[0], Is.EqualTo(5e-162).Within(2).Ulps);
            Assert.That(Plain(0, -Infinity).Norm().ToArray()[0], Is.EqualTo(Infinity));
            Assert.That(Plain(0, double.NaN).Norm().ToArray()[0], Is.NaN);
            Assert.That(Gradient(x => x.Norm(), 3e300, 4e300), Is.EqualTo(Row(0.6, 0.8)).Within(1e-15));
        }
    }

    [TestCaseSource(nameof(Orders))]
    public void Derivatives_of_norms_vanish_where_they_are_zero(int order)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Derivative(x => x.Norm(), order, 0, 0, 0), Is.All.Zero);
            Assert.That(Derivative(x => x.StandardDeviation(), order, 2, 2, 2), Is.All.Zero);
            Assert.That(Derivative(x => x.Reshape(2, 2).Norm(1).Sum(), order, 0, 0, 3, 4)[..2], Is.All.Zero);
            Assert.That(Derivative(x => x.Reshape(2, 2).Norm(1).Sum(), order, 0, 0, 3, 4)[2], Is.Not.NaN);
        }
    }

    [Test]
    public void What_is_not_chosen_has_the_derivative_zero()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Gradient(x => Tensor<double>.Where(x > 0.0, Tensor<double>.Lift<Sqrt>(x), 0.0).Sum(), 0, 4, -1), Is.EqualTo(Row(0, 0.25, 0)));
            Assert.That(Derivative(x => Tensor<double>.Where(x > 0.0, Tensor<double>.Lift<Sqrt>(x), 0.0).Sum(), 1, 0, 4), Is.EqualTo(Row(0, -1 / 32.0)));
            Assert.That(Gradient(x => x.MaskedFill(x < 0.0, -Infinity).SoftMax(0).Max(), 0, 0, -1)[2], Is.Zero);
        }
    }

    [Test]
    public void Comparisons_with_NaN_are_false_but_inequality()
    {
        var x = Plain(double.NaN);
        double[] all = [.. new[] { x > 0.0, x < 0.0, x >= 0.0, x <= 0.0, x.EqualTo(x), x.NotEqualTo(x) }.Select(mask => mask.ToArray()[0])];
        Assert.That(all, Is.EqualTo(Row(0, 0, 0, 0, 0, 1)));
    }

    [Test]
    public void Masks_and_places_are_constants()
    {
        var x = new Tape<double>().Input([3], [2, 1, 2]);
        Assert.That(new[] { x > 1.0, x.EqualTo(x), x.ArgMax(), x.ArgSort(), x.TopK(2).Places }.All(tensor => tensor.IsConstant));
    }

    [Test]
    public void NaN_sorts_as_the_greatest_and_equals_keep_their_order()
    {
        var x = Plain(2, double.NaN, 1, 2, -Infinity);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.ArgSort().ToArray(), Is.EqualTo(Row(4, 2, 0, 3, 1)));
            Assert.That(x.ArgSort(descending: true).ToArray(), Is.EqualTo(Row(1, 0, 3, 2, 4)));
            Assert.That(x.TopK(2, smallest: true).Values.ToArray(), Is.EqualTo(Row(-Infinity, 1)));
        }
    }

    [Test]
    public void Of_nothing_there_is_no_extreme_and_no_mean()
    {
        var x = Filled([2, 0], i => i);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => x.Max(1), Throws.ArgumentException.With.Message.StartsWith("max: the shape [2, 0] has no elements along the axes [1]"));
            Assert.That(() => x.ArgMin(), Throws.ArgumentException.With.Message.StartsWith("argMin: the shape [0]"));
            Assert.That(() => x.Mean(), Throws.ArgumentException.With.Message.StartsWith("mean: the shape [2, 0]"));
            Assert.That(() => Plain(1).Variance(0, correction: 1), Throws.ArgumentException.With.Message.Contains("has 1 elements along the axes [0], and the correction 1"));
            Assert.That(x.Max(0).Shape, Is.EqualTo(Shape.Of(0)));
            Assert.That((x.Sum().ToArray()[0], x.Product().ToArray()[0], x.Norm().ToArray()[0]), Is.EqualTo((0f, 1f, 0f)));
        }
    }

    [Test]
    public void Wrong_axes_and_counts_are_refused()
    {
        var x = Filled([2, 3], i => i);
        var halves = new Tensor<Half>([2049], new Half[2049]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => x.Sum(2), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => x.Max([0, -2]), Throws.ArgumentException.With.Message.Contains("name an axis twice"));
            Assert.That(() => x.SoftMax(-3), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => x.TopK(4), Throws.ArgumentException.With.Message.Contains("has 3 elements, and 4 were asked for"));
            Assert.That(() => halves.ArgMax(), Throws.ArgumentException.With.Message.Contains("Half counts exactly only to 2^11"));
            Assert.That(halves.Reshape(3, 683).ArgMax(1).ToArray(), Is.All.EqualTo(Half.Zero));
        }
    }

    private static double[] Shares(int axis, params double[] x) => Turned(Plain(x), axis).SoftMax(axis).ToArray();

    private static double[] LogShares(int axis, params double[] x) => Turned(Plain(x), axis).LogSoftMax(axis).ToArray();

    /// <summary>A vector as a matrix of one row or one column, along an axis.</summary>
    private static Tensor<double> Turned(Tensor<double> x, int axis) => axis == 0 ? x.Reshape(-1, 1) : x.Reshape(1, -1);

    private static double[] Gradient(Func<Tensor<double>, Tensor<double>> function, params double[] x)
    {
        var tape = new Tape<double>();
        var input = tape.Input([x.Length], x);
        return tape.Gradient(function(input))[input].ToArray();
    }

    /// <summary>The gradient, then of the sum of its elements again and again.</summary>
    private static double[] Derivative(Func<Tensor<double>, Tensor<double>> function, int again, params double[] x)
    {
        var tape = new Tape<double>();
        var input = tape.Input([x.Length], x);
        var output = function(input);
        for (int i = 0; i < again; i++)
        {
            output = tape.RecordGradient(output, input)[0].Sum();
        }

        return tape.Gradient(output)[input].ToArray();
    }

    private static double[] Row(params double[] x) => x;

    private static Tensor<double> Plain(params double[] x) => new([x.Length], x);

    private static Tensor<T> Filled<T>(Shape shape, Func<int, T> element) where T : IFloatingPointIeee754<T> =>
        new(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(element)]);

    private static Tensor<float> Filled(Shape shape, Func<int, int> element) => Filled<float>(shape, i => element(i));
}
