namespace Autodiff.Tests.Tensors;

/// <summary>Axes in another order, inserted, removed, reversed; paddings; parts of matrices.</summary>
internal static class ShapeCases
{
    public static IEnumerable<TensorCase> All =>
    [
        new Reshape([2, 3, 4], [6, 4]),
        new Reshape([2, 3, 4], [2, 1, 12]),
        new Reshape([], [1, 1]),
        new Reshape([0, 3], [2, 0]),
        new BroadcastTo([], [2, 3]), new BroadcastTo([3], [2, 3]), new BroadcastTo([2, 1, 3], [2, 2, 4, 3]), new BroadcastTo([1], [0]),
        new BroadcastTo([2, 0], [3, 2, 0]), new BroadcastTo([1, 1], [1, 1]),
        new SumTo([2, 3], []), new SumTo([2, 3], [3]), new SumTo([2, 2, 4, 3], [2, 1, 3]), new SumTo([0], [1]), new SumTo([3, 2, 0], [2, 0]), new SumTo([2], [2]),
        new Contiguous([]), new Contiguous([3]), new Contiguous([2, 3]), new Contiguous([2, 1, 3]), new Contiguous([2, 0, 1, 3]),
        new Permute([], []),
        new Permute([2, 3], [1, 0]),
        new Permute([2, 3, 4], [2, 0, 1]),
        new Permute([2, 1, 3, 2], [-1, 0, -2, 1]),
        new Permute([0, 3], [1, 0]),
        new Transpose([3, 2]),
        new Transpose([2, 1, 3]),
        new Transpose([2, 0]),
        new Swap([2, 3, 4], 0, -1),
        new Swap([2, 3, 4], 1, 1),
        new MoveAxis([2, 3, 4], 0, 2),
        new MoveAxis([2, 3, 4], -1, 0),
        new MoveAxis([2, 3, 4, 1], 2, 1),
        new Squeeze([1, 3, 1], []),
        new Squeeze([1, 3, 1], [-1]),
        new Squeeze([1, 1], [0, 1]),
        new Unsqueeze([], 0),
        new Unsqueeze([2, 3], 1),
        new Unsqueeze([2, 3], -1),
        new Flip([4], [0]),
        new Flip([2, 3], [0, -1]),
        new Flip([2, 3, 2], [1]),
        new Flip([2, 0], [0, 1]),
        new Flip([], []),
        new Flip([2, 1, 3, 2], [0, -1, 1]),
        new Pad([], [], [], 7),
        new Pad([3], [1], [2], 0),
        new Pad([2, 3], [0, 2], [1, 0], -1.5),
        new Pad([0, 2], [1, 0], [1, 0], 2),
        new Pad([2, 1, 2], [1, 1, 0], [0, 2, 1], 0),
        new Pad([2, 1, 0, 2], [0, 1, 1, 0], [1, 0, 1, 2], 3),
        new Diagonal([3, 3], 0),
        new Diagonal([2, 3], 1),
        new Diagonal([3, 2], -2),
        new Diagonal([2, 3, 4], -1),
        new Diagonal([2, 2], 5),
        new Diagonal([0, 3], 0),
        new DiagonalMatrix([3], 0),
        new DiagonalMatrix([2], 2),
        new DiagonalMatrix([2, 2], -1),
        new DiagonalMatrix([0], 0),
        new Trace([3, 3]),
        new Trace([2, 2, 3]),
        new Trace([0, 0]),
        new Triangle([3, 3], 0, lower: true),
        new Triangle([2, 4], 1, lower: true),
        new Triangle([2, 3, 2], -1, lower: true),
        new Triangle([3, 3], 0, lower: false),
        new Triangle([4, 2], -2, lower: false),
        new Triangle([2, 2, 3], int.MaxValue, lower: false),
        new Triangle([0, 3], 0, lower: false),
    ];

    private sealed class Reshape(Shape x, Shape to) : TensorCase($"reshape {to}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Reshape(to);

        public override NaiveArray Expected(NaiveArray[] x) => new(to, x[0].Items);
    }

    private sealed class BroadcastTo(Shape x, Shape to) : TensorCase($"broadcastTo {to}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].BroadcastTo(to);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(to, index => x[0][Within(index, x[0].Shape)]);
    }

