using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>A thread's own memory for arranged operands: it grows to the greatest size asked for and stays.</summary>
internal static class GemmBuffer<T>
{
    private const int LineBytes = 64; // a vector across two cache lines costs two loads

    [ThreadStatic]
    private static T[]? tile;

    [ThreadStatic]
    private static T[]? panelsA;

    [ThreadStatic]
    private static T[]? panelsB;

    [ThreadStatic]
    private static T[]? line;

    [ThreadStatic]
    private static T[]? partials;

    public static Memory<T> Tile(int length) => Aligned(ref tile, length);

    public static Memory<T> PanelsA(int length) => Aligned(ref panelsA, length);

    public static Memory<T> PanelsB(int length) => Aligned(ref panelsB, length);

    public static Memory<T> Line(int length) => Aligned(ref line, length);

    public static Memory<T> Partials(int length) => Aligned(ref partials, length);

    private static Memory<T> Aligned(ref T[]? buffer, int length)
    {
        int slack = LineBytes / Unsafe.SizeOf<T>();
        if (buffer is null || buffer.Length < length + slack)
        {
            uint size = Math.Min(BitOperations.RoundUpToPowerOf2((uint)(length + slack)), (uint)Array.MaxLength);
            buffer = GC.AllocateUninitializedArray<T>((int)size, pinned: true); // pinned, or it would not stay aligned
        }

        long address = Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        return buffer.AsMemory((int)(-address & (LineBytes - 1)) / Unsafe.SizeOf<T>(), length);
    }
}
