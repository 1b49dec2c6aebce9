using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>J W = Σ Q: Jacobi rotations J that make the rows of W orthogonal.</summary>
/// <param name="rows">W, of finite entries of order 1; in the end Σ Q.</param>
/// <param name="length">That of a row.</param>
/// <param name="rotations">In the end J, orthogonal.</param>
/// <param name="norms">In the end those of the rows, in descending order.</param>
internal readonly ref struct RowRotations<T>(Span<T> rows, int length, Span<T> rotations, Span<T> norms) where T : IFloatingPointIeee754<T>
{
    /// <summary>More than any matrix is known to need; six to ten are usual.</summary>
    private const int Sweeps = 40;

    private readonly Span<T> rows = rows;
    private readonly Span<T> rotations = rotations;
    private readonly Span<T> norms = norms;

    private int Count => norms.Length;

    private Span<T> Row(int i) => rows.Slice(i * length, length);

    private Span<T> Rotation(int i) => rotations.Slice(i * Count, Count);

    /// <summary>Sweeps until no pair of rows needs a rotation; says whether that came about.</summary>
    public bool Orthogonalize()
    {
        rotations.Clear();
        for (int i = 0; i < Count; i++)
        {
            Rotation(i)[i] = T.One;
        }

        T tolerance = T.Sqrt(T.CreateChecked(length)) * MatrixRows.Precision<T>();
        int sweep = 0;
        while (Sweep(tolerance))
        {
            if (++sweep == Sweeps)
            {
                return false;
            }
        }

        for (int last = 0; last < SymmetricSweeps.Count && !MatrixRows.IsPlain<T>(); last++)
        {
            Sweep(-T.One); // leaves out no rotation, for the sake of derivatives: see SymmetricSweeps
        }

        for (int i = 0; i < Count; i++)
        {
            norms[i] = norms[i] == T.Zero ? T.Zero : MatrixRows.Norm<T>(Row(i));
        }

        for (int i = 0; i < Count; i++)
        {
            BringLargest(i);
        }

        return true;
    }

    /// <summary>Meets every pair of rows once, the longest first (de Rijk 1989); says whether one of them was rotated.</summary>
    private bool Sweep(T tolerance)
    {
        for (int i = 0; i < Count; i++)
        {
            norms[i] = LengthOf(i);
        }

        bool rotated = false;
        for (int i = 0; i < Count; i++)
        {
            BringLargest(i);
            for (int j = i + 1; j < Count; j++)
            {
                rotated |= Rotate(i, j, tolerance);
            }
        }

        return rotated;
    }

    /// <summary>The norm of a row, or 0 if its square would be subnormal: such a row has no digits left to be orthogonal in.</summary>
    private T LengthOf(int i)
    {
        T square = TensorPrimitives.SumOfSquares<T>(Row(i));
        return square > T.CreateChecked(length) * T.Epsilon / MatrixRows.Precision<T>() ? T.Sqrt(square) : T.Zero;
    }

    private bool Rotate(int i, int j, T tolerance)
    {
        if (norms[i] == T.Zero || norms[j] == T.Zero)
        {
            return false;
        }

        T product = TensorPrimitives.Dot<T>(Row(i), Row(j));
        if (T.Abs(product) <= tolerance * norms[i] * norms[j])
        {
            return false;
        }

        T gap = (norms[j] - norms[i]) * (norms[j] + norms[i]);
        if (tolerance < T.Zero && T.Abs(gap) <= T.CreateChecked(length) * MatrixRows.Precision<T>() * norms[i] * norms[i])
        {
            return false; // of a repeated singular value the vectors have no derivative
        }

        var (c, s) = SymmetricSweeps.Rotation(gap, product);
        MatrixRows.Rotate(Row(i), Row(j), c, s);
        MatrixRows.Rotate(Rotation(i), Rotation(j), c, s);
        norms[i] = LengthOf(i);
        norms[j] = LengthOf(j);
        return true;
    }

    private void BringLargest(int i)
    {
        int largest = i;
        for (int j = i + 1; j < Count; j++)
        {
            largest = norms[j] > norms[largest] ? j : largest;
        }

        if (largest != i)
        {
            (norms[i], norms[largest]) = (norms[largest], norms[i]);
            MatrixRows.Swap(Row(i), Row(largest));
            MatrixRows.Swap(Rotation(i), Rotation(largest));
        }
    }
}
