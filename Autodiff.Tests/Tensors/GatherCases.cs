namespace Autodiff.Tests.Tensors;

/// <summary>Elements at computed places, with equal indices among them.</summary>
internal static class GatherCases
{
    public static IEnumerable<TensorCase> All =>
    [
        new IndexSelect("0", 0, [2, 0, 2, 2], [3], [4]),
        new IndexSelect("rows", 0, [1, 1, 0], [3, 2], [3]),
        new IndexSelect("columns", -1, [2, 0, 1, 2], [2, 3], [2, 2]),
        new IndexSelect("one", 1, [1], [2, 3, 2], []),
        new IndexSelect("none", 0, [], [3, 2], [0]),
        new IndexSelect("of no columns", 0, [1, 0], [2, 0], [2]),
        new ScatterAdd("0", 0, [1, 1, 0], [2], [3]),
        new ScatterAdd("rows", 0, [2, 0, 2], [3, 2], [3]),
        new ScatterAdd("columns", -1, [1, 1], [2, 3], [2]),
        new ScatterAdd("none", 1, [], [2, 3], [0]),
        new TakeAlongAxis("0", 0, [2, 0, 2], [3], [3]),
        new TakeAlongAxis("rows", 0, [1, 0, 1, 1, 1, 0], [2, 3], [2, 3]),
        new TakeAlongAxis("columns", -1, [1, 2, 0, 0], [2, 3], [2, 2]),
        new TakeAlongAxis("middle", 1, [1, 0, 2, 1, 1, 1, 0, 2], [2, 3, 2], [2, 2, 2]),
        new TakeAlongAxis("broadcast indices", 0, [1, 1, 0], [2, 3], [3, 1]),
        new TakeAlongAxis("broadcast operand", 1, [0, 1, 1, 0], [1, 2], [2, 2]),
        new TakeAlongAxis("none", 0, [], [2, 3], [0, 3]),
        new ScatterAddAlongAxis("0", 0, [1, 1, 0, 1], [2], [4]),
        new ScatterAddAlongAxis("rows", 0, [0, 1, 1, 1], [3, 2], [2, 2]),
        new ScatterAddAlongAxis("middle", -2, [2, 0, 2, 0], [2, 3, 1], [2, 2, 1]),
        new Gather("part", 1, [2, 0], [3, 3], [1, 2]),
        new Gather("whole", 0, [1, 0, 1], [2, 3], [1, 3]),
        new Gather("of a vector", 0, [1, 1], [2], [2]),
        new OneHot("of a number", [2], []),
        new OneHot("of a vector", [0, 2, 1, 2], [4]),
        new OneHot("of a matrix", [0, 2, 1, 2], [2, 2]),
        new OneHot("of nothing", [], [0]),
        new OneHot("of rank 3", [0, 2, 1, 2], [2, 1, 2]),
        .. AxisPlaces.All.SelectMany(place => Crossed(place.Shape, place.Axis)),
    ];

    /// <summary>Every operation at a place; an empty axis has no index.</summary>
    private static IEnumerable<TensorCase> Crossed(Shape x, int axis)
    {
        int length = x[axis];
        int counted = axis < 0 ? axis + x.Rank : axis;
        int count = length == 0 ? 0 : 3;
        double[] indices = AxisPlaces.Indices(count, length);
        Shape shape = With(x, axis, length == 0 ? 0 : 2);
        double[] places = AxisPlaces.Indices(shape.ElementCount, length);
        string name = $"crossed at {axis}";
        yield return new IndexSelect(name, axis, indices, x, [count]);
        yield return new ScatterAdd(name, axis, indices, x, [count]);
        yield return new TakeAlongAxis(name, axis, places, x, shape);
        yield return new ScatterAddAlongAxis(name, axis, places, x, shape);
        yield return new Gather(name, counted, places, x, shape);
    }

    private sealed class IndexSelect : TensorCase
    {
        private readonly int axis;

