using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The product of large matrices: blocks that fit the caches, arranged in panels, multiplied tile by tile.</summary>
/// <remarks>Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication".</remarks>
internal static class GemmPacked<T, TTile>
    where T : IFloatingPointIeee754<T>
    where TTile : struct, IGemmTile<T>
{
    /// <summary>Depth of a block: a panel of B of this depth takes 32 KB, and lies in the first-level cache beside one of A.</summary>
    private const int BlockDepth = 256;

    /// <summary>Rows of a block of A: with <see cref="BlockDepth"/> some 250 KB of floats, for the second-level cache.</summary>
    private const int BlockRows = 240;

    /// <summary>Columns of a block of B: with <see cref="BlockDepth"/> 2 MB of floats, for the third-level cache.</summary>
    private const int BlockColumns = 2048;

    /// <summary>From so many multiplications (64³) on, a second thread saves more than it costs to call.</summary>
    private const int MinSharedWork = 1 << 18;

    public static void Multiply(in GemmProduct<T> product)
    {
        for (int column = 0; column < product.Columns; column += BlockColumns)
        {
            int columns = Math.Min(BlockColumns, product.Columns - column);
            for (int at = 0; at < product.Depth; at += BlockDepth)
            {
                int depth = Math.Min(BlockDepth, product.Depth - at);
                var panelsB = GemmBuffer<T>.PanelsB(Panels(columns, TTile.Columns) * TTile.Columns * depth);
                Multiply(new Block(product, panelsB, column, columns, at, depth));
            }
        }
    }

    private static void Multiply(in Block block)
    {
        int rowPanels = Panels(block.Product.Rows, TTile.Rows);
        int columnPanels = Panels(block.Columns, TTile.Columns);
        int rowParts = Panels(rowPanels, BlockRows / TTile.Rows);
        long work = (long)block.Product.Rows * block.Columns * block.Depth;
        if (work < MinSharedWork)
        {
            PackB(block, 0, columnPanels);
            for (int part = 0; part < rowParts; part++)
            {
                MultiplyPanels(block, Cut(rowPanels, part, rowParts), Cut(rowPanels, part + 1, rowParts), 0, columnPanels);
            }

            return;
        }

        // Each part arranges its rows of A for itself, so columns are cut only where rows are few, and not finely.
        int wanted = (int)Math.Min(64, work / (MinSharedWork / 2));
        rowParts = Math.Max(rowParts, Math.Min(wanted, (rowPanels + 1) / 2));
        int columnParts = Math.Clamp(wanted / rowParts, 1, Math.Max(1, columnPanels / 8));
        int packParts = Math.Min(columnPanels, wanted);
        Workers.Run(packParts, new Packing(block, columnPanels, packParts));
        Workers.Run(rowParts * columnParts, new Multiplying(block, rowPanels, rowParts, columnPanels, columnParts));
    }

    private static void PackB(in Block block, int from, int to)
    {
        var product = block.Product;
        var b = product.B.Span[(block.At * product.BRow)..];
        int size = TTile.Columns * block.Depth;
        for (int panel = from; panel < to; panel++)
        {
            int first = panel * TTile.Columns;
            GemmPanels.Pack(
                b[((block.Column + first) * product.BColumn)..],
                product.BColumn,
                product.BRow,
                Math.Min(TTile.Columns, block.Columns - first),
                TTile.Columns,
                block.Depth,
                block.PanelsB.Span.Slice(panel * size, size));
        }
    }

    private static void MultiplyPanels(in Block block, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        var product = block.Product;
        int size = TTile.Rows * block.Depth;
        var buffer = GemmBuffer<T>.PanelsA(((endRow - firstRow) * size) + (TTile.Rows * TTile.Columns)).Span;
        var tile = buffer[^(TTile.Rows * TTile.Columns)..];
        var a = product.A.Span[(block.At * product.AColumn)..];
        for (int panel = firstRow; panel < endRow; panel++)
        {
            int first = panel * TTile.Rows;
            int count = Math.Min(TTile.Rows, product.Rows - first);
            GemmPanels.Pack(a[(first * product.ARow)..], product.ARow, product.AColumn, count, TTile.Rows, block.Depth, buffer.Slice((panel - firstRow) * size, size));
        }

        bool accumulate = product.Accumulate || block.At > 0;
        for (int j = firstColumn; j < endColumn; j++)
        {
            ref T b = ref MemoryMarshal.GetReference(block.PanelsB.Span[(j * TTile.Columns * block.Depth)..]);
            int columns = Math.Min(TTile.Columns, block.Columns - (j * TTile.Columns));
            for (int i = firstRow; i < endRow; i++)
            {
                ref T a0 = ref buffer[(i - firstRow) * size];
                int rows = Math.Min(TTile.Rows, product.Rows - (i * TTile.Rows));
                var c = product.C.Span[((i * TTile.Rows * product.CRow) + block.Column + (j * TTile.Columns))..];
                if (rows == TTile.Rows && columns == TTile.Columns)
                {
                    TTile.Multiply(block.Depth, ref a0, ref b, ref c[0], product.CRow, accumulate);
                }
                else
                {
                    TTile.Multiply(block.Depth, ref a0, ref b, ref tile[0], TTile.Columns, accumulate: false);
                    StoreEdge(tile, rows, columns, c, product.CRow, accumulate);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreEdge(ReadOnlySpan<T> tile, int rows, int columns, Span<T> c, int cRow, bool accumulate)
    {
        for (int i = 0; i < rows; i++)
        {
            var from = tile.Slice(i * TTile.Columns, columns);
            var to = c.Slice(i * cRow, columns);
            for (int j = 0; j < to.Length; j++)
            {
                to[j] = accumulate ? to[j] + from[j] : from[j];
            }
        }
    }

    private static int Panels(int count, int size) => (count + size - 1) / size;

    /// <summary>Where part <paramref name="part"/> of <paramref name="parts"/> nearly equal ones begins.</summary>
    private static int Cut(int count, int part, int parts) => (int)((long)count * part / parts);

    /// <summary>A block of B, columns [Column, Column + Columns) and depth [At, At + Depth), with the place for its panels.</summary>
    private readonly record struct Block(GemmProduct<T> Product, Memory<T> PanelsB, int Column, int Columns, int At, int Depth);

    private readonly struct Packing(Block block, int panels, int parts) : IWork
    {
        public void Run(int part) => PackB(block, Cut(panels, part, parts), Cut(panels, part + 1, parts));
    }

    private readonly struct Multiplying(Block block, int rowPanels, int rowParts, int columnPanels, int columnParts) : IWork
    {
        public void Run(int part)
        {
            var (row, column) = Math.DivRem(part, columnParts);
            MultiplyPanels(
                block,
                Cut(rowPanels, row, rowParts),
                Cut(rowPanels, row + 1, rowParts),
                Cut(columnPanels, column, columnParts),
                Cut(columnPanels, column + 1, columnParts));
        }
    }
}
