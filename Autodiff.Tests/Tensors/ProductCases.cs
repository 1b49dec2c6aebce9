namespace Autodiff.Tests.Tensors;

/// <summary>Matrix products by NumPy's rules, and the products composed of them.</summary>
internal static class ProductCases
{
    public static IEnumerable<TensorCase> All =>
    [
        .. MatMuls.Select(shapes => new MatMulCase(shapes.Left, shapes.Right)),
        new MatMulWithItselfCase([3, 3]),
        new MatMulWithItselfCase([2, 3, 3]),
        .. TransposedMatMuls.Select(row => new TransposedMatMulCase(row.Left, row.Right, row.TransposeLeft, row.TransposeRight)),
        .. from rectified in new[] { false, true } from x in new Shape[] { [3], [2, 3], [2, 4, 3], [2, 0, 3] } select new AffineCase(x, [3, 2], rectified),
        new AffineCase([2, 0], [0, 3], false),
        new AffineCase([2, 3], [3, 0], false),
        new DotCase([4], [4]),
        new DotCase([0], [0]),
        new OuterCase([3], [2]),
        new OuterCase([], [2]),
        new OuterCase([2, 3], [1, 2]),
        new OuterCase([0], [2]),
        new TensorDotCase([2, 3, 4], [3, 4, 2], 2),
        new TensorDotCase([2, 3], [3, 2], 1),
        new TensorDotCase([2, 3, 2], [2, 3, 2], 3),
        new TensorDotCase([2, 0], [0, 3], 1),
        new TensorDotOverCase([2, 3], [3, 4], [1], [0]),
        new TensorDotOverCase([3, 2], [3, 4], [0], [-2]),
        new TensorDotOverCase([2, 3, 4], [4, 2, 2], [0, -1], [1, 0]),
        new TensorDotOverCase([2, 3], [2], [], []),
        new InnerCase([3], [3]),
        new InnerCase([2, 3], [3]),
        new InnerCase([2, 2, 3], [4, 3]),
        new InnerCase([2, 0], [3, 0]),
        new KroneckerCase([2, 3], [3, 2]),
        new KroneckerCase([2], [2, 2]),
        new KroneckerCase([2, 1, 2], [3]),
        new KroneckerCase([], [2]),
        new KroneckerCase([0, 2], [2, 2]),
    ];

    private static (Shape Left, Shape Right)[] MatMuls =>
    [
        ([3], [3]),
        ([3], [3, 2]),
        ([2, 3], [3]),
        ([2, 3], [3, 4]),
        ([1, 1], [1, 1]),
        ([3, 1], [1, 2]),
        ([4, 2, 3], [3]),
        ([3], [2, 3, 2]),
        ([4, 2, 3], [3, 2]),
        ([4, 1, 3], [1, 3, 2]),
        ([2, 3], [4, 3, 2]),
        ([2, 2, 3], [2, 3, 2]),
        ([1, 2, 3], [4, 3, 2]),
        ([2, 1, 2, 3], [3, 3, 1]),
        ([2, 1, 1, 3], [1, 2, 3, 2]),
        ([2, 3, 2, 2], [2, 1]),
        ([0], [0]),
        ([2, 0], [0, 3]),
        ([3, 2, 0], [0, 2]),
        ([0, 3], [3, 2]),
        ([2, 3], [3, 0]),
        ([0, 2, 3], [3, 2]),
        ([0, 2, 3], [1, 3, 2]),
        ([2, 3], [0, 3, 2]),
    ];

    private static (Shape Left, Shape Right, bool TransposeLeft, bool TransposeRight)[] TransposedMatMuls =>
    [
        ([3, 2], [3, 4], true, false),
        ([2, 3], [4, 3], false, true),
        ([3, 2], [4, 3], true, true),
        ([2, 3, 2], [3, 4], true, false),
        ([2, 2, 3], [4, 3], false, true),
        ([3, 2], [2, 4, 3], true, true),
        ([3], [2, 4, 3], false, true),
        ([2, 3, 2], [3], true, false),
    ];

    /// <summary>Σₚ x[.., i, p] y[.., p, j] where the axes before broadcast, read off the index of the result.</summary>
    private static NaiveArray MatMul(NaiveArray x, NaiveArray y)
    {
        bool hasRow = x.Shape.Rank > 1;
        bool hasColumn = y.Shape.Rank > 1;
        int depth = x.Shape[-1];
        int[] xBatch = hasRow ? [.. x.Shape.Take(x.Shape.Rank - 2)] : [];
        int[] yBatch = hasColumn ? [.. y.Shape.Take(y.Shape.Rank - 2)] : [];
        int[] batch = [.. Shape.Broadcast(Shape.Of(xBatch), Shape.Of(yBatch))];
        int[] shape = [.. batch, .. hasRow ? [x.Shape[-2]] : Array.Empty<int>(), .. hasColumn ? [y.Shape[-1]] : Array.Empty<int>()];
        return NaiveArray.Make(Shape.Of(shape), index =>
        {
            double sum = 0;
            for (int p = 0; p < depth; p++)
            {
                int[] row = hasRow ? [index[batch.Length]] : [];
                int[] column = hasColumn ? [index[^1]] : [];
                sum += x[[.. Own(xBatch, index[..batch.Length]), .. row, p]] * y[[.. Own(yBatch, index[..batch.Length]), p, .. column]];
            }

            return sum;
        });
    }

    private static int[] Own(int[] lengths, int[] index) =>
        [.. lengths.Select((length, axis) => length == 1 ? 0 : index[index.Length - lengths.Length + axis])];