        public IndexSelect(string name, int axis, double[] indices, Shape x, Shape shape) : base($"indexSelect {name}", x, shape)
        {
            this.axis = axis;
            (Given, IsDifferentiable) = ([null, indices], k => k == 0);
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].IndexSelect(x[1], axis);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int along = axis < 0 ? axis + x[0].Shape.Rank : axis;
            int rank = x[1].Shape.Rank;
            Shape shape = [.. x[0].Shape.Take(along), .. x[1].Shape.Lengths, .. x[0].Shape.Skip(along + 1)];
            return NaiveArray.Make(shape, index => x[0][[.. index[..along], (int)x[1][index.AsSpan(along, rank)], .. index[(along + rank)..]]]);
        }
    }

    private sealed class ScatterAdd : TensorCase
    {
        private readonly int axis;

        public ScatterAdd(string name, int axis, double[] indices, Shape x, Shape shape)
            : base($"scatterAdd {name}", x, shape, With(x, axis, indices.Length))
        {
            this.axis = axis;
            (Given, IsDifferentiable) = ([null, indices, null], k => k != 1);
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].ScatterAdd(x[1], x[2], axis);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int along = axis < 0 ? axis + x[0].Shape.Rank : axis;
            var sums = new NaiveArray(x[0].Shape, [.. x[0].Items]);
            foreach (int[] index in NaiveArray.IndicesOf(x[2].Shape))
            {
                sums[[.. index[..along], (int)x[1][index[along]], .. index[(along + 1)..]]] += x[2][index];
            }

            return sums;
        }
    }

    private sealed class TakeAlongAxis : TensorCase
    {
        private readonly int axis;

        public TakeAlongAxis(string name, int axis, double[] indices, Shape x, Shape shape) : base($"takeAlongAxis {name}", x, shape)
        {
            this.axis = axis;
            (Given, IsDifferentiable) = ([null, indices], k => k == 0);
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].TakeAlongAxis(x[1], axis);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int along = axis < 0 ? axis + x[0].Shape.Rank : axis;
            int[] lengths = [.. x[0].Shape.Zip(x[1].Shape, (own, other) => own == 1 ? other : own)];
            lengths[along] = x[1].Shape[along];
            return NaiveArray.Make(Shape.Of(lengths), index =>
            {
                int[] place = [.. index.Zip(x[1].Shape, (i, length) => length == 1 ? 0 : i)];
                int[] from = [.. index.Zip(x[0].Shape, (i, length) => length == 1 ? 0 : i)];
                from[along] = (int)x[1][place];
                return x[0][from];
            });
        }
    }

    private sealed class ScatterAddAlongAxis : TensorCase
    {
        private readonly int axis;

        public ScatterAddAlongAxis(string name, int axis, double[] indices, Shape x, Shape shape) : base($"scatterAddAlongAxis {name}", x, shape, shape)
        {
            this.axis = axis;
            (Given, IsDifferentiable) = ([null, indices, null], k => k != 1);
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].ScatterAddAlongAxis(x[1], x[2], axis);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var sums = new NaiveArray(x[0].Shape, [.. x[0].Items]);
            foreach (int[] index in NaiveArray.IndicesOf(x[2].Shape))
            {
                int[] to = [.. index];
                to[axis < 0 ? ^-axis : axis] = (int)x[1][index];
                sums[to] += x[2][index];
            }

            return sums;
        }
    }

    private sealed class Gather : TensorCase
    {
        private readonly int axis;

        public Gather(string name, int axis, double[] indices, Shape x, Shape shape) : base($"gather {name}", x, shape)
        {
            this.axis = axis;
            (Given, IsDifferentiable) = ([null, indices], k => k == 0);
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Gather(x[1], axis);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[1].Shape, index =>
        {
            int[] from = [.. index];
            from[axis] = (int)x[1][index];
            return x[0][from];
        });
    }

    /// <summary>Rows that are multiplied, so that there is something to differentiate beside the constant.</summary>
    private sealed class OneHot : TensorCase
    {
        public OneHot(string name, double[] indices, Shape shape) : base($"oneHot {name}", shape, [3]) =>
            (Given, IsDifferentiable) = ([indices, null], k => k == 1);

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].OneHot(3) * x[1];

        public override NaiveArray Expected(NaiveArray[] x) =>
            NaiveArray.Make([.. x[0].Shape.Lengths, 3], index => x[0][index.AsSpan(0, index.Length - 1)] == index[^1] ? x[1][index[^1]] : 0);
    }

    private static Shape With(Shape shape, int axis, int length)
    {
        int[] lengths = [.. shape];
        lengths[axis < 0 ? ^-axis : axis] = length;
        return Shape.Of(lengths);
    }
}
