using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Products read where the operands lie, a few rows of C at a time: for vectors, small matrices and thin ones.</summary>
internal static class GemmVector
{
    /// <summary>From so many multiplications on, a second thread saves more than it costs to call.</summary>
    private const int MinSharedWork = 1 << 17;

    /// <summary>Parts of a row of C are long, for the rows of B to be read in long pieces.</summary>
    private const int MinPartColumns = 256;

    private const int MinPartRows = 16;

    /// <summary>Up to so many columns, the sums of a part stay in the first-level cache.</summary>
    private const int MaxPartialColumns = 4096;

    private const int MinPartDepth = 64;

    private const int MaxDepthParts = 8;

    /// <summary>c = a B for one row a, any strides, in parts for several threads when large.</summary>
    public static void Multiply<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        if (product.BColumn == 1 && product.Columns > 1 && product.CColumn != 1)
        {
            MultiplyIntoLine(path, product);
            return;
        }

        var straight = product;
        if (product.BRow == 1 && product.AColumn != 1 && (product.BColumn != 1 || product.Columns == 1)) // for dots; else C may be the line
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

        Share(path, straight);
    }

    /// <summary>C = A B, a few rows at a time, in parts for several threads when large.</summary>
    public static void MultiplyByRows<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T> => Share(path, product);

    private static void Share<T>(GemmPath path, in GemmProduct<T> product) where T : IFloatingPointIeee754<T>
    {
        if (product.Work < MinSharedWork)
        {
            MultiplyPart(path, product, 0, product.Rows, 0, product.Columns);
            return;
        }

        int depthParts = (int)Math.Min(MaxDepthParts, product.Depth / MinPartDepth);
        if (product.Rows == 1 && product.BColumn == 1 && product.Columns > 1 && product.Columns <= MaxPartialColumns && depthParts > 1)
        {
            ShareDepth(path, product, depthParts);
            return;
        }

        int wanted = (int)Math.Min(64, product.Work / (MinSharedWork / 2));
        int rowParts = Math.Clamp(product.Rows / MinPartRows, 1, wanted);
        int columnParts = Math.Clamp(product.Columns / MinPartColumns, 1, wanted / rowParts);
        Workers.Run(rowParts * columnParts, new Parts<T>(path, product, rowParts, columnParts));
    }

    /// <summary>Each part reads some rows of B from end to end: in pieces of rows, memory is half as fast.</summary>
    private static void ShareDepth<T>(GemmPath path, in GemmProduct<T> product, int parts) where T : IFloatingPointIeee754<T>
    {
        var partials = GemmBuffer<T>.Partials(parts * product.Columns);
        Workers.Run(parts, new DepthParts<T>(path, product with { C = partials, CRow = product.Columns, CColumn = 1, Accumulate = false }, parts));
        var c = product.C.Span[..product.Columns];
        var sums = partials.Span;
        for (int part = 0; part < parts; part++)
        {
            var sum = sums.Slice(part * product.Columns, product.Columns);
            if (part == 0 && !product.Accumulate)
            {
                sum.CopyTo(c);
            }
            else
            {
                Add(sum, c);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<T>(ReadOnlySpan<T> x, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(y[i..]) + new Vector<T>(x[i..])).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }

    private static void MultiplyPart<T>(GemmPath path, in GemmProduct<T> product, int row, int endRow, int column, int endColumn)
        where T : IFloatingPointIeee754<T>
    {
        for (; row < endRow; row++)
        {
            MultiplyRow(path, product, row, column, endColumn);
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
                    row.Dots<Vector512<T>, Simd512<T>>(from, to);
                    break;
                case GemmPath.Vector256:
                    row.Dots<Vector256<T>, Simd256<T>>(from, to);
                    break;
                case GemmPath.Vector128:
                    row.Dots<Vector128<T>, Simd128<T>>(from, to);
                    break;
                default:
                    row.Dots<T, Simd1<T>>(from, to);
                    break;
            }

            return;
        }

        if (product.BColumn == 1 && product.CColumn == 1)
        {
            from = path >= GemmPath.Vector512 ? row.Combine<Vector512<T>, Simd512<T>>(from, to) : from;
            from = path >= GemmPath.Vector256 ? row.Combine<Vector256<T>, Simd256<T>>(from, to) : from;
            from = path >= GemmPath.Vector128 ? row.Combine<Vector128<T>, Simd128<T>>(from, to) : from;
            row.Combine<T, Simd1<T>>(from, to);
            return;
        }

        row.Plain(from, to);
    }

    private readonly struct DepthParts<T>(GemmPath path, GemmProduct<T> product, int parts) : IWork where T : IFloatingPointIeee754<T>
    {
        public void Run(int part)
        {
            int from = (int)((long)product.Depth * part / parts);
            int to = (int)((long)product.Depth * (part + 1) / parts);
            var own = product.At(from * product.AColumn, from * product.BRow, part * product.CRow) with { Depth = to - from };
            MultiplyPart(path, own, 0, 1, 0, own.Columns);
        }
    }

    private readonly struct Parts<T>(GemmPath path, GemmProduct<T> product, int rowParts, int columnParts) : IWork where T : IFloatingPointIeee754<T>
    {
        public void Run(int part)
        {
            var (row, column) = Math.DivRem(part, columnParts);
            MultiplyPart(
                path,
                product,
                Cut(product.Rows, row, rowParts, 4),
                Cut(product.Rows, row + 1, rowParts, 4),
                Cut(product.Columns, column, columnParts, MinPartColumns),
                Cut(product.Columns, column + 1, columnParts, MinPartColumns));
        }

        /// <summary>Where a part begins: at a multiple of <paramref name="unit"/>.</summary>
        private static int Cut(int count, int part, int parts, int unit) => part == parts ? count : (int)((long)count * part / parts) / unit * unit;
    }
}
