using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>A = V Λ Vᵀ for a symmetric A: tridiagonal form by reflections, then implicit QL iterations.</summary>
/// <remarks>
/// Golub and Van Loan 4, algorithms 8.3.1 and 8.3.2; the iteration in the form of EISPACK's imtql2. The error of an eigenvalue is small
/// against the largest, not against itself.
/// </remarks>
internal static class SymmetricEigen
{
    /// <summary>More than any matrix is known to need for one eigenvalue; two or three are usual.</summary>
    private const int Iterations = 60;

    /// <summary>
    /// Puts the eigenvalues of A, (n, n), in ascending order into λ, and orthonormal eigenvectors into the columns of V, (n, n).
    /// Only the lower triangle of A is read. The component of largest magnitude of each vector, the first of equals, is positive.
    /// </summary>
    /// <returns>Whether that was achieved; if not, as with entries that are not finite, all results are NaN.</returns>
    public static bool Factor<T>(ReadOnlySpan<T> a, int n, Span<T> eigenvalues, Span<T> vectors) where T : IFloatingPointIeee754<T>
    {
        eigenvalues = eigenvalues[..n];
        vectors = vectors[..(n * n)];
        using var matrices = new PooledSpan<T>(2 * n * n);
        using var rows = new PooledSpan<T>(3 * n);
        Span<T> work = matrices.Span[..(n * n)];
        Span<T> basis = matrices.Span[(n * n)..]; // the eigenvectors in rows, which the rotations of the iteration run along
        Span<T> offDiagonal = rows.Span[..n];
        int exponent = Normalize(a, n, work);
        bool direct = typeof(T) == typeof(double) || typeof(T) == typeof(float);
        if (direct)
        {
            Tridiagonalize(work, n, eigenvalues, offDiagonal, rows.Span[n..]);
            FormBasis(work, n, rows.Span.Slice(n, n), basis);
        }

        if (exponent == int.MaxValue || !(direct ? Diagonalize(eigenvalues, offDiagonal, basis) : SymmetricSweeps.Factor(work, n, eigenvalues, basis)))
        {
            T nan = T.NaN;
            eigenvalues.Fill(nan);
            vectors.Fill(nan);
            return false;
        }

        for (int i = 0; i < n; i++)
        {
            eigenvalues[i] = T.ScaleB(eigenvalues[i], exponent);
        }

        Sort(eigenvalues, basis);
        MatrixRows.Transpose<T>(basis, n, n, n, vectors, n);
        return true;
    }

