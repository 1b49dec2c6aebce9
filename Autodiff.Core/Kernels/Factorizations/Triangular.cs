using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>Systems whose matrix is triangular.</summary>
internal static class Triangular
{
    private const int Block = 32;

    /// <summary>Solves op(T) X = B in place of B, (n, columns), where T is (n, n) and only its stated triangle is read.</summary>
    /// <param name="t">The matrix T.</param>
    /// <param name="n">Its order.</param>
    /// <param name="b">The right-hand sides, in rows; on return the solutions.</param>
    /// <param name="columns">How many there are.</param>
    /// <param name="upper">Whether T is upper triangular, not lower.</param>
    /// <param name="transposed">Whether op(T) is the transpose of T, not T.</param>
    /// <param name="unit">Whether the diagonal is taken to be ones, and not read.</param>
    public static void Solve<T>(ReadOnlySpan<T> t, int n, Span<T> b, int columns, bool upper, bool transposed = false, bool unit = false)
        where T : IFloatingPointIeee754<T> => Solve(t, n, n, b, columns, columns, upper, transposed, unit);

    /// <summary>The same for blocks of larger matrices, whose rows lie a stride apart.</summary>
    public static void Solve<T>(
        ReadOnlySpan<T> t, int stride, int n, Span<T> b, int bStride, int columns, bool upper, bool transposed, bool unit)
        where T : IFloatingPointIeee754<T>
    {
        if (columns == 0)
        {
            return;
        }

        if (bStride == 1)
        {
            SolveVector(t, stride, b[..n], upper, transposed, unit);
            return;
        }

        bool forward = upper == transposed;
        using var transpose = new PooledSpan<T>(transposed ? Math.Min(Block, n) * n : 0);
        for (int solved = 0; solved < n; solved += Block)
        {
            int size = Math.Min(Block, n - solved);
            int rest = n - solved - size;
            int start = forward ? solved : rest;
            int first = forward ? start + size : 0; // of the rest
            SolveBlock(t[((start * stride) + start)..], stride, size, b[(start * bStride)..], bStride, columns, upper, transposed, unit);
            if (rest == 0)
            {
                break;
            }

            ReadOnlySpan<T> coefficients = transpose.Span;
            if (transposed)
            {
                MatrixRows.Transpose(t[((start * stride) + first)..], stride, size, rest, transpose.Span, size);
            }
            else
            {
                coefficients = t[((first * stride) + start)..];
            }

            BlockProduct.Accumulate(
                b[(first * bStride)..], bStride, coefficients, transposed ? size : stride, b[(start * bStride)..], bStride, rest, columns, size, subtract: true);
        }
    }

    private static void SolveBlock<T>(
        ReadOnlySpan<T> t, int stride, int n, Span<T> b, int bStride, int columns, bool upper, bool transposed, bool unit)
        where T : IFloatingPointIeee754<T>
    {
        bool forward = upper == transposed;
        for (int step = 0; step < n; step++)
        {
            int i = forward ? step : n - 1 - step;
            Span<T> solved = b.Slice(i * bStride, columns);
            if (!unit)
            {
                TensorPrimitives.Divide(solved, t[(i * stride) + i], solved);
            }

            int end = forward ? n : i;
            for (int j = forward ? i + 1 : 0; j < end; j++)
            {
                T coefficient = transposed ? t[(i * stride) + j] : t[(j * stride) + i];
                MatrixRows.AddScaled(b.Slice(j * bStride, columns), -coefficient, solved);
            }
        }
    }

    /// <summary>One right-hand side: inner products with rows of T, or multiples of them if it is transposed.</summary>
    private static void SolveVector<T>(ReadOnlySpan<T> t, int stride, Span<T> b, bool upper, bool transposed, bool unit)
        where T : IFloatingPointIeee754<T>
    {
        bool forward = upper == transposed;
        for (int step = 0; step < b.Length; step++)
        {
            int i = forward ? step : b.Length - 1 - step;
            Range others = upper ? (i + 1)..b.Length : 0..i;
            ReadOnlySpan<T> row = t.Slice(i * stride, b.Length);
            if (!transposed)
            {
                b[i] -= TensorPrimitives.Dot(row[others], b[others]);
            }

            if (!unit)
            {
                b[i] /= row[i];
            }

            if (transposed)
            {
                MatrixRows.AddScaled(b[others], -b[i], row[others]);
            }
        }
    }
}
