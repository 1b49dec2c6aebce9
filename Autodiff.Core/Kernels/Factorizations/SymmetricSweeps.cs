using System.Numerics;

namespace Autodiff;

/// <summary>
/// Eigenvectors for numbers other than float and double: those of the values in double; where numbers carry derivatives, corrected by sweeps
/// of Jacobi rotations.
/// </summary>
/// <remarks>
/// Half has too short a range for the iteration to end. Where numbers carry derivatives, an iteration would end when what is left off the
/// diagonal is negligible, by its value; its derivative need not be. A sweep that leaves out no rotation annihilates the first derivatives,
/// for rotations by zero disturb each other in second order only; the next sweep reaches the third. To differentiate the reflections instead
/// would lose digits wherever a small column turns by a large angle.
/// </remarks>
internal static class SymmetricSweeps
{
    /// <summary>Enough for derivatives up to the seventh.</summary>
    public const int Count = 3;

    /// <summary>Eigenvalues of A, (n, n), in no order, and eigenvectors in the rows of the basis; says whether there are any. A is overwritten.</summary>
    public static bool Factor<T>(Span<T> a, int n, Span<T> eigenvalues, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        using var scratch = new PooledSpan<double>((2 * n * n) + n);
        Span<double> values = scratch.Span[..(n * n)];
        Span<double> vectors = scratch.Span.Slice(n * n, n * n);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = double.CreateChecked(a[i]);
        }

        if (!SymmetricEigen.Factor<double>(values, n, scratch.Span.Slice(2 * n * n, n), vectors))
        {
            return false;
        }

        for (int i = 0; i < vectors.Length; i++)
        {
            basis[(i % n * n) + (i / n)] = T.CreateChecked(vectors[i]);
        }

        for (int i = 0; i < n; i++)
        {
            eigenvalues[i] = T.CreateChecked(scratch.Span[(2 * n * n) + i]);
        }

        if (!MatrixRows.IsPlain<T>())
        {
            Refine(a, n, eigenvalues, basis);
        }

        return true;
    }

    /// <summary>Makes B A Bᵀ diagonal by rotations of the rows of the basis B, and its diagonal the eigenvalues.</summary>
    private static void Refine<T>(Span<T> a, int n, Span<T> eigenvalues, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        using var scratch = new PooledSpan<T>(n * n);
        Span<T> half = scratch.Span;
        half.Clear();
        BlockProduct.Accumulate(half, n, basis, n, a, n, n, n, n, subtract: false);
        MatrixRows.Transpose<T>(half, n, n, n, a, n); // A Bᵀ
        half.Clear();
        BlockProduct.Accumulate(half, n, basis, n, a, n, n, n, n, subtract: false);
        for (int sweep = 0; sweep < Count; sweep++)
        {
            Sweep(half, n, basis);
        }

        for (int i = 0; i < n; i++)
        {
            eigenvalues[i] = half[(i * n) + i];
        }
    }

    private static void Sweep<T>(Span<T> a, int n, Span<T> basis) where T : IFloatingPointIeee754<T>
    {
        T equal = T.CreateChecked(n) * MatrixRows.Precision<T>();
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                T gap = a[(j * n) + j] - a[(i * n) + i];
                if (T.Abs(gap) <= equal * (T.Abs(a[(j * n) + j]) + T.Abs(a[(i * n) + i])))
                {
                    continue; // of a repeated eigenvalue the vectors have no derivative
                }

                var (c, s) = Rotation(gap, a[(i * n) + j]);
                MatrixRows.Rotate(a.Slice(i * n, n), a.Slice(j * n, n), c, s);
                RotateColumns(a, n, i, j, c, s);
                MatrixRows.Rotate(basis.Slice(i * n, n), basis.Slice(j * n, n), c, s);
            }
        }
    }

    /// <summary>
    /// The cosine and sine that diagonalise ((α, γ), (γ, β)) with β - α = gap, by the smaller of the two angles
    /// (Golub and Van Loan 4, section 8.5.2, with no division by γ, which may be zero).
    /// </summary>
    public static (T Cosine, T Sine) Rotation<T>(T gap, T coupling) where T : IFloatingPointIeee754<T>
    {
        T twice = coupling + coupling;
        T tangent = twice / (gap + T.CopySign(T.Hypot(gap, twice), gap));
        T cosine = T.One / T.Hypot(T.One, tangent);
        return (cosine, tangent * cosine);
    }

    private static void RotateColumns<T>(Span<T> a, int n, int i, int j, T c, T s) where T : IFloatingPointIeee754<T>
    {
        for (int k = 0; k < n; k++)
        {
            (a[(k * n) + i], a[(k * n) + j]) = ((c * a[(k * n) + i]) - (s * a[(k * n) + j]), (s * a[(k * n) + i]) + (c * a[(k * n) + j]));
        }
    }
}
