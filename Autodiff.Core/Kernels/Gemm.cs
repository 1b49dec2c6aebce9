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

    /// <summary>From so many multiplications (64³) on, a second thread saves more than it costs to call.</summary>
    private const int MinSharedWork = 1 << 18;

    /// <summary>Parts are at most so many, for each arranges B for itself.</summary>
    private const int MaxParts = 8;

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
        if (product.Work < MinSharedWork || Parallelism.Threads == 1)
        {
            MultiplyAlone(path, product);
        }
        else
        {
            Share(path, product);
        }
    }

    /// <summary>Cuts C into parts that are products of their own. No sum is cut, so the parts leave no trace in the bits.</summary>
    private static void Share<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        int parts = 2;
        while (parts < MaxParts && product.Work / parts > 2 * MinSharedWork)
        {
            parts *= 2;
        }

        // Each column of parts reads all of A, each row of them all of B.
        int rowParts = 1;
        while (rowParts < parts && ((long)product.Rows * parts / rowParts) + ((long)product.Columns * rowParts) > ((long)product.Rows * parts / (2 * rowParts)) + ((long)product.Columns * 2 * rowParts))
        {
            rowParts *= 2;
        }

        Workers.Run(parts, new Parts<T>(path, product, rowParts, parts / rowParts));
    }

    private static void MultiplyAlone<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        switch (path)
        {
            case GemmPath.Vector512:
                GemmPacked<T, GemmTiles<T, Vector512<T>, GemmLanes512<T>, GemmCount12>>.Multiply(product);
                break;
            case GemmPath.Vector256:
                GemmPacked<T, GemmTiles<T, Vector256<T>, GemmLanes256<T>, GemmCount6>>.Multiply(product);
                break;
            case GemmPath.Vector128:
                GemmPacked<T, GemmTiles<T, Vector128<T>, GemmLanes128<T>, GemmCount6>>.Multiply(product);
                break;
            default:
                GemmPacked<T, GemmTiles<T, T, GemmLanes1<T>, GemmCount6>>.Multiply(product);
                break;
        }
    }

    private readonly struct Parts<T>(GemmPath path, GemmProduct<T> product, int rowParts, int columnParts) : IWork where T : IFloatingPointIeee754<T>
    {
        /// <summary>Parts of a row of C keep to whole tiles.</summary>
        private const int Unit = 32;

        public void Run(int part)
        {
            var (row, column) = Math.DivRem(part, columnParts);
            var own = product.Part(
                Cut(product.Rows, row, rowParts, 1),
                Cut(product.Rows, row + 1, rowParts, 1),
                Cut(product.Columns, column, columnParts, Unit),
                Cut(product.Columns, column + 1, columnParts, Unit));
            if (own.Rows > 0 && own.Columns > 0)
            {
                MultiplyAlone(path, own);
            }
        }

        /// <summary>Where a part begins: at the nearest multiple of <paramref name="unit"/>.</summary>
        private static int Cut(int count, int part, int parts, int unit) =>
            part == parts ? count : Math.Min(count, (int)(((long)count * part / parts) + (unit / 2)) / unit * unit);
    }
}
