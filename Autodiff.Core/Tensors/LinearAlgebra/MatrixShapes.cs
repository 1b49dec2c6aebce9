namespace Autodiff;

/// <summary>Shapes whose last two axes are those of matrices, and whose axes before are those of a batch.</summary>
internal static class MatrixShapes
{
    /// <summary>The number of matrices, which may be empty themselves.</summary>
    public static int BatchOf(Shape shape)
    {
        int batch = 1;
        foreach (int length in shape.Lengths[..^2])
        {
            batch *= length;
        }

        return batch;
    }

    /// <summary>The same batch of matrices of another size.</summary>
    public static Shape Of(Shape batch, int rows, int columns) => batch.With(batch.Rank - 2, rows).With(batch.Rank - 1, columns);

    /// <summary>The same batch of vectors of another length.</summary>
    public static Shape Vectors(Shape batch, int length) => batch.Without(batch.Rank - 1).With(batch.Rank - 2, length);

    /// <summary>The same batch of numbers.</summary>
    public static Shape Numbers(Shape batch) => batch.Without(batch.Rank - 1).Without(batch.Rank - 2);

    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public static Shape RequireMatrices(Shape shape, string operation) => shape.Rank >= 2
        ? shape
        : throw new ArgumentException($"{operation}: the shape {shape} is not that of matrices. Give two axes or more; Reshape makes a vector a row or a column.");

    /// <exception cref="ArgumentException">There are fewer than two axes, or the last two differ in length.</exception>
    public static Shape RequireSquare(Shape shape, string operation, string remedy)
    {
        RequireMatrices(shape, operation);
        return shape[-2] == shape[-1]
            ? shape
            : throw new ArgumentException($"{operation}: the shape {shape} is not that of square matrices, for they have {shape[-2]} rows and {shape[-1]} columns. {remedy}");
    }

    /// <summary>The shape of the solutions of systems: batches broadcast as in NumPy.</summary>
    /// <exception cref="ArgumentException">The matrices are not square, or the right-hand sides do not fit them.</exception>
    public static Shape OfSolutions(Shape matrices, Shape right, string operation)
    {
        RequireSquare(matrices, operation, "For more equations than unknowns, use LeastSquares.");
        RequireMatrices(right, operation);
        if (matrices[-1] != right[-2])
        {
            throw new ArgumentException($"{operation}: the shapes {matrices} and {right} do not fit, for the matrices are of order {matrices[-1]} and the right-hand sides have {right[-2]} rows. Give a row for each equation; right-hand sides stand in columns.");
        }

        int rank = Math.Max(matrices.Rank, right.Rank);
        Span<int> lengths = stackalloc int[rank];
        (lengths[^2], lengths[^1]) = (right[-2], right[-1]);
        for (int i = 3; i <= rank; i++)
        {
            int a = i <= matrices.Rank ? matrices[-i] : 1;
            int b = i <= right.Rank ? right[-i] : 1;
            lengths[^i] = a == b || b == 1 ? a : a == 1 ? b : throw new ArgumentException(
                $"{operation}: the shapes {matrices} and {right} do not fit, for the lengths {a} and {b} of axis -{i} are neither equal nor 1. All axes but the last two must broadcast.");
        }

        return Shape.Of(lengths);
    }

    /// <summary>Where the matrix of an operand begins that goes with a matrix of the result, counted in row-major order.</summary>
    public static int StartOf(Shape operand, Shape result, int matrix)
    {
        int start = 0;
        int stride = operand[-2] * operand[-1];
        for (int i = 3; i <= operand.Rank; i++)
        {
            (matrix, int index) = Math.DivRem(matrix, result[-i]);
            start += operand[-i] == 1 ? 0 : index * stride;
            stride *= operand[-i];
        }

        return start;
    }
}