    private static NaiveArray Transposed(NaiveArray x)
    {
        int[] shape = [.. x.Shape];
        (shape[^1], shape[^2]) = (shape[^2], shape[^1]);
        return NaiveArray.Make(Shape.Of(shape), index => x[[.. index[..^2], index[^1], index[^2]]]);
    }

    private sealed class MatMulCase(Shape x, Shape y) : TensorCase("matmul", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].MatMul(x[1]);

        public override NaiveArray Expected(NaiveArray[] x) => MatMul(x[0], x[1]);
    }

    private sealed class AffineCase(Shape x, Shape weight, bool rectified) : TensorCase($"affine{(rectified ? ", rectified" : "")}", x, weight, [weight[1]])
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Affine(x[1], x[2], rectified);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var product = MatMul(x[0], x[1]);
            return NaiveArray.Make(product.Shape, index => product[index] + x[2][index[^1]] is var sum && rectified ? Math.Max(sum, 0) : sum);
        }
    }

    private sealed class MatMulWithItselfCase(Shape x) : TensorCase("matmul with itself", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].MatMul(x[0]);

        public override NaiveArray Expected(NaiveArray[] x) => MatMul(x[0], x[0]);
    }

    private sealed class TransposedMatMulCase(Shape x, Shape y, bool left, bool right)
        : TensorCase($"matmul{(left ? ", left transposed" : "")}{(right ? ", right transposed" : "")}", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => Tensor<T>.Apply(new MatMul<T>(left, right), x[0], x[1]);

        public override NaiveArray Expected(NaiveArray[] x) => MatMul(left ? Transposed(x[0]) : x[0], right ? Transposed(x[1]) : x[1]);
    }

    private abstract class ContractionCase(string name, Shape x, Shape y, int axes) : TensorCase(name, x, y)
    {
        protected int Axes => axes;

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var (left, right) = (x[0].Shape, x[1].Shape);
            int kept = left.Rank - axes;
            var summed = Shape.Of([.. left.Skip(kept)]);
            return NaiveArray.Make(Shape.Of([.. left.Take(kept), .. right.Skip(axes)]), index =>
                NaiveArray.IndicesOf(summed).Sum(p => x[0][[.. index[..kept], .. p]] * x[1][[.. p, .. index[kept..]]]));
        }
    }

    private sealed class DotCase(Shape x, Shape y) : ContractionCase("dot", x, y, 1)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Dot(x[1]);
    }

    private sealed class OuterCase(Shape x, Shape y) : ContractionCase("outer", x, y, 0)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Outer(x[1]);
    }

    private sealed class TensorDotCase(Shape x, Shape y, int count) : ContractionCase($"tensorDot {count}", x, y, count)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].TensorDot(x[1], Axes);
    }

    private sealed class TensorDotOverCase(Shape x, Shape y, int[] axes, int[] otherAxes)
        : TensorCase($"tensorDot over {Integers.Text(axes)} and {Integers.Text(otherAxes)}", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].TensorDot(x[1], axes, otherAxes);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var (left, right) = (Axes(x[0].Shape, axes), Axes(x[1].Shape, otherAxes));
            int[] kept = [.. Enumerable.Range(0, x[0].Shape.Rank).Except(left)];
            int[] added = [.. Enumerable.Range(0, x[1].Shape.Rank).Except(right)];
            var summed = Shape.Of([.. left.Select(axis => x[0].Shape[axis])]);
            return NaiveArray.Make(Shape.Of([.. kept.Select(axis => x[0].Shape[axis]), .. added.Select(axis => x[1].Shape[axis])]), index =>
                NaiveArray.IndicesOf(summed).Sum(p =>
                    x[0][Index(left, p, kept, index[..kept.Length])] * x[1][Index(right, p, added, index[kept.Length..])]));
        }

        private static int[] Axes(Shape shape, int[] axes) => [.. axes.Select(axis => axis < 0 ? axis + shape.Rank : axis)];

        private static int[] Index(int[] axes, int[] at, int[] otherAxes, int[] otherAt)
        {
            int[] index = new int[axes.Length + otherAxes.Length];
            for (int i = 0; i < axes.Length; i++)
            {
                index[axes[i]] = at[i];
            }

            for (int i = 0; i < otherAxes.Length; i++)
            {
                index[otherAxes[i]] = otherAt[i];
            }

            return index;
        }
    }

    private sealed class InnerCase(Shape x, Shape y) : TensorCase("inner", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Inner(x[1]);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int kept = x[0].Shape.Rank - 1;
            return NaiveArray.Make(Shape.Of([.. x[0].Shape.Take(kept), .. x[1].Shape.SkipLast(1)]), index =>
                Enumerable.Range(0, x[0].Shape[-1]).Sum(p => x[0][[.. index[..kept], p]] * x[1][[.. index[kept..], p]]));
        }
    }

    private sealed class KroneckerCase(Shape x, Shape y) : TensorCase("kronecker", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Kronecker(x[1]);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int rank = x.Max(array => array.Shape.Rank);
            int[][] lengths = [.. x.Select(array => (int[])[.. Enumerable.Repeat(1, rank - array.Shape.Rank), .. array.Shape])];
            return NaiveArray.Make(Shape.Of([.. lengths[0].Zip(lengths[1], (a, b) => a * b)]), index =>
            {
                int[] block = [.. index.Select((i, axis) => i / lengths[1][axis])];
                int[] within = [.. index.Select((i, axis) => i % lengths[1][axis])];
                return x[0][block.AsSpan(rank - x[0].Shape.Rank)] * x[1][within.AsSpan(rank - x[1].Shape.Rank)];
            });
        }
    }
}
