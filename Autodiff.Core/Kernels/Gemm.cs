using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Products of matrices of plain numbers, with any strides: transposes, rows and columns of a larger matrix, broadcasts.</summary>
/// <remarks>
/// Every element of C is a sum in an order that depends on the sizes and strides alone, so that its bits do not depend on the number of threads.
/// </remarks>
internal static partial class Gemm
{
    /// <summary>Up to so many multiplications (32³), arranging the operands in panels costs more than it saves.</summary>
    private const int MaxDirectWork = 1 << 15;

    /// <summary>Up to so many rows, panels of B are not read often enough to be worth arranging.</summary>
    private const int MaxDirectRows = 4;

    /// <summary>Up to so many numbers, B stays in the second-level cache, and twice as many rows may read it where it lies.</summary>
    private const int MaxCachedNumbers = 1 << 18;

    /// <summary>Up to this depth, writing C is most of the work.</summary>
    private const int MaxDirectDepth = 4;

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

    /// <summary>The product by a path of one's choice.</summary>
    internal static void Multiply<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        product.Check();
        if (product.Rows == 0 || product.Columns == 0)
        {
            return;
        }

        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            GemmPlain.Multiply(product);
        }
        else if (product.Rows == 1)
        {
            GemmVector.Multiply(path, product);
        }
        else if (product.Columns == 1)
        {
            GemmVector.Multiply(path, product.Transposed());
        }
        else if (product.Depth == 0 || product.Work <= MaxDirectWork || IsThin(product))
        {
            GemmVector.MultiplyByRows(path, product);
        }
        else
        {
            MultiplyPacked(path, product);
        }
    }

    /// <summary>True when B, whose rows must be contiguous, is read too seldom to be worth arranging.</summary>
    private static bool IsThin<T>(in GemmProduct<T> product) => product.BColumn == 1 && (
        product.Depth <= MaxDirectDepth ||
        product.Rows <= MaxDirectRows ||
        (product.Rows <= 2 * MaxDirectRows && (long)product.Depth * product.Columns <= MaxCachedNumbers));

    private static void MultiplyPacked<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        switch (path)
        {
            case GemmPath.Vector512:
                GemmPacked<T, GemmTile12<T, Vector512<T>, GemmLanes512<T>>>.Multiply(product);
                break;
            case GemmPath.Vector256:
                GemmPacked<T, GemmTile6<T, Vector256<T>, GemmLanes256<T>>>.Multiply(product);
                break;
            case GemmPath.Vector128:
                GemmPacked<T, GemmTile6<T, Vector128<T>, GemmLanes128<T>>>.Multiply(product);
                break;
            default:
                GemmPacked<T, GemmTile6<T, T, GemmLanes1<T>>>.Multiply(product);
                break;
        }
    }
}
