using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autodiff;

/// <summary>Copies matrices whose columns stand side by side into rows that do, in square blocks, so that each line of the cache is read and written once.</summary>
internal readonly struct Transposition<T> : IRangeWork
{
    private const int Strip = 16; // rows written together: of float, one line of the cache is read for all of them

    private readonly StridedWalk walk;
    private readonly T[] items;
    private readonly Memory<T> destination;
    private readonly int rows;
    private readonly int columns;
    private readonly int stride; // from one column to the next in the source
    private readonly int strips; // of a matrix

    private Transposition(in StridedWalk walk, T[] items, Memory<T> destination)
    {
        this.walk = walk;
        this.items = items;
        this.destination = destination;
        rows = walk.Length(walk.Rank - 2);
        columns = walk.InnerLength;
        stride = walk.InnerStride(0);
        strips = ((rows - 1) / Strip) + 1;
    }

    /// <summary>True where neighbours in the source are those along the axis before the last.</summary>
    public static bool Fits(in StridedWalk walk) =>
        walk.Rank > 1 && walk.InnerStride(0) != 0 && walk.Stride(0, walk.Rank - 2) == 1 && Math.Min(walk.InnerLength, walk.Length(walk.Rank - 2)) >= Strip;

    public static void Run(in StridedWalk walk, T[] items, Memory<T> destination)
    {
        var work = new Transposition<T>(in walk, items, destination);
        int matrices = destination.Length / (work.rows * work.columns);
        Workers.RunRange(matrices * work.strips, Strip * work.columns, work);
    }

    /// <summary>Some strips.</summary>
    public void Run(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            var (matrix, strip) = Math.DivRem(i, strips);
            int row = strip * Strip;
            int position = ((matrix * rows) + row) * columns;
            int from = walk.OffsetOf(0, position);
            var written = destination.Span.Slice(position, Math.Min(Strip, rows - row) * columns);
            int done = written.Length == Strip * columns ? Blocks(from, written) : 0;
            for (int place = 0, read = from; place < written.Length; place += columns, read++)
            {
                for (int column = done; column < columns; column++)
                {
                    written[place + column] = items[read + (column * stride)];
                }
            }
        }
    }

    /// <summary>The columns of a whole strip that fill square blocks of vectors; returns their number.</summary>
    private int Blocks(int from, Span<T> strip)
    {
        if (!Avx.IsSupported || RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            return 0;
        }

        ref T source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), from);
        ref T result = ref MemoryMarshal.GetReference(strip);
        return Unsafe.SizeOf<T>() switch
        {
            sizeof(float) => Blocks(ref Unsafe.As<T, float>(ref source), stride, ref Unsafe.As<T, float>(ref result), columns),
            sizeof(double) => Blocks(ref Unsafe.As<T, double>(ref source), stride, ref Unsafe.As<T, double>(ref result), columns),
            _ => 0,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Blocks(ref float source, int stride, ref float result, int columns)
    {
        int width = Vector256<float>.Count;
        int column = 0;
        for (; column <= columns - width; column += width)
        {
            for (int row = 0; row < Strip; row += width)
            {
                Block(ref Unsafe.Add(ref source, (column * stride) + row), stride, ref Unsafe.Add(ref result, (row * columns) + column), columns);
            }
        }

        return column;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Blocks(ref double source, int stride, ref double result, int columns)
    {
        int width = Vector256<double>.Count;
        int column = 0;
        for (; column <= columns - width; column += width)
        {
            for (int row = 0; row < Strip; row += width)
            {
                Block(ref Unsafe.Add(ref source, (column * stride) + row), stride, ref Unsafe.Add(ref result, (row * columns) + column), columns);
            }
        }

        return column;
    }

    /// <summary>Eight by eight: pairs, then quadruples, then halves of the vectors change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref float source, int stride, ref float result, int columns)
    {
        var (x0, x1) = (At(ref source, 0), At(ref source, stride));
        var (x2, x3) = (At(ref source, 2 * stride), At(ref source, 3 * stride));
        var (x4, x5) = (At(ref source, 4 * stride), At(ref source, 5 * stride));
        var (x6, x7) = (At(ref source, 6 * stride), At(ref source, 7 * stride));
        var (low01, high01) = (Avx.UnpackLow(x0, x1), Avx.UnpackHigh(x0, x1));
        var (low23, high23) = (Avx.UnpackLow(x2, x3), Avx.UnpackHigh(x2, x3));
        var (low45, high45) = (Avx.UnpackLow(x4, x5), Avx.UnpackHigh(x4, x5));
        var (low67, high67) = (Avx.UnpackLow(x6, x7), Avx.UnpackHigh(x6, x7));
        var (a0, a1) = (Avx.Shuffle(low01, low23, 0x44), Avx.Shuffle(low01, low23, 0xEE));
        var (a2, a3) = (Avx.Shuffle(high01, high23, 0x44), Avx.Shuffle(high01, high23, 0xEE));
        var (b0, b1) = (Avx.Shuffle(low45, low67, 0x44), Avx.Shuffle(low45, low67, 0xEE));
        var (b2, b3) = (Avx.Shuffle(high45, high67, 0x44), Avx.Shuffle(high45, high67, 0xEE));
        Avx.Permute2x128(a0, b0, 0x20).StoreUnsafe(ref result);
        Avx.Permute2x128(a1, b1, 0x20).StoreUnsafe(ref Unsafe.Add(ref result, columns));
        Avx.Permute2x128(a2, b2, 0x20).StoreUnsafe(ref Unsafe.Add(ref result, 2 * columns));
        Avx.Permute2x128(a3, b3, 0x20).StoreUnsafe(ref Unsafe.Add(ref result, 3 * columns));
        Avx.Permute2x128(a0, b0, 0x31).StoreUnsafe(ref Unsafe.Add(ref result, 4 * columns));
        Avx.Permute2x128(a1, b1, 0x31).StoreUnsafe(ref Unsafe.Add(ref result, 5 * columns));
        Avx.Permute2x128(a2, b2, 0x31).StoreUnsafe(ref Unsafe.Add(ref result, 6 * columns));
        Avx.Permute2x128(a3, b3, 0x31).StoreUnsafe(ref Unsafe.Add(ref result, 7 * columns));
    }

    /// <summary>Four by four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref double source, int stride, ref double result, int columns)
    {
        var (x0, x1) = (At(ref source, 0), At(ref source, stride));
        var (x2, x3) = (At(ref source, 2 * stride), At(ref source, 3 * stride));
        var (low01, high01) = (Avx.UnpackLow(x0, x1), Avx.UnpackHigh(x0, x1));
        var (low23, high23) = (Avx.UnpackLow(x2, x3), Avx.UnpackHigh(x2, x3));
        Avx.Permute2x128(low01, low23, 0x20).StoreUnsafe(ref result);
        Avx.Permute2x128(high01, high23, 0x20).StoreUnsafe(ref Unsafe.Add(ref result, columns));
        Avx.Permute2x128(low01, low23, 0x31).StoreUnsafe(ref Unsafe.Add(ref result, 2 * columns));
        Avx.Permute2x128(high01, high23, 0x31).StoreUnsafe(ref Unsafe.Add(ref result, 3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<TItem> At<TItem>(ref TItem source, int offset) => Vector256.LoadUnsafe(ref Unsafe.Add(ref source, offset));
}
