using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Sums, products, extremes, moments, norms and softmax, over some axes.</summary>
internal static class ReductionCases
{
    /// <summary>Ranks 0 to 4, axes of length 0 and 1, several axes, negative ones, and rows long enough for vectors.</summary>
    private static readonly (Shape Shape, int[] Axes)[] Places =
    [
        ([], []),
        ([1], [0]),
        ([5], [-1]),
        ([2, 3], [0]),
        ([2, 3], [1]),
        ([2, 3], [-2, -1]),
        ([3, 1, 2], [1]),
        ([2, 3, 2], [0, 2]),
        ([2, 3, 2, 2], [1, 3]),
        ([3, 9], [0]),
        ([2, 3, 8], [-2]),
        ([2, 19], [1]),
        ([0, 3], [1]),
        ([2, 1, 3, 1], [1, 2]),
        ([1, 1, 1, 1], [0, 1, 2, 3]),
        ([2, 0, 3, 2], [0, -1]),
    ];

    private static readonly (Shape Shape, int[] Axes)[] Empty = [([0], [0]), ([0, 3], [0]), ([2, 0, 2], [1, 2]), ([2, 1, 0, 3], [0, 2])];

    public static IEnumerable<TensorCase> All =>
    [
        .. Places.Concat(Empty).SelectMany(place => new TensorCase[]
        {
            new Sum(place.Shape, place.Axes, false), new Product(place.Shape, place.Axes, true), new Norm(place.Shape, place.Axes, false),
            new AbsoluteSum(place.Shape, place.Axes, true),
        }),
        .. Places.SelectMany(place => new TensorCase[]
        {
            new Sum(place.Shape, place.Axes, true), new Mean(place.Shape, place.Axes, false), new Product(place.Shape, place.Axes, false),
            new Max(place.Shape, place.Axes, false), new Min(place.Shape, place.Axes, true), new AbsoluteMax(place.Shape, place.Axes, false),
            new Variance(place.Shape, place.Axes, false), new LogSumExp(place.Shape, place.Axes, false), new Norm(place.Shape, place.Axes, true),
            new LogSumExp(place.Shape, place.Axes, true),
        }),
        new StandardDeviation([2, 3], [1], false),
        new StandardDeviation([4, 2, 3], [0, 2], true),
        new SampleVariance([4, 3], [0], true),
        .. from place in AxisPlaces.All
           from row in new TensorCase[] { new SoftMax(place.Shape, place.Axis), new LogSoftMax(place.Shape, place.Axis) }
           select row,
        .. Places.Where(place => place.Axes.Length > 0 && !(place.Shape.Contains(0) && place.Axes.Any(axis => place.Shape[axis < 0 ? axis + place.Shape.Rank : axis] == 0)))
            .Select(place => new Standardize(place.Shape, place.Axes)),
        new LogSoftMaxAt([2, 0, 1], [3, 3]), new LogSoftMaxAt([2], [3]), new LogSoftMaxAt([1, 0, 1, 1], [2, 2, 2]), new LogSoftMaxAt([0], [1, 1]),
        new LogSoftMaxAt([18, 3], [2, 19]), new LogSoftMaxAt([], [0, 2]),
        .. from place in AxisPlaces.All
           where place.Shape[place.Axis] > 0
           from row in new TensorCase[] { new ArgMax(place.Shape, place.Axis), new ArgMin(place.Shape, place.Axis) }
           select row,
        new Moments([], []), new Moments([4], [-1]), new Moments([2, 3], [0]), new Moments([3, 1, 2], [0, 1]), new Moments([2, 1, 3, 2], [0, 2]), new Moments([0, 3], [1]),
        .. from zeros in new double[][] { [2, 0, 3, -1], [0, 3, 0, 2], [0, 0, 0, 5] }
           select new Product([4], [0], false, zeros),
    ];

