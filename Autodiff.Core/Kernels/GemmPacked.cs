using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The product of matrices tile by tile on one thread, in blocks that fit the caches; where B is read often it is first arranged in panels.</summary>
/// <remarks>
/// Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication", but A stays where it lies: a kernel loads one number
/// of it at a time, from any stride, and arranging it cost more than it saved at every size and stride measured.
/// </remarks>
internal static class GemmPacked<T, TTiles>
    where T : IFloatingPointIeee754<T>
    where TTiles : struct, IGemmTiles<T>
{
    /// <summary>Greatest depth of a block: a panel of B of this depth takes 32 KB, and lies in the first-level cache beside one of A.</summary>
    private const int BlockDepth = 256;

    /// <summary>Rows of a block of A and of C, which lie in the second-level cache while a sum grows.</summary>
    private const int BlockRows = 240;

    /// <summary>Columns of a block of B and of C.</summary>
    private const int BlockColumns = 512;

    /// <summary>Depth to which B is arranged at a time: with <see cref="BlockColumns"/> 4 MB of floats, for the third-level cache.</summary>
    private const int ArrangedDepth = 8 * BlockDepth;

    /// <summary>Up to so many rows, panels of B are not read often enough to be worth arranging.</summary>
    private const int MaxRowsInPlace = 128;

    private static int Width => 2 * TTiles.Lanes;

    public static void Multiply(in GemmProduct<T> product)
    {
        int columnBlocks = Blocks(product.Columns, BlockColumns);
        int depths = Blocks(product.Depth, ArrangedDepth);
        for (int i = 0; i < columnBlocks; i++)
        {
            int column = Cut(product.Columns, i, columnBlocks, Width);
            int endColumn = Cut(product.Columns, i + 1, columnBlocks, Width);
            for (int j = 0; j < depths; j++)
            {
                Multiply(product, column, endColumn, Cut(product.Depth, j, depths, 1), Cut(product.Depth, j + 1, depths, 1));
            }
        }
    }

    private static void Multiply(in GemmProduct<T> product, int column, int endColumn, int start, int end)
    {
        var panels = new PanelsB(product, column, endColumn, start, end - start);
        int panelCount = Blocks(product.Rows, TTiles.Rows);
        int rowBlocks = Blocks(panelCount, BlockRows / TTiles.Rows);
        int depthBlocks = Blocks(end - start, BlockDepth);
        for (int i = 0; i < rowBlocks; i++)
        {
            int firstPanel = Cut(panelCount, i, rowBlocks, 1);
            int endPanel = Cut(panelCount, i + 1, rowBlocks, 1);
            for (int j = 0; j < depthBlocks; j++)
            {
                int at = start + Cut(end - start, j, depthBlocks, 1);
                int depth = start + Cut(end - start, j + 1, depthBlocks, 1) - at;
                MultiplyRows(product, panels, panelCount, firstPanel, endPanel, at, depth);
            }

            if (end == product.Depth)
            {
                product.Epilogue.Apply(product, Cut(product.Rows, firstPanel, panelCount, 1), Cut(product.Rows, endPanel, panelCount, 1), column, endColumn);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRows(in GemmProduct<T> product, in PanelsB panels, int panelCount, int firstPanel, int endPanel, int at, int depth)
    {
        int firstRow = Cut(product.Rows, firstPanel, panelCount, 1);
        ref T scratch = ref GemmBuffer<T>.Tile(TTiles.Rows * Width).Span[0];
        bool accumulate = product.Accumulate || at > 0;
        ref readonly T a = ref product.A.Span[(firstRow * product.ARow) + (at * product.AColumn)];
        for (int j = panels.Column; j < panels.EndColumn; j += Width)
        {
            int columns = Math.Min(Width, panels.EndColumn - j);
            ref readonly T b = ref panels.At(j, at, out int bRow);
            ref T c = ref product.C.Span[(firstRow * product.CRow) + j];
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                int row = Cut(product.Rows, panel, panelCount, 1);
                int rows = Cut(product.Rows, panel + 1, panelCount, 1) - row;
                TTiles.Multiply(
                    rows,
                    columns,
                    depth,
                    in Unsafe.Add(ref Unsafe.AsRef(in a), (nint)(row - firstRow) * product.ARow),
                    product.ARow,
                    product.AColumn,
                    in b,
                    bRow,
                    ref Unsafe.Add(ref c, (nint)(row - firstRow) * product.CRow),
                    product.CRow,
                    accumulate,
                    ref scratch);
            }
        }
    }

    private static int Blocks(int count, int size) => (count + size - 1) / size;

    /// <summary>Where part <paramref name="part"/> of <paramref name="parts"/> nearly equal ones begins: at a multiple of <paramref name="unit"/>.</summary>
    private static int Cut(int count, int part, int parts, int unit) => part == parts ? count : (int)((long)count * part / parts) / unit * unit;

    /// <summary>Panels of B, of two registers or, at the right edge where that suffices, one: where they lie or arranged one after the other.</summary>
    private readonly ref struct PanelsB
    {
        private readonly ReadOnlySpan<T> source;
        private readonly Span<T> arranged;
        private readonly int sourceRow;
        private readonly int depth;
        private readonly int start;
        private readonly int firstArranged;

        public PanelsB(in GemmProduct<T> product, int column, int endColumn, int start, int depth)
        {
            (Column, EndColumn, this.start, this.depth, sourceRow) = (column, endColumn, start, depth, product.BRow);
            source = product.B.Span[(start * product.BRow)..];
            bool inPlace = product.BColumn == 1 && product.Rows <= MaxRowsInPlace;
            int columns = endColumn - column;
            int left = columns % Width;
            firstArranged = !inPlace ? column : left == 0 || left == TTiles.Lanes ? endColumn : endColumn - left;
            arranged = GemmBuffer<T>.PanelsB(Blocks(endColumn - firstArranged, Width) * Width * depth).Span;
            for (int first = firstArranged; first < endColumn; first += Width)
            {
                int count = Math.Min(Width, endColumn - first);
                int width = count <= TTiles.Lanes ? TTiles.Lanes : Width;
                GemmPanels.Pack(source[(first * product.BColumn)..], product.BColumn, product.BRow, count, width, depth, arranged.Slice((first - firstArranged) * depth, width * depth));
            }
        }

        public int Column { get; }

        public int EndColumn { get; }

        /// <summary>The panel that begins at a column and a depth, and how far apart its rows are.</summary>
        public ref readonly T At(int column, int at, out int row)
        {
            if (column < firstArranged)
            {
                row = sourceRow;
                return ref source[((at - start) * sourceRow) + column];
            }

            row = EndColumn - column <= TTiles.Lanes ? TTiles.Lanes : Width;
            return ref arranged[((column - firstArranged) * depth) + ((at - start) * row)];
        }
    }
}
