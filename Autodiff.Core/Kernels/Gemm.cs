using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Products of matrices of plain numbers, with any strides: transposes, rows and columns of a larger matrix, broadcasts.</summary>
/// <remarks>
/// Every element of C is a sum in an order that depends on the sizes and strides alone, so that its bits do not depend on the number of threads.
/// </remarks>
internal static partial class Gemm
{
    /// <summary>Fewer rows than that are not worth a copy of B with contiguous rows.</summary>
    private const int MinArrangedRows = 4;

    /// <summary>The widest path this machine computes in hardware.</summary>
    public static GemmPath FastestPath =>
        Vector512.IsHardwareAccelerated ? GemmPath.Vector512 :
        Vector256.IsHardwareAccelerated ? GemmPath.Vector256 :
        Vector128.IsHardwareAccelerated ? GemmPath.Vector128 : GemmPath.Scalar;

    /// <summary>C = (accumulate ? C : 0) + A B, where A is m × k and B is k × n.</summary>
    /// <remarks>
    /// Element (i, j) of A is a[i·aRow + j·aColumn], of B likewise, of C c[i·cRow + j]. Strides are not negative; one of 0 repeats a row or column.
    /// C shares no memory with A or B.
    /// </remarks>
    /// <exception cref="ArgumentException">A stride is negative, a memory is too short, or rows of C overlap.</exception>
    public static void Multiply<T>(
        int m, int n, int k, ReadOnlyMemory<T> a, int aRow, int aColumn, ReadOnlyMemory<T> b, int bRow, int bColumn, Memory<T> c, int cRow, bool accumulate)
        where T : IFloatingPointIeee754<T> =>
        Multiply(FastestPath, new GemmProduct<T>(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, 1, accumulate));

    /// <summary>The product with all that <see cref="GemmProduct{T}"/> can say of it.</summary>
    public static void Multiply<T>(in GemmProduct<T> product) where T : IFloatingPointIeee754<T> => Multiply(FastestPath, product);

    /// <summary>The product by a path of one's choice.</summary>
    internal static void Multiply<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        product.Check();
        if (product.Rows == 0 || product.Columns == 0)
        {
            return;
        }

        if (IsTiled(product))
        {
            MultiplyTiled(path, product);
            return;
        }

        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            GemmPlain.Multiply(product);
        }
        else if (product.Columns == 1 && product.Rows > 1)
        {
            GemmVector.Multiply(path, product.Transposed());
        }
        else if (product.Rows == 1)
        {
            GemmVector.Multiply(path, product);
        }
        else
        {
            GemmVector.MultiplyByRows(path, product);
        }

        product.Epilogue.Apply(product, 0, product.Rows, 0, product.Columns);
    }

    private static bool IsTiled<T>(in GemmProduct<T> product) where T : IFloatingPointIeee754<T> =>
        (typeof(T) == typeof(float) || typeof(T) == typeof(double)) &&
        product.Rows > 1 && product.Columns > 1 && product.Depth > 0 &&
        (product.BColumn == 1 || product.Rows >= MinArrangedRows);

    private static void MultiplyTiled<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        switch (path)
        {
            case GemmPath.Vector512:
                GemmPacked<T, GemmTiles<T, Vector512<T>, Simd512<T>, GemmCount12>>.Multiply(product);
                break;
            case GemmPath.Vector256:
                GemmPacked<T, GemmTiles<T, Vector256<T>, Simd256<T>, GemmCount6>>.Multiply(product);
                break;
            case GemmPath.Vector128:
                GemmPacked<T, GemmTiles<T, Vector128<T>, Simd128<T>, GemmCount6>>.Multiply(product);
                break;
            default:
                GemmPacked<T, GemmTiles<T, T, Simd1<T>, GemmCount6>>.Multiply(product);
                break;
        }
    }
}
