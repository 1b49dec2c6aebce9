namespace Autodiff.Tests.Tensors;

/// <summary>Parts of tensors, and tensors made of parts.</summary>
internal static class IndexingCases
{
    public static IEnumerable<TensorCase> All =>
    [
        new Part("1..3, ^1", [4, 3], [1..3, ^1], [[1, 2], [2]], [2]),
        new Part("0, ..", [2, 3], [0, 0..], [[0], [0, 1, 2]], [3]),
        new Part(".., 2", [2, 3], [0.., 2], [[0, 1], [2]], [2]),
        new Part("^2", [3, 2], [^2], [[1], [0, 1]], [2]),
        new Part("1 of a vector", [3], [(Index)1], [[1]], []),
        new Part("1..1", [3, 2], [1..1], [[], [0, 1]], [0, 2]),
        new Part("3..", [3, 2], [3.., 1], [[], [1]], [0]),
        new Part("(.., -1), (1..5, 2)", [3, 6], [(.., -1), (1..5, 2)], [[2, 1, 0], [1, 3]], [3, 2]),
        new Part("(1..6, -2)", [7], [(1..6, -2)], [[5, 3, 1]], [3]),
        new Part("0, rest, new, 1..", [2, 3, 2, 4], [0, AxisIndex.Rest, AxisIndex.NewAxis, 1..], [[0], [0, 1, 2], [0, 1], [1, 2, 3]], [3, 2, 1, 3]),
        new Part("new of a number", [], [AxisIndex.NewAxis], [], [1]),
        new Part("all", [2, 2], [0.., Range.All], [[0, 1], [0, 1]], [2, 2]),
        new Part("of nothing", [0, 3], [0.., 1], [[], [1]], [0]),
        new Slice([5, 2], 0, 1..5, 3, [1, 4]),
        new Slice([2, 5], -1, .., -2, [4, 2, 0]),
        new Slice([4], 0, 2..2, -1, []),
        new Element([], []),
        new Element([3], [2]),
        new Element([2, 3], [1, 0]),
        new Roll([5], 2, 0),
        new Roll([2, 3], -4, -1),
        new Roll([2, 0], 1, 1),
        new Roll([3, 2], 3, 0),
        new Roll([2, 1, 3, 2], 2, -2),
        new Roll([2, 1], 5, 1),
        new RollTwo([3, 4]),
        new Repeat([3], 2, 0),
        new Repeat([2, 3], 3, -1),
        new Repeat([2, 1, 2], 2, 1),
        new Repeat([2, 2], 0, 0),
        new Repeat([2, 0, 2], 2, 1),
        new Repeat([1, 2, 3, 2], 2, -3),
        new Tile([], [3]),
        new Tile([3], [2, 2]),
        new Tile([2, 3], [2]),
        new Tile([2, 1, 2], [1, 3, 2]),
        new Tile([0, 2], [2, 2]),
        new Concat(0, [3], [2]),
        new Concat(-1, [2, 1], [2, 3], [2, 2]),
        new Concat(1, [2, 2, 2], [2, 0, 2], [2, 1, 2]),
        new Concat(0, [2, 2]),
        new Concat(2, [1, 2, 2, 1], [1, 2, 0, 1], [1, 2, 1, 1]),
        new Concat(0, [0, 2], [0, 2]),
        new Stack(0, [], []),
        new Stack(1, [2, 3], [2, 3], [2, 3]),
        new Stack(-1, [2], [2]),
        new Stack(0, [2, 0], [2, 0]),
        new Split([6, 2], 3, 0),
        new Split([2, 4], 2, -1),
        new Split([0], 2, 0),
    ];

    private sealed class Part(string name, Shape x, AxisIndex[] axes, int[][] picked, Shape result) : TensorCase($"x[{name}]", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0][axes];

