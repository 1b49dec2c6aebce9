using System.Numerics;

namespace Autodiff;

/// <summary>What derivatives of factorizations are written in, besides products, parts and triangular systems.</summary>
internal static class MatrixTensors
{
    /// <summary>½ (A + Aᵀ), the symmetric part.</summary>
    public static Tensor<T> Symmetric<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T> => (a + a.Transpose()) * Half<T>();

    /// <summary>Φ(A): the lower triangle with half of the diagonal, so that Φ(A) + Φ(A)ᵀ = A for a symmetric A.</summary>
    public static Tensor<T> LowerHalf<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T> => (a.Lower() + a.Lower(-1)) * Half<T>();

    /// <summary>A with zeros on the diagonal, whatever stood there.</summary>
    public static Tensor<T> OffDiagonal<T>(this Tensor<T> a) where T : IFloatingPointIeee754<T> => a.Lower(-1) + a.Upper(1);

    /// <summary>A number for each matrix, in axes of length 1, so that it scales the whole of it.</summary>
    public static Tensor<T> AsMatrices<T>(this Tensor<T> numbers) where T : IFloatingPointIeee754<T> => numbers.Unsqueeze(-1).Unsqueeze(-1);

    /// <summary>One row of each matrix as a vector; a view.</summary>
    public static Tensor<T> Row<T>(this Tensor<T> a, int row) where T : IFloatingPointIeee754<T> => a.Slice(-2, row..(row + 1)).Squeeze(-2);

    public static T Half<T>() where T : IFloatingPointIeee754<T> => T.One / (T.One + T.One);
}
