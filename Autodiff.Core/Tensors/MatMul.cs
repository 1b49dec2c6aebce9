using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// yᵢⱼ = Σₚ aᵢₚ bₚⱼ by the rules of NumPy's matmul: the last two axes are those of matrices, a vector is a row on the left and a
/// column on the right, and the axes before broadcast.
/// </summary>
/// <param name="TransposeLeft">True to take the transposes of the matrices on the left, which are not vectors then.</param>
/// <param name="TransposeRight">True to take the transposes of the matrices on the right, which are not vectors then.</param>
internal readonly record struct MatMul<T>(bool TransposeLeft, bool TransposeRight) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "matmul";

    public string Attributes => (TransposeLeft, TransposeRight) switch
    {
        (true, true) => "left and right transposed",
        (true, false) => "left transposed",
        (false, true) => "right transposed",
        _ => "",
    };

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var (left, right) = (x[0].Shape, x[1].Shape);
        var sizes = MatMulSizes.Of(left, TransposeLeft, right, TransposeRight);
        if (left.Rank == 2 && right.Rank == 2)
        {
            return Shape.Of([sizes.Rows, sizes.Columns], Name, left, right);
        }

        Span<int> lengths = stackalloc int[Math.Max(left.Rank, right.Rank) + 1];
        int rank = MatMulSizes.BroadcastBatch(left, right, lengths);
        if (left.Rank > 1)
        {
            lengths[rank++] = sizes.Rows;
        }

        if (right.Rank > 1)
        {
            lengths[rank++] = sizes.Columns;
        }

        return Shape.Of(lengths[..rank], Name, left, right);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var sizes = MatMulSizes.Of(x[0].Shape, TransposeLeft, x[1].Shape, TransposeRight);
        if (y.IsEmpty || sizes.Inner == 0)
        {
            y.Span.Clear();
            return;
        }

        var tape = x[0].Tape ?? x[1].Tape;
        int temporaries = tape?.Temporaries ?? 0;
        try
        {
            var (a, b) = (Forwards(x[0]), Forwards(x[1]));
            if (a.Rank == 2 && b.Rank == 2)
            {
                MultiplyMatrices(sizes, a.Layout, a.Items, b.Layout, b.Items, y);
            }
            else
            {
                Multiply(
                    sizes,
                    MatMulSizes.AsMatrices(a.Layout, isLeft: true, TransposeLeft),
                    a.Items,
                    MatMulSizes.AsMatrices(b.Layout, isLeft: false, TransposeRight),
                    b.Items,
                    y);
            }
        }
        finally
        {
            tape?.ReleaseTemporaries(temporaries);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        // Of the operand itself the shape alone: its elements may have been given back.
        var left = MatMulSizes.AsMatrices(x[0].Shape, isLeft: true);
        var right = MatMulSizes.AsMatrices(x[1].Shape, isLeft: false);
        var weight = adjoint.Reshape(MatMulSizes.AsMatrices(adjoint.Shape, x[0].Shape, x[1].Shape));
        if (operand == 0)
        {
            var b = x[1].Reshape(right);
            var toLeft = TransposeLeft ? Product(b, TransposeRight, weight, true) : Product(weight, false, b, !TransposeRight);
            return toLeft.SumTo(left).Reshape(x[0].Shape);
        }

        var a = x[0].Reshape(left);
        if (right.Rank == 2 && left.Rank > 2 && !TransposeLeft)
        {
            // The sum over the batch is a longer sum over the rows: one product, and no batch of matrices to add up.
            int rows = left.Without(left.Rank - 1).ElementCount;
            a = a.Reshape(rows, left[-1]);
            weight = weight.Reshape(rows, weight.Shape[-1]);
        }

        var toRight = TransposeRight ? Product(weight, true, a, TransposeLeft) : Product(a, !TransposeLeft, weight, false);
        return toRight.SumTo(right).Reshape(x[1].Shape);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        operand == 0 ? Tensor<T>.Apply(this, tangent, x[1]) : Tensor<T>.Apply(this, x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Others;

    private static Tensor<T> Product(Tensor<T> a, bool transposeA, Tensor<T> b, bool transposeB) =>
        Tensor<T>.Apply(new MatMul<T>(transposeA, transposeB), a, b);

    /// <summary>A copy where an axis of the matrices runs backwards, which the kernel does not take.</summary>
    private static Tensor<T> Forwards(Tensor<T> x)
    {
        var strides = x.Layout.Strides.Span;
        bool isBackwards = strides[^1] < 0 || (strides.Length > 1 && strides[^2] < 0);
        return isBackwards ? Tensor<T>.Apply(new Contiguous<T>(), x.Detach()) : x;
    }

    /// <summary>As below, without layouts made for the transposes, which take longer than a small product.</summary>
    private void MultiplyMatrices(MatMulSizes sizes, Layout a, T[] aItems, Layout b, T[] bItems, Memory<T> y)
    {
        var (aRow, aColumn) = (a.Strides[TransposeLeft ? 1 : 0], a.Strides[TransposeLeft ? 0 : 1]);
        var (bRow, bColumn) = (b.Strides[TransposeRight ? 1 : 0], b.Strides[TransposeRight ? 0 : 1]);
        Gemm.Multiply(
            sizes.Rows, sizes.Columns, sizes.Inner, aItems.AsMemory(a.Offset), aRow, aColumn, bItems.AsMemory(b.Offset), bRow, bColumn, y, sizes.Columns, accumulate: false);
    }

    private static void Multiply(MatMulSizes sizes, Layout a, T[] aItems, Layout b, T[] bItems, Memory<T> y)
    {
        var (rows, inner, columns) = sizes;
        int aRank = a.Shape.Rank;
        int bRank = b.Shape.Rank;
        var (aRow, aColumn) = (a.Strides[aRank - 2], a.Strides[aRank - 1]);
        var (bRow, bColumn) = (b.Strides[bRank - 2], b.Strides[bRank - 1]);
        int batch = y.Length / (rows * columns);
        if (batch > 1 && b.Shape.ElementCount == inner * columns && IsOneMatrix(a, ref aRow))
        {
            rows *= batch;
            batch = 1;
        }

        if (batch == 1)
        {
            Gemm.Multiply(rows, columns, inner, aItems.AsMemory(a.Offset), aRow, aColumn, bItems.AsMemory(b.Offset), bRow, bColumn, y, columns, accumulate: false);
            return;
        }

        int[] offsets = ArrayPool<int>.Shared.Rent(3 * batch);
        var aOffsets = offsets.AsSpan(0, batch);
        var bOffsets = offsets.AsSpan(batch, batch);
        var cOffsets = offsets.AsSpan(2 * batch, batch);
        Offsets(a, b, aOffsets, bOffsets);
        for (int i = 0; i < batch; i++)
        {
            cOffsets[i] = i * rows * columns;
        }

        Gemm.MultiplyBatch(aOffsets, bOffsets, cOffsets, rows, columns, inner, aItems, aRow, aColumn, bItems, bRow, bColumn, y, columns, accumulate: false);
        ArrayPool<int>.Shared.Return(offsets);
    }

    /// <summary>True when the rows of the whole batch are evenly apart, so that they are the rows of one long matrix.</summary>
    private static bool IsOneMatrix(Layout matrices, ref int row)
    {
        int rank = matrices.Shape.Rank;
        var rows = new Layout(Shape.Of(matrices.Shape.Lengths[..(rank - 1)]), Integers.Of(matrices.Strides.Span[..(rank - 1)]), matrices.Offset);
        var walk = new StridedWalk(rows.Shape, [rows]);
        if (walk.InnerLength != rows.Shape.ElementCount || walk.InnerStride(0) < 0)
        {
            return false;
        }

        row = walk.InnerStride(0);
        return true;
    }

    /// <summary>Where the matrices of each product begin.</summary>
    private static void Offsets(Layout a, Layout b, Span<int> aOffsets, Span<int> bOffsets)
    {
        var (aBatch, bBatch) = (BatchOf(a), BatchOf(b));
        var shape = Shape.Broadcast(aBatch.Shape, bBatch.Shape);
        var walk = new StridedWalk(shape, [aBatch.BroadcastTo(shape), bBatch.BroadcastTo(shape)]);
        for (int i = 0; i < aOffsets.Length; i++)
        {
            aOffsets[i] = walk.OffsetOf(0, i);
            bOffsets[i] = walk.OffsetOf(1, i);
        }
    }

    private static Layout BatchOf(Layout matrices)
    {
        int rank = matrices.Shape.Rank - 2;
        return new(Shape.Of(matrices.Shape.Lengths[..rank]), Integers.Of(matrices.Strides.Span[..rank]), matrices.Offset);
    }
}
