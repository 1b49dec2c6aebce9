using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Products read where the operands lie, one row of C at a time: for vectors and small matrices.</summary>
internal static class GemmVector
{
    /// <summary>From so many multiplications on, a second thread saves more than it costs to call.</summary>
    private const int MinSharedWork = 1 << 17;

    /// <summary>Parts of a row of C keep to whole cache lines.</summary>
    private const int MinPartColumns = 64;

    /// <summary>c = a B for one row a, any strides, in parts for several threads when large.</summary>
    public static void Multiply<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        if (product.BColumn == 1 && product.Columns > 1 && product.CColumn != 1)
        {
            MultiplyIntoLine(path, product);
            return;
        }

        var straight = product;
        if (product.BRow == 1 && product.AColumn != 1)
        {
            var row = GemmBuffer<T>.Line(product.Depth);
            var from = product.A.Span;
            var to = row.Span;
            for (int p = 0; p < to.Length; p++)
            {
                to[p] = from[p * product.AColumn];
            }

            straight = product with { A = row, AColumn = 1 };
        }

        int parts = (int)Math.Clamp(product.Work / (MinSharedWork / 2), 1, Math.Min(64, (product.Columns + MinPartColumns - 1) / MinPartColumns));
        Workers.Run(parts, new Parts<T>(path, straight, parts));
    }

    /// <summary>C = A B, row by row.</summary>
    public static void MultiplyByRows<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < product.Rows; i++)
        {
            MultiplyRow(path, product, i, 0, product.Columns);
        }
    }

    /// <summary>A column of a matrix is written in two steps, for vectors are stored side by side.</summary>
    private static void MultiplyIntoLine<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        var line = GemmBuffer<T>.Line(product.Columns);
        Multiply(path, product with { C = line, CColumn = 1, Accumulate = false });
        var from = line.Span;
        var to = product.C.Span;
        for (int j = 0; j < from.Length; j++)
        {
            ref T element = ref to[j * product.CColumn];
            element = product.Accumulate ? element + from[j] : from[j];
        }
    }

    /// <summary>Elements [from, to) of row <paramref name="i"/> of C.</summary>
    private static void MultiplyRow<T>(GemmPath path, in GemmProduct<T> product, int i, int from, int to) where T : IFloatingPointIeee754<T>
    {
        var row = new GemmRow<T>(product, i);
        if (product.Depth > 0 && product.BRow == 1 && product.AColumn == 1 && (product.BColumn != 1 || product.Columns == 1))
        {
            switch (path)
            {
                case GemmPath.Vector512:
                    row.Dots<Vector512<T>, GemmLanes512<T>>(from, to);
                    break;
                case GemmPath.Vector256:
                    row.Dots<Vector256<T>, GemmLanes256<T>>(from, to);
                    break;
                case GemmPath.Vector128:
                    row.Dots<Vector128<T>, GemmLanes128<T>>(from, to);
                    break;
                default:
                    row.Dots<T, GemmLanes1<T>>(from, to);
                    break;
            }

            return;
        }

        if (product.BColumn == 1 && product.CColumn == 1)
        {
            // What the wide vectors leave over, the narrower ones take.
            from = path >= GemmPath.Vector512 ? row.Combine<Vector512<T>, GemmLanes512<T>>(from, to) : from;
            from = path >= GemmPath.Vector256 ? row.Combine<Vector256<T>, GemmLanes256<T>>(from, to) : from;
            from = path >= GemmPath.Vector128 ? row.Combine<Vector128<T>, GemmLanes128<T>>(from, to) : from;
            row.Combine<T, GemmLanes1<T>>(from, to);
            return;
        }

        row.Plain(from, to);
    }

    private readonly struct Parts<T>(GemmPath path, GemmProduct<T> product, int parts) : IWork where T : IFloatingPointIeee754<T>
    {
        public void Run(int part) => MultiplyRow(path, product, 0, Cut(part), Cut(part + 1));

        private int Cut(int part) => part == parts ? product.Columns : (int)((long)product.Columns * part / parts) / MinPartColumns * MinPartColumns;
    }
}
