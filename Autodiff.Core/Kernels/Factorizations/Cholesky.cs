using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>A = L Lᵀ for a symmetric positive definite A: L is lower triangular with a positive diagonal.</summary>
/// <remarks>Right-looking and blocked (Golub and Van Loan 4, section 4.2.6).</remarks>
internal static class Cholesky
{
    private const int Block = 64;

    /// <summary>Puts L in place of A, (n, n), of which only the lower triangle is read; above the diagonal L has zeros.</summary>
    /// <returns>-1, or the index of the first pivot that is not positive: the leading minor of that order is not positive, and A is spoilt.</returns>
    public static int Factor<T>(Span<T> a, int n) where T : IFloatingPointIeee754<T>
    {
        using var transpose = new PooledSpan<T>(Math.Min(Block, n) * n);
        for (int start = 0; start < n; start += Block)
        {
            int end = Math.Min(start + Block, n);
            int failed = FactorRows(a, n, start, end);
            if (failed >= 0)
            {
                return failed;
            }

            Subtract(a, n, start, end, transpose.Span);
        }

        for (int i = 0; i < n; i++)
        {
            a.Slice((i * n) + i + 1, n - i - 1).Clear();
        }

        return -1;
    }

    /// <summary>Solves A X = B in place of B, (n, columns), from the factor L.</summary>
    public static void Solve<T>(ReadOnlySpan<T> l, int n, Span<T> b, int columns) where T : IFloatingPointIeee754<T>
    {
        Triangular.Solve(l, n, b, columns, upper: false);
        Triangular.Solve(l, n, b, columns, upper: false, transposed: true);
    }

    /// <summary>The columns from start to end of L, row by row (Golub and Van Loan 4, algorithm 4.2.1 by rows).</summary>
    private static int FactorRows<T>(Span<T> a, int n, int start, int end) where T : IFloatingPointIeee754<T>
    {
        for (int i = start; i < n; i++)
        {
            Span<T> row = a.Slice((i * n) + start, end - start);
            for (int j = 0; j < Math.Min(i - start, row.Length); j++)
            {
                ReadOnlySpan<T> other = a.Slice(((start + j) * n) + start, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot(row[..j], other[..j])) / other[j];
            }

            if (i < end)
            {
                int k = i - start;
                T pivot = row[k] - TensorPrimitives.SumOfSquares<T>(row[..k]);
                if (!(pivot > T.Zero))
                {
                    return i;
                }

                row[k] = T.Sqrt(pivot);
            }
        }

        return -1;
    }

    /// <summary>Subtracts what those columns contribute to the triangle below and right of them.</summary>
    private static void Subtract<T>(Span<T> a, int n, int start, int end, Span<T> transpose) where T : IFloatingPointIeee754<T>
    {
        int rest = n - end;
        if (rest == 0)
        {
            return;
        }

        MatrixRows.Transpose<T>(a[((end * n) + start)..], n, rest, end - start, transpose, rest);
        for (int row = end; row < n; row += Block)
        {
            // Up to the diagonal of the last of these rows: what is written above it is cleared in the end.
            int rows = Math.Min(Block, n - row);
            BlockProduct.Accumulate(
                a[((row * n) + end)..], n, a[((row * n) + start)..], n, transpose, rest, rows, row + rows - end, end - start, subtract: true);
        }
    }
}
