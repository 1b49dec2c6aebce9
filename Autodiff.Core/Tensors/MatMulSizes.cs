namespace Autodiff;

/// <summary>The sizes of the matrices of a product: (Rows × Inner) (Inner × Columns), and the rules by which shapes are read as matrices.</summary>
internal readonly record struct MatMulSizes(int Rows, int Inner, int Columns)
{
    /// <summary>The sizes, when the shapes fit but for the batch.</summary>
    public static MatMulSizes Of(Shape left, bool transposeLeft, Shape right, bool transposeRight)
    {
        if (left.Rank == 0 || right.Rank == 0)
        {
            throw new ArgumentException($"matmul: the shapes {left} and {right} do not fit, for a number is no matrix. Multiply by it with *.");
        }

        var (rows, inner) = MatrixOf(left, isLeft: true, transposeLeft);
        var (depth, columns) = MatrixOf(right, isLeft: false, transposeRight);
        return inner == depth
            ? new(rows, inner, columns)
            : throw new ArgumentException(
                $"matmul: the shapes {Text(left, transposeLeft)} and {Text(right, transposeRight)} do not fit, for the inner lengths {inner} and {depth} differ. {Remedy(rows, inner, depth, columns)}");
    }

    /// <summary>Writes the lengths of the batch, broadcast, and returns how many there are.</summary>
    public static int BroadcastBatch(Shape left, Shape right, Span<int> lengths)
    {
        var l = BatchOf(left);
        var r = BatchOf(right);
        int rank = Math.Max(l.Length, r.Length);
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= l.Length ? l[^i] : 1;
            int b = i <= r.Length ? r[^i] : 1;
            if (a != b && a != 1 && b != 1)
            {
                throw new ArgumentException(
                    $"matmul: the shapes {left} and {right} do not fit, for the lengths {a} and {b} of the batch, before the last two axes, are neither equal nor 1. Reshape one, or insert an axis of length 1 with Unsqueeze.");
            }

            lengths[rank - i] = a == 1 ? b : a;
        }

        return rank;
    }

    /// <summary>The shape with two axes at least: a vector is a row on the left and a column on the right.</summary>
    public static Shape AsMatrices(Shape shape, bool isLeft) => shape.Rank > 1 ? shape : shape.Insert(isLeft ? 0 : 1, 1);

    /// <summary>The shape of a result before the axes that stand for vectors are dropped.</summary>
    public static Shape AsMatrices(Shape result, Shape left, Shape right)
    {
        var columns = right.Rank > 1 ? result : result.Insert(result.Rank, 1);
        return left.Rank > 1 ? columns : columns.Insert(columns.Rank - 1, 1);
    }

    /// <summary>The layout with two axes at least, of which the last two are rows and columns as they are multiplied.</summary>
    public static Layout AsMatrices(Layout layout, bool isLeft, bool transpose)
    {
        var shape = AsMatrices(layout.Shape, isLeft);
        Span<int> lengths = stackalloc int[shape.Rank];
        Span<int> strides = stackalloc int[shape.Rank];
        shape.Lengths.CopyTo(lengths);
        strides.Clear();
        layout.Strides.Span.CopyTo(layout.Shape.Rank == 1 && isLeft ? strides[1..] : strides);
        if (transpose)
        {
            (lengths[^1], lengths[^2]) = (lengths[^2], lengths[^1]);
            (strides[^1], strides[^2]) = (strides[^2], strides[^1]);
        }

        return new(Shape.Of(lengths), Integers.Of(strides), layout.Offset);
    }

    private static ReadOnlySpan<int> BatchOf(Shape shape) => shape.Lengths[..Math.Max(0, shape.Rank - 2)];

    private static (int Rows, int Columns) MatrixOf(Shape shape, bool isLeft, bool transpose)
    {
        var lengths = shape.Lengths;
        if (lengths.Length == 1)
        {
            return isLeft ? (1, lengths[0]) : (lengths[0], 1);
        }

        return transpose ? (lengths[^1], lengths[^2]) : (lengths[^2], lengths[^1]);
    }

    private static string Text(Shape shape, bool transposed) => transposed ? $"{shape} transposed" : $"{shape}";

    private static string Remedy(int rows, int inner, int depth, int columns)
    {
        var remedies = new List<string>();
        if (rows == depth)
        {
            remedies.Add("the first");
        }

        if (inner == columns)
        {
            remedies.Add("the second");
        }

        return remedies.Count > 0
            ? $"They fit with {string.Join(", or ", remedies)} transposed."
            : "The last axis of the first must be as long as the last but one of the second, or as the only one of a vector.";
    }
}