    private sealed class SumTo(Shape x, Shape to) : TensorCase($"sumTo {to}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].SumTo(to);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var sums = new NaiveArray(to);
            foreach (int[] index in NaiveArray.IndicesOf(x[0].Shape))
            {
                sums[Within(index, to)] += x[0][index];
            }

            return sums;
        }
    }

    /// <summary>Of a view in another order, which a row-major operand would not be copied from.</summary>
    private sealed class Contiguous(Shape x) : TensorCase("contiguous", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x)
        {
            int[] reversed = [.. Enumerable.Range(0, x[0].Rank).Reverse()];
            return x[0].Permute(reversed).Contiguous();
        }

        public override NaiveArray Expected(NaiveArray[] x) => Ordered(x[0], [.. Enumerable.Range(0, x[0].Shape.Rank).Reverse()]);
    }

    private sealed class Permute(Shape x, int[] order) : TensorCase($"permute ({string.Join(' ', order)})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Permute(order);

        public override NaiveArray Expected(NaiveArray[] x) => Ordered(x[0], order);
    }

    private sealed class Transpose(Shape x) : TensorCase("transpose", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Transpose();

        public override NaiveArray Expected(NaiveArray[] x) => x[0].Shape.Rank == 2 ? Ordered(x[0], [1, 0]) : Ordered(x[0], [0, 2, 1]);
    }

    private sealed class Swap(Shape x, int first, int second) : TensorCase($"transpose ({first} {second})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Transpose(first, second);

        public override NaiveArray Expected(NaiveArray[] x) => first == second ? x[0] : Ordered(x[0], [2, 1, 0]);
    }

    private sealed class MoveAxis(Shape x, int from, int to) : TensorCase($"moveAxis ({from} {to})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].MoveAxis(from, to);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            List<int> order = [.. Enumerable.Range(0, x[0].Shape.Rank)];
            int axis = order[from < 0 ? ^-from : from];
            order.Remove(axis);
            order.Insert(to, axis);
            return Ordered(x[0], [.. order]);
        }
    }

    private sealed class Squeeze(Shape x, int[] axes) : TensorCase($"squeeze ({string.Join(' ', axes)})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Squeeze(axes);

        public override NaiveArray Expected(NaiveArray[] x) => new(axes.Length switch { 0 => [3], 1 => [1, 3], _ => [] }, x[0].Items);
    }

    private sealed class Unsqueeze(Shape x, int axis) : TensorCase($"unsqueeze ({axis})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Unsqueeze(axis);

        public override NaiveArray Expected(NaiveArray[] x) => new(axis switch { 0 => [1], 1 => [2, 1, 3], _ => [2, 3, 1] }, x[0].Items);
    }

    private sealed class Flip(Shape x, int[] axes) : TensorCase($"flip ({string.Join(' ', axes)})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Flip(axes);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[0].Shape, index =>
        {
            int[] from = [.. index];
            foreach (int axis in axes.Select(axis => axis < 0 ? axis + from.Length : axis))
            {
                from[axis] = x[0].Shape[axis] - 1 - index[axis];
            }

            return x[0][from];
        });
    }

    private sealed class Pad(Shape x, int[] before, int[] after, double value) : TensorCase($"pad ({string.Join(' ', before)}) ({string.Join(' ', after)})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Pad(before, after, T.CreateChecked(value));

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int[] lengths = [.. before.Zip(after, (b, a) => b + a).Zip(x[0].Shape, (frame, length) => frame + length)];
            return NaiveArray.Make(Shape.Of(lengths), index =>
            {
                int[] from = [.. index.Zip(before, (i, b) => i - b)];
                return from.Zip(x[0].Shape, (i, length) => i >= 0 && i < length).All(inside => inside) ? x[0][from] : value;
            });
        }
    }

    private sealed class Diagonal(Shape x, int offset) : TensorCase($"diagonal ({offset})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Diagonal(offset);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int length = 0;
            for (int row = 0; row < x[0].Shape[-2]; row++)
            {
                length += row + offset >= 0 && row + offset < x[0].Shape[-1] ? 1 : 0;
            }

            Shape shape = [.. x[0].Shape.SkipLast(2), length];
            return NaiveArray.Make(shape, index => x[0][[.. index[..^1], index[^1] + Math.Max(0, -offset), index[^1] + Math.Max(0, offset)]]);
        }
    }

    private sealed class DiagonalMatrix(Shape x, int offset) : TensorCase($"diagonalMatrix ({offset})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].DiagonalMatrix(offset);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int side = x[0].Shape[-1] + Math.Abs(offset);
            Shape shape = [.. x[0].Shape.SkipLast(1), side, side];
            return NaiveArray.Make(shape, index => index[^1] - index[^2] == offset ? x[0][[.. index[..^2], Math.Min(index[^1], index[^2])]] : 0);
        }
    }

    private sealed class Trace(Shape x) : TensorCase("trace", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Trace();

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var sums = new NaiveArray([.. x[0].Shape.SkipLast(2)]);
            foreach (int[] index in NaiveArray.IndicesOf(x[0].Shape).Where(index => index[^1] == index[^2]))
            {
                sums[index.AsSpan(0, index.Length - 2)] += x[0][index];
            }

            return sums;
        }
    }

    private sealed class Triangle(Shape x, int offset, bool lower) : TensorCase($"{(lower ? "lower" : "upper")} ({offset})", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => lower ? x[0].Lower(offset) : x[0].Upper(offset);

        public override NaiveArray Expected(NaiveArray[] x) => NaiveArray.Make(x[0].Shape, index =>
            (lower ? index[^1] - index[^2] <= offset : index[^1] - index[^2] >= offset) ? x[0][index] : 0);
    }

    /// <summary>The place in a shape that broadcasts of an index into the result.</summary>
    private static int[] Within(int[] index, Shape shape) => [.. index[^shape.Rank..].Zip(shape, (i, length) => length == 1 ? 0 : i)];

    private static NaiveArray Ordered(NaiveArray x, int[] order)
    {
        int[] axes = [.. order.Select(axis => axis < 0 ? axis + order.Length : axis)];
        return NaiveArray.Make([.. axes.Select(axis => x.Shape[axis])], index =>
        {
            int[] from = new int[index.Length];
            for (int k = 0; k < axes.Length; k++)
            {
                from[axes[k]] = index[k];
            }

            return x[from];
        });
    }
}