    /// <summary>An operation that makes one number of each group of elements along some axes.</summary>
    internal abstract class Over(string name, Shape shape, int[] axes, bool keep, double[]? given = null)
        : TensorCase($"{name}{(given is null ? "" : $" of {string.Join(' ', given)}")} over [{string.Join(", ", axes)}]{(keep ? " kept" : "")}", shape)
    {
        protected int[] Axes => axes;

        protected bool Keep => keep;

        protected abstract double Of(double[] group);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            bool[] reduced = [.. Enumerable.Range(0, x[0].Shape.Rank).Select(axis => axes.Contains(axis) || axes.Contains(axis - x[0].Shape.Rank))];
            Shape kept = Shape.Of([.. x[0].Shape.Select((length, axis) => reduced[axis] ? 1 : length)]);
            var result = NaiveArray.Make(kept, place => Of(
                [.. NaiveArray.IndicesOf(x[0].Shape).Where(index => index.Where((i, axis) => !reduced[axis] && i != place[axis]).Any() is false).Select(index => x[0][index])]));
            return keep ? result : new(Shape.Of([.. kept.Where((_, axis) => !reduced[axis])]), result.Items);
        }
    }

    private sealed class Sum(Shape shape, int[] axes, bool keep) : Over("sum", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Sum(Axes, Keep);

        protected override double Of(double[] group) => group.Sum();
    }

    private sealed class Mean(Shape shape, int[] axes, bool keep) : Over("mean", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Mean(Axes, Keep);

        protected override double Of(double[] group) => group.Sum() / group.Length;
    }

    private sealed class Product : Over
    {
        public Product(Shape shape, int[] axes, bool keep, double[]? given = null) : base("product", shape, axes, keep, given) => Given = [given];

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Product(Axes, Keep);

        protected override double Of(double[] group) => group.Aggregate(1.0, (product, x) => product * x);
    }

    private sealed class Max(Shape shape, int[] axes, bool keep) : Over("max", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Max(Axes, Keep);

        protected override double Of(double[] group) => group.Max();
    }

    private sealed class Min(Shape shape, int[] axes, bool keep) : Over("min", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Min(Axes, Keep);

        protected override double Of(double[] group) => group.Min();
    }

    private sealed class AbsoluteMax(Shape shape, int[] axes, bool keep) : Over("absoluteMax", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].AbsoluteMax(Axes, Keep);

        protected override double Of(double[] group) => group.Max(Math.Abs);
    }

    private sealed class AbsoluteSum(Shape shape, int[] axes, bool keep) : Over("absoluteSum", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].AbsoluteSum(Axes, Keep);

        protected override double Of(double[] group) => group.Sum(Math.Abs);
    }

    private sealed class Norm(Shape shape, int[] axes, bool keep) : Over("norm", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Norm(Axes, Keep);

        protected override double Of(double[] group) => Math.Sqrt(group.Sum(x => x * x));
    }

    private sealed class LogSumExp(Shape shape, int[] axes, bool keep) : Over("logSumExp", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].LogSumExp(Axes, Keep);

        protected override double Of(double[] group) => Math.Log(group.Sum(Math.Exp));
    }

    private sealed class Variance(Shape shape, int[] axes, bool keep) : Over("variance", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Variance(Axes, Keep);

        protected override double Of(double[] group) => Scatter(group) / group.Length;
    }

    /// <summary>Mean and variance, together in one number so that both count.</summary>
    private sealed class Moments(Shape shape, int[] axes) : Over("meanAndVariance", shape, axes, false)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x)
        {
            var (mean, variance) = x[0].MeanAndVariance(Axes, Keep);
            return (mean * T.CreateChecked(3)) + variance;
        }

        protected override double Of(double[] group) => (3 * group.Average()) + (Scatter(group) / group.Length);
    }

    private sealed class SampleVariance(Shape shape, int[] axes, bool keep) : Over("sample variance", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Variance(Axes, Keep, correction: 1);

        protected override double Of(double[] group) => Scatter(group) / (group.Length - 1);
    }

    private sealed class StandardDeviation(Shape shape, int[] axes, bool keep) : Over("standardDeviation", shape, axes, keep)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].StandardDeviation(Axes, Keep, correction: 1);

        protected override double Of(double[] group) => Math.Sqrt(Scatter(group) / (group.Length - 1));
    }

    private sealed class ArgMax : Over
    {
        public ArgMax(Shape shape, int axis) : base("argMax", shape, [axis], false) => IsDifferentiable = _ => false;

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].ArgMax(Axes[0], Keep);

        protected override double Of(double[] group) => group.IndexOf(group.Max());
    }

    private sealed class ArgMin : Over
    {
        public ArgMin(Shape shape, int axis) : base("argMin", shape, [axis], false) => IsDifferentiable = _ => false;

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].ArgMin(Axes[0], Keep);

        protected override double Of(double[] group) => group.IndexOf(group.Min());
    }

    private sealed class SoftMax(Shape shape, int axis) : TensorCase($"softMax along {axis}", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].SoftMax(axis);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[0].Shape, index => Share(x[0], index, axis));
    }

    private sealed class LogSoftMax(Shape shape, int axis) : TensorCase($"logSoftMax along {axis}", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].LogSoftMax(axis);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[0].Shape, index => Math.Log(Share(x[0], index, axis)));
    }

    private sealed class LogSoftMaxAt : TensorCase
    {
        public LogSoftMaxAt(double[] indices, Shape shape) : base($"logSoftMaxAt {string.Join(' ', indices)}", shape, Shape.Of(shape.Lengths[..^1])) =>
            (Given, IsDifferentiable) = ([null, indices], k => k == 0);

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].LogSoftMaxAt(x[1]);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[1].Shape, index => Math.Log(Share(x[0], [.. index, (int)x[1][index]], -1)));
    }

    private sealed class Standardize(Shape shape, int[] axes) : TensorCase($"standardize over [{string.Join(", ", axes)}]", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Standardize(axes, T.CreateChecked(0.25));

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[0].Shape, index =>
        {
            bool[] reduced = [.. index.Select((_, axis) => axes.Contains(axis) || axes.Contains(axis - index.Length))];
            double[] group = [.. NaiveArray.IndicesOf(x[0].Shape).Where(other => !other.Where((i, axis) => !reduced[axis] && i != index[axis]).Any()).Select(other => x[0][other])];
            return (x[0][index] - group.Average()) / Math.Sqrt((Scatter(group) / group.Length) + 0.25);
        });
    }

    private static double Share(NaiveArray x, int[] index, int axis)
    {
        int counted = axis < 0 ? axis + x.Shape.Rank : axis;
        double sum = 0;
        for (int i = 0; i < x.Shape[counted]; i++)
        {
            int[] other = [.. index];
            other[counted] = i;
            sum += Math.Exp(x[other]);
        }

        return Math.Exp(x[index]) / sum;
    }

    private static double Scatter(double[] group) => group.Sum(x => (x - group.Average()) * (x - group.Average()));
}
