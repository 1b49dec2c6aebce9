using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>Products of a few rows with a matrix B that is arranged in panels once and read many times.</summary>
internal static class GemmArranged<T, TTiles>
    where T : IFloatingPointIeee754<T>
    where TTiles : struct, IGemmTiles<T>
{
    private static int Width => 2 * TTiles.Lanes;

    /// <summary>The room that a B of this size takes, arranged.</summary>
    public static int Room(int depth, int columns) => (columns + Width - 1) / Width * Width * depth;

    /// <summary>Arranges B, whose element (p, j) is b[p·row + j·column].</summary>
    public static void Arrange(int depth, int columns, ReadOnlySpan<T> b, int row, int column, Span<T> panels)
    {
        for (int first = 0; first < columns; first += Width)
        {
            int count = Math.Min(Width, columns - first);
            GemmPanels.Pack(b[(first * column)..], column, row, count, PanelWidth(count), depth, panels.Slice(first * depth, PanelWidth(count) * depth));
        }
    }

    /// <summary>C = (accumulate ? C : 0) + A B, where the rows of A and C are some numbers apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int rows, int columns, int depth, ReadOnlySpan<T> a, int aRow, ReadOnlySpan<T> panels, Span<T> c, int cRow, bool accumulate)
    {
        _ = (a[((rows - 1) * aRow) + depth - 1], c[((rows - 1) * cRow) + columns - 1], panels[(columns * depth) - 1]);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(panels);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        ref T scratch = ref MemoryMarshal.GetReference(GemmBuffer<T>.Tile(TTiles.Rows * Width).Span);
        int tiles = (rows + TTiles.Rows - 1) / TTiles.Rows;
        for (int first = 0; first < columns; first += Width)
        {
            int count = Math.Min(Width, columns - first);
            for (int tile = 0; tile < tiles; tile++)
            {
                int row = rows * tile / tiles;
                TTiles.Multiply(
                    (rows * (tile + 1) / tiles) - row, count, depth, in Unsafe.Add(ref a0, row * aRow), aRow, 1, in Unsafe.Add(ref b0, first * depth), PanelWidth(count),
                    ref Unsafe.Add(ref c0, (row * cRow) + first), cRow, accumulate, ref scratch);
            }
        }
    }

    private static int PanelWidth(int columns) => columns <= TTiles.Lanes ? TTiles.Lanes : Width;
}
