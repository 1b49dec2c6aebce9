using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>A = U Σ Vᵀ in reduced form, by one-sided Jacobi rotations.</summary>
/// <remarks>
/// Hestenes 1958; Demmel and Veselić 1992: small singular values keep their relative accuracy where columns (rows, if A is wide) of very
/// different size make them small, which a bidiagonal form would lose.
/// </remarks>
internal static class Svd
{
    /// <summary>
    /// Puts orthonormal columns into U, (m, k), the singular values in descending order into s, (k), and orthonormal rows into Vᵀ, (k, n),
    /// k = min(m, n). The component of largest magnitude of each column of U, the first of equals, is positive.
    /// </summary>
    /// <returns>Whether that was achieved; if not, as with entries that are not finite, all results are NaN.</returns>
    public static bool Factor<T>(ReadOnlySpan<T> a, int m, int n, Span<T> u, Span<T> s, Span<T> vt) where T : IFloatingPointIeee754<T>
    {
        bool wide = m < n;
        int k = Math.Min(m, n);
        int length = Math.Max(m, n);
        using var scratch = new PooledSpan<T>((k * length) + (k * k));
        Span<T> rows = scratch.Span[..(k * length)]; // of A, if it is wide, or else of its transpose
        Span<T> rotations = scratch.Span[(k * length)..];
        if (wide)
        {
            a[..(m * n)].CopyTo(rows);
        }
        else
        {
            MatrixRows.Transpose(a, n, m, n, rows, m);
        }

        s = s[..k];
        if (!Normalize(rows, out int exponent) || !(length > 2 * k ? OrthogonalizeLong(rows, length, rotations, s) : Orthogonalize(rows, length, rotations, s)))
        {
            T nan = T.NaN;
            u[..(m * k)].Fill(nan);
            s.Fill(nan);
            vt[..(k * n)].Fill(nan);
            return false;
        }

        for (int i = 0; i < k; i++)
        {
            s[i] = T.ScaleB(s[i], exponent);
            Span<T> left = wide ? rotations.Slice(i * k, k) : rows.Slice(i * m, m);
            Span<T> right = wide ? rows.Slice(i * n, n) : rotations.Slice(i * k, k);
            if (MatrixRows.FixSign(left))
            {
                TensorPrimitives.Negate(right, right);
            }
        }

        MatrixRows.Transpose<T>(wide ? rotations : rows, m, k, m, u, k);
        (wide ? rows : rotations).CopyTo(vt);
        return true;
    }

    /// <summary>Scales by a power of two, exactly, to entries of order 1; says whether all of them are finite.</summary>
    private static bool Normalize<T>(Span<T> a, out int exponent) where T : IFloatingPointIeee754<T>
    {
        T largest = MatrixRows.Largest<T>(a);
        exponent = T.IsFinite(largest) && largest != T.Zero ? MatrixRows.Exponent(largest) : 0;
        foreach (ref T entry in a)
        {
            entry = T.ScaleB(entry, -exponent);
        }

        return T.IsFinite(largest);
    }

    /// <summary>W into J and Q with J W = Σ Q and orthonormal rows; says whether the rotations came to an end.</summary>
    private static bool Orthogonalize<T>(Span<T> rows, int length, Span<T> rotations, Span<T> s) where T : IFloatingPointIeee754<T>
    {
        if (!new RowRotations<T>(rows, length, rotations, s).Orthogonalize())
        {
            return false;
        }

        Complete(rows, length, s);
        return true;
    }

    /// <summary>
    /// The same for rows much longer than their number: Wᵀ = Q R first, so that only the rows of Rᵀ are rotated. The error of each row of W
    /// is small against that row, so that small singular values keep their accuracy.
    /// </summary>
    private static bool OrthogonalizeLong<T>(Span<T> rows, int length, Span<T> rotations, Span<T> s) where T : IFloatingPointIeee754<T>
    {
        int k = s.Length;
        using var scratch = new PooledSpan<T>((2 * k * length) + (2 * k * k));
        Span<T> columns = scratch.Span[..(k * length)];
        Span<T> q = scratch.Span.Slice(k * length, k * length);
        Span<T> r = scratch.Span.Slice(2 * k * length, k * k);
        Span<T> shortRows = scratch.Span[^(k * k)..];
        MatrixRows.Transpose<T>(rows, length, k, length, columns, k);
        Qr.Factor(columns, length, k, q, r);
        MatrixRows.Transpose<T>(r, k, k, k, shortRows, k);
        if (!Orthogonalize(shortRows, k, rotations, s))
        {
            return false;
        }

        MatrixRows.Transpose<T>(q, k, length, k, columns, length);
        rows.Clear();
        BlockProduct.Accumulate(rows, length, shortRows, k, columns, length, k, length, k, subtract: false);
        return true;
    }

    /// <summary>Makes unit vectors of the rows; where the singular value is 0, of the unit vectors that the rows before represent least.</summary>
    private static void Complete<T>(Span<T> rows, int length, ReadOnlySpan<T> s) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < s.Length; i++)
        {
            Span<T> row = rows.Slice(i * length, length);
            if (s[i] != T.Zero)
            {
                TensorPrimitives.Divide(row, s[i], row);
                continue;
            }

            int axis = LeastRepresented(rows[..(i * length)], length, row);
            row.Clear();
            row[axis] = T.One;
            for (int pass = 0; pass < 2; pass++) // Gram-Schmidt; twice is enough (Giraud, Langou and Rozložník 2005)
            {
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<T> other = rows.Slice(j * length, length);
                    MatrixRows.AddScaled(row, -TensorPrimitives.Dot(row, other), other);
                }

                TensorPrimitives.Divide(row, MatrixRows.Norm<T>(row), row);
            }
        }
    }

    private static int LeastRepresented<T>(ReadOnlySpan<T> rows, int length, Span<T> weights) where T : IFloatingPointIeee754<T>
    {
        weights.Clear();
        for (int start = 0; start < rows.Length; start += length)
        {
            ReadOnlySpan<T> row = rows.Slice(start, length);
            TensorPrimitives.MultiplyAdd(row, row, weights, weights);
        }

        int least = 0;
        for (int i = 1; i < length; i++)
        {
            least = weights[i] < weights[least] ? i : least;
        }

        return least;
    }
}
