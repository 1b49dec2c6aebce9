using System.Numerics;

namespace Autodiff;

/// <summary>P A = L U by elimination with partial pivoting: L has a unit diagonal, and both triangles lie in one matrix.</summary>
/// <remarks>Right-looking and blocked (Golub and Van Loan 4, section 3.4.3).</remarks>
internal static class Lu
{
    private const int Block = 32;

    /// <summary>Factors A, (n, n), in place. In step i, row i was exchanged with row pivots[i] ≥ i.</summary>
    /// <returns>
    /// The sign of the permutation, and the index of the first pivot that is exactly zero, or -1. The factors are complete even then:
    /// A is singular, and a solution would divide by zero.
    /// </returns>
    public static (int Sign, int ZeroPivot) Factor<T>(Span<T> a, int n, Span<int> pivots) where T : IFloatingPointIeee754<T>
    {
        int sign = 1;
        int zeroPivot = -1;
        for (int start = 0; start < n; start += Block)
        {
            int end = Math.Min(start + Block, n);
            for (int i = start; i < end; i++)
            {
                int pivot = LargestBelow(a, n, i);
                pivots[i] = pivot;
                if (pivot != i)
                {
                    MatrixRows.Swap(a.Slice(i * n, n), a.Slice(pivot * n, n));
                    sign = -sign;
                }

                if (a[(i * n) + i] != T.Zero)
                {
                    Eliminate(a, n, i, end);
                }
                else if (zeroPivot < 0)
                {
                    zeroPivot = i;
                }
            }

            int rest = n - end;
            if (rest > 0)
            {
                Span<T> right = a[((start * n) + end)..];
                Triangular.Solve(a[((start * n) + start)..], n, end - start, right, n, rest, upper: false, transposed: false, unit: true);
                BlockProduct.Accumulate(a[((end * n) + end)..], n, a[((end * n) + start)..], n, right, n, rest, rest, end - start, subtract: true);
            }
        }

        return (sign, zeroPivot);
    }

    /// <summary>The sign of det A, and log |det A|, from the factors and the sign of the permutation: (0, -∞) for a singular matrix.</summary>
    public static (T Sign, T LogAbsolute) LogDeterminant<T>(ReadOnlySpan<T> lu, int n, int permutationSign) where T : IFloatingPointIeee754<T>
    {
        T sign = T.CreateChecked(permutationSign);
        T logarithm = T.Zero;
        for (int i = 0; i < n; i++)
        {
            T pivot = lu[(i * n) + i];
            if (pivot == T.Zero)
            {
                return (T.Zero, T.NegativeInfinity);
            }

            sign = T.IsNaN(pivot) ? pivot : pivot < T.Zero ? -sign : sign;
            logarithm += T.Log(T.Abs(pivot));
        }

        return (sign, logarithm);
    }

    /// <summary>det A, from the factors and the sign of the permutation.</summary>
    public static T Determinant<T>(ReadOnlySpan<T> lu, int n, int permutationSign) where T : IFloatingPointIeee754<T>
    {
        T product = T.CreateChecked(permutationSign);
        for (int i = 0; i < n; i++)
        {
            product *= lu[(i * n) + i];
        }

        return product;
    }

    /// <summary>Solves A X = B in place of B, (n, columns).</summary>
    public static void Solve<T>(ReadOnlySpan<T> lu, int n, ReadOnlySpan<int> pivots, Span<T> b, int columns) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            Exchange(b, columns, i, pivots[i]);
        }

        Triangular.Solve(lu, n, b, columns, upper: false, unit: true);
        Triangular.Solve(lu, n, b, columns, upper: true);
    }

    /// <summary>Solves Aᵀ X = B in place of B, (n, columns).</summary>
    public static void SolveTransposed<T>(ReadOnlySpan<T> lu, int n, ReadOnlySpan<int> pivots, Span<T> b, int columns)
        where T : IFloatingPointIeee754<T>
    {
        Triangular.Solve(lu, n, b, columns, upper: true, transposed: true);
        Triangular.Solve(lu, n, b, columns, upper: false, transposed: true, unit: true);
        for (int i = n - 1; i >= 0; i--)
        {
            Exchange(b, columns, i, pivots[i]);
        }
    }

    private static void Exchange<T>(Span<T> b, int columns, int i, int pivot)
    {
        if (i != pivot)
        {
            MatrixRows.Swap(b.Slice(i * columns, columns), b.Slice(pivot * columns, columns));
        }
    }

    private static int LargestBelow<T>(ReadOnlySpan<T> a, int n, int column) where T : IFloatingPointIeee754<T>
    {
        int largest = column;
        T magnitude = T.Abs(a[(column * n) + column]);
        for (int i = column + 1; i < n; i++)
        {
            T candidate = T.Abs(a[(i * n) + column]);
            if (candidate > magnitude)
            {
                (largest, magnitude) = (i, candidate);
            }
        }

        return largest;
    }

    /// <summary>Subtracts multiples of row k from the rows below, in the columns of its block.</summary>
    private static void Eliminate<T>(Span<T> a, int n, int k, int end) where T : IFloatingPointIeee754<T>
    {
        int count = end - k - 1;
        ReadOnlySpan<T> row = a.Slice((k * n) + k + 1, count);
        T pivot = a[(k * n) + k];
        for (int i = k + 1; i < n; i++)
        {
            T factor = a[(i * n) + k] / pivot;
            a[(i * n) + k] = factor;
            MatrixRows.AddScaled(a.Slice((i * n) + k + 1, count), -factor, row);
        }
    }
}
