using System.Numerics;

namespace Autodiff;

/// <summary>The words that derivatives of factorizations are written in; all are operations on tensors, over the last two axes.</summary>
internal static class MatrixTensors
{
    /// <summary>A B, of which either may be transposed.</summary>
    public static Tensor<T> Times<T>(this Tensor<T> a, Tensor<T> b, bool transposeLeft = false, bool transposeRight = false)
        where T : IFloatingPointIeee754<T> => Tensor<T>.Apply(new MatMul<T>(transposeLeft, transposeRight), a, b);

    /// <summary>Aᵀ; a view.</summary>
    public static Tensor<T> Transposed<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T>
    {
        Span<int> order = stackalloc int[a.Rank];
        for (int axis = 0; axis < order.Length; axis++)
        {
            order[axis] = axis;
        }

        (order[^2], order[^1]) = (order[^1], order[^2]);
        return Tensor<T>.Apply(new Permute<T>(Integers.Of(order)), a);
    }

    /// <summary>½ (A + Aᵀ), the symmetric part.</summary>
    public static Tensor<T> Symmetric<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T> => (a + a.Transposed()) * Half<T>();

    /// <summary>The elements with j - i ≤ offset, and 0 elsewhere.</summary>
    public static Tensor<T> LowerPart<T>(this Tensor<T> a, int offset = 0) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(new Triangle<T>(Lower: true, offset), a);

    /// <summary>The elements with j - i ≥ offset, and 0 elsewhere.</summary>
    public static Tensor<T> UpperPart<T>(this Tensor<T> a, int offset = 0) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(new Triangle<T>(Lower: false, offset), a);

    /// <summary>Φ(A): the lower triangle with half of the diagonal, so that Φ(A) + Φ(A)ᵀ = A for a symmetric A.</summary>
    public static Tensor<T> LowerHalf<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T> => (a.LowerPart() + a.LowerPart(-1)) * Half<T>();

    /// <summary>The vector of the elements with i = j; a view.</summary>
    public static Tensor<T> MainDiagonal<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T> => Tensor<T>.Apply(new Diagonal<T>(0), a);

    /// <summary>The square matrix with these elements on its diagonal, and 0 elsewhere.</summary>
    public static Tensor<T> ToDiagonal<T>(this Tensor<T> vector) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(new Place<T, Diagonal<T>>(vector.Shape.Insert(vector.Rank, vector.Shape[-1]), new(0), T.Zero), vector);

    /// <summary>A vector as a row, so that it scales the columns of what it multiplies.</summary>
    public static Tensor<T> AsRow<T>(this Tensor<T> vector) where T : IFloatingPointIeee754<T> => vector.Reshape(vector.Shape.Insert(vector.Rank - 1, 1));

    /// <summary>A vector as a column, so that it scales the rows of what it multiplies.</summary>
    public static Tensor<T> AsColumn<T>(this Tensor<T> vector) where T : IFloatingPointIeee754<T> => vector.Reshape(vector.Shape.Insert(vector.Rank, 1));

    /// <summary>A number for each matrix, so that it scales the whole of it.</summary>
    public static Tensor<T> AsMatrices<T>(this Tensor<T> numbers) where T : IFloatingPointIeee754<T> =>
        numbers.Reshape(numbers.Shape.Insert(numbers.Rank, 1).Insert(numbers.Rank + 1, 1));

    /// <summary>Some of the rows, from a first one on; a view.</summary>
    public static Tensor<T> Rows<T>(this Tensor<T> a, int start, int count) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(Slice<T>.Along(a.Rank - 2, start, 1, count, a.Shape), a);

    /// <summary>Some of the columns, from a first one on; a view.</summary>
    public static Tensor<T> Columns<T>(this Tensor<T> a, int start, int count) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(Slice<T>.Along(a.Rank - 1, start, 1, count, a.Shape), a);

    /// <summary>One row as a vector; a view.</summary>
    public static Tensor<T> Row<T>(this Tensor<T> a, int row) where T : IFloatingPointIeee754<T> =>
        a.Rows(row, 1).Reshape(a.Shape.Without(a.Rank - 2));

    /// <summary>Matrices below each other: how the results of a factorization stand in one tensor.</summary>
    public static Tensor<T> Above<T>(this Tensor<T> top, Tensor<T> bottom) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(new Concat<T>(top.Rank - 2), top, bottom);

    /// <summary>T⁻¹ B of a triangular T, or T⁻ᵀ B.</summary>
    public static Tensor<T> UnderTriangle<T>(this Tensor<T> b, Tensor<T> triangle, bool upper, bool transposed) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Apply(new SolveTriangle<T>(upper, transposed, IsUnit: false), triangle, b);

    public static T Half<T>() where T : IFloatingPointIeee754<T> => T.One / (T.One + T.One);
}
