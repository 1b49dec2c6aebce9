using System.Numerics;

namespace Autodiff;

/// <summary>C = A B, or C += A B: a plain stand-in with the signature of the packed kernel.</summary>
internal static class Gemm
{
    /// <summary>C(i, j) = [C(i, j) +] Σₚ A(i, p) B(p, j), with any strides of the operands and rows of C.</summary>
    public static void Multiply<T>(
        int m, int n, int k,
        ReadOnlyMemory<T> a, int aRow, int aColumn,
        ReadOnlyMemory<T> b, int bRow, int bColumn,
        Memory<T> c, int cRow, bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> left = a.Span;
        ReadOnlySpan<T> right = b.Span;
        for (int i = 0; i < m; i++)
        {
            Span<T> row = c.Span.Slice(i * cRow, n);
            if (!accumulate)
            {
                row.Clear();
            }

            for (int p = 0; p < k; p++)
            {
                T factor = left[(i * aRow) + (p * aColumn)];
                for (int j = 0; j < n; j++)
                {
                    row[j] += factor * right[(p * bRow) + (j * bColumn)];
                }
            }
        }
    }
}