        public override NaiveArray Expected(NaiveArray[] x) => new(result, Picked(x[0], picked).Items);
    }

    private sealed class Slice(Shape x, int axis, Range range, int step, int[] picked) : TensorCase($"slice {axis} {range} {step}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Slice(axis, range, step);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int[][] all = [.. x[0].Shape.Select(length => Enumerable.Range(0, length).ToArray())];
            all[axis < 0 ? ^-axis : axis] = picked;
            return Picked(x[0], all);
        }
    }

    private sealed class Element(Shape x, int[] index) : TensorCase($"x[{string.Join(", ", index)}]", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0][index].ToTensor();

        public override NaiveArray Expected(NaiveArray[] x) => new([], [x[0][index]]);
    }

    private sealed class Roll(Shape x, int shift, int axis) : TensorCase($"roll {shift} {axis}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Roll(shift, axis);

        public override NaiveArray Expected(NaiveArray[] x) => Rolled(x[0], shift, axis < 0 ? axis + x[0].Shape.Rank : axis);
    }

    private sealed class RollTwo(Shape x) : TensorCase("roll both", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Roll([1, -1], [0, 1]);

        public override NaiveArray Expected(NaiveArray[] x) => Rolled(Rolled(x[0], 1, 0), -1, 1);
    }

    private sealed class Repeat(Shape x, int count, int axis) : TensorCase($"repeat {count} {axis}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Repeat(count, axis);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int[][] all = [.. x[0].Shape.Select(length => Enumerable.Range(0, length).ToArray())];
            ref int[] along = ref all[axis < 0 ? axis + all.Length : axis];
            along = [.. along.SelectMany(i => Enumerable.Repeat(i, count))];
            return Picked(x[0], all);
        }
    }

    private sealed class Tile(Shape x, int[] counts) : TensorCase($"tile ({string.Join(' ', counts)})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Tile(counts);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int rank = Math.Max(x[0].Shape.Rank, counts.Length);
            int[] lengths = [.. Enumerable.Repeat(1, rank - x[0].Shape.Rank), .. x[0].Shape.Lengths];
            int[] times = [.. Enumerable.Repeat(1, rank - counts.Length), .. counts];
            var padded = new NaiveArray(Shape.Of(lengths), x[0].Items);
            return NaiveArray.Make([.. lengths.Zip(times, (length, count) => length * count)], index => padded[[.. index.Zip(lengths, (i, length) => i % length)]]);
        }
    }

    private sealed class Concat(int axis, params Shape[] shapes) : TensorCase($"concat {axis}", shapes)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => Tensor.Concat(axis, x);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int along = axis < 0 ? axis + x[0].Shape.Rank : axis;
            int[] lengths = [.. x[0].Shape.Lengths];
            lengths[along] = x.Sum(operand => operand.Shape[along]);
            return NaiveArray.Make(Shape.Of(lengths), index =>
            {
                int[] own = [.. index];
                int k = 0;
                for (; own[along] >= x[k].Shape[along]; k++)
                {
                    own[along] -= x[k].Shape[along];
                }

                return x[k][own];
            });
        }
    }

    private sealed class Stack(int axis, params Shape[] shapes) : TensorCase($"stack {axis}", shapes)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => Tensor.Stack(axis, x);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            List<int> lengths = [.. x[0].Shape.Lengths];
            int place = axis < 0 ? lengths.Count : axis;
            lengths.Insert(place, x.Length);
            return NaiveArray.Make([.. lengths], index => x[index[place]][[.. index[..place], .. index[(place + 1)..]]]);
        }
    }

    /// <summary>The first part times each other, so that all parts count.</summary>
    private sealed class Split(Shape x, int parts, int axis) : TensorCase($"split {parts} {axis}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x)
        {
            var all = x[0].Split(parts, axis);
            var product = all[0];
            foreach (var part in all.AsSpan(1))
            {
                product *= part;
            }

            return product;
        }

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int along = axis < 0 ? axis + x[0].Shape.Rank : axis;
            int[] lengths = [.. x[0].Shape.Lengths];
            lengths[along] /= parts;
            return NaiveArray.Make(Shape.Of(lengths), index =>
            {
                double product = 1;
                for (int part = 0; part < parts; part++)
                {
                    int[] own = [.. index];
                    own[along] += part * lengths[along];
                    product *= x[0][own];
                }

                return product;
            });
        }
    }

    /// <summary>The elements at these indices along each axis.</summary>
    private static NaiveArray Picked(NaiveArray x, int[][] indices) =>
        NaiveArray.Make([.. indices.Select(along => along.Length)], index => x[[.. index.Select((i, axis) => indices[axis][i])]]);

    private static NaiveArray Rolled(NaiveArray x, int shift, int axis)
    {
        var rolled = new NaiveArray(x.Shape);
        foreach (int[] index in NaiveArray.IndicesOf(x.Shape))
        {
            int[] to = [.. index];
            int length = x.Shape[axis];
            to[axis] = (((index[axis] + shift) % length) + length) % length;
            rolled[to] = x[index];
        }

        return rolled;
    }
}