    /// <summary>A as a full matrix, scaled by a power of two to entries of order 1: no square overflows, and no digit is lost.</summary>
    /// <returns>The exponent of the scale, or int.MaxValue if not all of A is finite.</returns>
    private static int Normalize<T>(ReadOnlySpan<T> a, int n, Span<T> full) where T : IFloatingPointIeee754<T>
    {
        T largest = T.Zero;
        for (int i = 0; i < n; i++)
        {
            largest = T.Max(largest, MatrixRows.Largest(a.Slice(i * n, i + 1)));
        }

        int exponent = !T.IsFinite(largest) ? int.MaxValue : largest == T.Zero ? 0 : MatrixRows.Exponent(largest);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                T entry = exponent == int.MaxValue ? T.Zero : T.ScaleB(a[(i * n) + j], -exponent);
                full[(i * n) + j] = entry;
                full[(j * n) + i] = entry;
            }
        }

        return exponent;
    }

    /// <summary>Row k of A becomes the k-th reflection's vector, from its entry k + 1 on.</summary>
    private static void Tridiagonalize<T>(Span<T> a, int n, Span<T> diagonal, Span<T> offDiagonal, Span<T> scratch)
        where T : IFloatingPointIeee754<T>
    {
        Span<T> taus = scratch[..n];
        for (int k = 0; k < n; k++)
        {
            diagonal[k] = a[(k * n) + k];
            taus[k] = T.Zero;
            offDiagonal[k] = T.Zero;
            if (k == n - 1)
            {
                break;
            }

            int first = k + 1;
            Span<T> vector = a.Slice((k * n) + first, n - first);
            (taus[k], offDiagonal[k]) = Reflector.Make(vector);
            Span<T> update = scratch.Slice(n, n - first);
            for (int i = first; i < n; i++)
            {
                update[i - first] = taus[k] * TensorPrimitives.Dot<T>(a.Slice((i * n) + first, n - first), vector);
            }

            T half = T.One / (T.One + T.One);
            MatrixRows.AddScaled(update, -half * taus[k] * TensorPrimitives.Dot<T>(update, vector), vector);
            for (int i = first; i < n; i++)
            {
                Span<T> row = a.Slice((i * n) + first, n - first);
                MatrixRows.AddScaled(row, -vector[i - first], update);
                MatrixRows.AddScaled(row, -update[i - first], vector);
            }
        }
    }

    /// <summary>The transposed product of the reflections, the last first: each meets only the rows and columns that it changes.</summary>
    private static void FormBasis<T>(ReadOnlySpan<T> reflectors, int n, ReadOnlySpan<T> taus, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        basis.Clear();
        for (int i = 0; i < n; i++)
        {
            basis[(i * n) + i] = T.One;
        }

        for (int k = n - 2; k >= 0; k--)
        {
            ReadOnlySpan<T> vector = reflectors.Slice((k * n) + k + 1, n - k - 1);
            for (int i = k + 1; i < n; i++)
            {
                Span<T> row = basis.Slice((i * n) + k + 1, n - k - 1);
                MatrixRows.AddScaled(row, -taus[k] * TensorPrimitives.Dot(row, vector), vector);
            }
        }
    }

    private static bool Diagonalize<T>(Span<T> d, Span<T> e, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        T precision = MatrixRows.Precision<T>();
        for (int l = 0; l < d.Length; l++)
        {
            int iteration = 0;
            for (int m = Negligible(d, e, l, precision); m > l; m = Negligible(d, e, l, precision))
            {
                if (iteration++ == Iterations)
                {
                    return false;
                }

                Iterate(d, e, l, m, basis);
            }
        }

        return true;
    }

    /// <summary>The first m ≥ l whose coupling to m + 1 is lost in the rounding of its neighbours, or of the whole matrix.</summary>
    private static int Negligible<T>(ReadOnlySpan<T> d, ReadOnlySpan<T> e, int l, T precision) where T : IFloatingPointIeee754<T>
    {
        for (int m = l; m < d.Length - 1; m++)
        {
            if (T.Abs(e[m]) <= precision * (T.Abs(d[m]) + T.Abs(d[m + 1]) + precision))
            {
                return m;
            }
        }

        return d.Length - 1;
    }

    /// <summary>An implicit QL step with Wilkinson's shift on the rows and columns from l to m.</summary>
    private static void Iterate<T>(Span<T> d, Span<T> e, int l, int m, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        int n = d.Length;
        T slope = (d[l + 1] - d[l]) / (e[l] + e[l]);
        T g = d[m] - d[l] + (e[l] / (slope + T.CopySign(T.Hypot(slope, T.One), slope)));
        T s = T.One;
        T c = T.One;
        T p = T.Zero;
        for (int i = m - 1; i >= l; i--)
        {
            T f = s * e[i];
            T b = c * e[i];
            T r = T.Hypot(f, g);
            e[i + 1] = r;
            if (r == T.Zero)
            {
                d[i + 1] -= p; // the matrix fell apart before the step came to its end
                e[m] = T.Zero;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + ((c + c) * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            MatrixRows.Rotate(basis.Slice(i * n, n), basis.Slice((i + 1) * n, n), c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = T.Zero;
    }

    private static void Sort<T>(Span<T> eigenvalues, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        int n = eigenvalues.Length;
        for (int i = 0; i < n; i++)
        {
            int smallest = i;
            for (int j = i + 1; j < n; j++)
            {
                smallest = eigenvalues[j] < eigenvalues[smallest] ? j : smallest;
            }

            if (smallest != i)
            {
                (eigenvalues[i], eigenvalues[smallest]) = (eigenvalues[smallest], eigenvalues[i]);
                MatrixRows.Swap(basis.Slice(i * n, n), basis.Slice(smallest * n, n));
            }

            MatrixRows.FixSign(basis.Slice(i * n, n));
        }
    }
}
