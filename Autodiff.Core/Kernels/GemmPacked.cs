using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The product of matrices tile by tile, in blocks that fit the caches; where B is read often it is first arranged in panels.</summary>
/// <remarks>
/// Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication", with two differences. A stays where it lies: a kernel loads
/// one number of it at a time, from any stride, and arranging it cost more than it saved at every size and stride measured. And a block of B
/// lies in the second-level cache, which gives two registers every dozen cycles with ease: blocks are deep, and C is written seldom.
/// </remarks>
internal static class GemmPacked<T, TTiles>
    where T : IFloatingPointIeee754<T>
    where TTiles : struct, IGemmTiles<T>
{
    /// <summary>Greatest depth of a block of B.</summary>
    private const int BlockDepth = 1024;

    /// <summary>The same where each step along the depth of A may be a step to another page of memory.</summary>
    private const int BlockDepthAcross = 256;

    /// <summary>Panels of a block of B: at its greatest depth and with registers of 512 bits, 512 KB of the second-level cache.</summary>
    private const int BlockPanels = 4;

    /// <summary>Columns of a block of B where it is less deep, whatever the numbers of a register: a tile of A, slow to read there, serves for so many.</summary>
    private const int BlockColumnsAcross = 128;

    /// <summary>B is arranged at most so deep and so wide at a time: 4 MB for the third-level cache, by all threads for all.</summary>
    private const int ArrangedDepth = 2048;

    private const int ArrangedPanels = 16;

    /// <summary>Up to so many rows, panels of B are not read often enough to be worth arranging.</summary>
    private const int MaxRowsInPlace = 256;

    /// <summary>From so many multiplications (64³) on, a second thread saves more than it costs to call.</summary>
    private const int MinSharedWork = 1 << 18;

    /// <summary>Parts are at most so many: each reads its operands anew.</summary>
    private const int MaxParts = 16;

    private static int Width => 2 * TTiles.Lanes;

    public static void Multiply(in GemmProduct<T> product)
    {
        bool inPlace = product.BColumn == 1 && product.Rows <= MaxRowsInPlace;
        int columnBlocks = inPlace ? 1 : Blocks(product.Columns, ArrangedPanels * Width);
        int depths = inPlace ? 1 : Blocks(product.Depth, ArrangedDepth);
        for (int i = 0; i < columnBlocks; i++)
        {
            int column = Cut(product.Columns, i, columnBlocks, Width);
            int endColumn = Cut(product.Columns, i + 1, columnBlocks, Width);
            for (int j = 0; j < depths; j++)
            {
                int start = Cut(product.Depth, j, depths, 1);
                int end = Cut(product.Depth, j + 1, depths, 1);
                Multiply(product, new GemmPanelsB<T>(product, TTiles.Lanes, inPlace, column, endColumn, start, end), start, end);
            }
        }
    }

    private static void Multiply(in GemmProduct<T> product, in GemmPanelsB<T> panels, int start, int end)
    {
        long work = (long)product.Rows * (panels.EndColumn - panels.Column) * (end - start);
        if (work < MinSharedWork)
        {
            for (int i = 0; i < panels.ArrangedPanels; i++)
            {
                panels.Arrange(i);
            }

            new Part(product, panels, start, end, 1, 1).Run(0);
            return;
        }

        Workers.Run(panels.ArrangedPanels, new Arrangement(panels));
        int parts = 2;
        while (parts < MaxParts && work / parts > 2 * MinSharedWork)
        {
            parts *= 2;
        }

        // Each column of parts reads all of A, each row of them all of B.
        int rowParts = 1;
        int columns = panels.EndColumn - panels.Column;
        while (rowParts < parts && ((long)product.Rows * parts / rowParts) + ((long)columns * rowParts) > ((long)product.Rows * parts / (2 * rowParts)) + ((long)columns * 2 * rowParts))
        {
            rowParts *= 2;
        }

        Workers.Run(parts, new Part(product, panels, start, end, rowParts, parts / rowParts));
    }

    private static int Blocks(int count, int size) => (count + size - 1) / size;

    /// <summary>Where part <paramref name="part"/> of <paramref name="parts"/> nearly equal ones begins: at a multiple of <paramref name="unit"/>.</summary>
    private static int Cut(int count, int part, int parts, int unit) => part == parts ? count : (int)((long)count * part / parts) / unit * unit;

    private readonly struct Arrangement(GemmPanelsB<T> panels) : IWork
    {
        public void Run(int part) => panels.Arrange(part);
    }

    /// <summary>Rows and columns of C, as a sum over the depth of the panels. No sum is cut between parts, so they leave no trace in the bits.</summary>
    private readonly struct Part(GemmProduct<T> product, GemmPanelsB<T> panels, int start, int end, int rowParts, int columnParts) : IWork
    {
        public void Run(int part)
        {
            var (j, i) = Math.DivRem(part, rowParts); // two at a time read the same of B, and write no line together
            int tileRows = Blocks(product.Rows, TTiles.Rows);
            int firstTile = Cut(tileRows, i, rowParts, 1);
            int endTile = Cut(tileRows, i + 1, rowParts, 1);
            int columns = panels.EndColumn - panels.Column;
            int column = panels.Column + Cut(columns, j, columnParts, Width);
            int endColumn = panels.Column + Cut(columns, j + 1, columnParts, Width);
            var (blockDepth, blockColumns) = product.AColumn == 1 ? (BlockDepth, BlockPanels * Width) : (BlockDepthAcross, BlockColumnsAcross);
            int depthBlocks = Blocks(end - start, blockDepth);
            for (int next; column < endColumn; column = next)
            {
                next = Math.Min(column + blockColumns, endColumn);
                for (int block = 0; block < depthBlocks; block++)
                {
                    Multiply(tileRows, firstTile, endTile, column, next, start + Cut(end - start, block, depthBlocks, 1), start + Cut(end - start, block + 1, depthBlocks, 1));
                }

                if (end == product.Depth)
                {
                    product.Epilogue.Apply(product, Cut(product.Rows, firstTile, tileRows, 1), Cut(product.Rows, endTile, tileRows, 1), column, next);
                }
            }
        }

        /// <summary>All of a row of tiles before the next: A stays in the first-level cache, and C is written from end to end.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Multiply(int tileRows, int firstTile, int endTile, int column, int endColumn, int at, int endDepth)
        {
            ref T scratch = ref GemmBuffer<T>.Tile(TTiles.Rows * Width).Span[0];
            bool accumulate = product.Accumulate || at > 0;
            var a = product.A.Span[(at * product.AColumn)..];
            var c = product.C.Span;
            var reader = panels.AsSpans();
            for (int tile = firstTile; tile < endTile; tile++)
            {
                int row = Cut(product.Rows, tile, tileRows, 1);
                int rows = Cut(product.Rows, tile + 1, tileRows, 1) - row;
                ref T left = ref Unsafe.AsRef(in a[row * product.ARow]);
                for (int j = column; j < endColumn; j += Width)
                {
                    ref readonly T right = ref reader.At(j, at, out int bRow);
                    TTiles.Multiply(
                        rows,
                        Math.Min(Width, endColumn - j),
                        endDepth - at,
                        in left,
                        product.ARow,
                        product.AColumn,
                        in right,
                        bRow,
                        ref c[(row * product.CRow) + j],
                        product.CRow,
                        accumulate,
                        ref scratch);
                }
            }
        }
    }
}
