using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>Loops over the elements of arrays in any layout, in row-major order of the result.</summary>
internal static class Strided
{
    private const int BlockLength = 512; // of the copies of operands that do not stand side by side; stays in the nearest cache
    private const int LongRow = 64;

    /// <summary>Writes the elements of a layout side by side.</summary>
    public static void Copy<T>(Layout layout, T[] items, Span<T> destination)
    {
        var walk = new StridedWalk(layout.Shape, [layout]);
        walk.Gather(0, items, 0, destination);
    }

    /// <summary>result = f(x₀, x₁, …) element by element; the layouts have one shape.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="layouts">The layout of each operand, broadcast to that shape.</param>
    /// <param name="items">The memory of each operand.</param>
    /// <param name="result">The elements of the result, in row-major order.</param>
    public static void Run<T, TKernel>(Shape shape, ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, Span<T> result)
        where TKernel : struct, IElementKernel<T>
    {
        var walk = new StridedWalk(shape, layouts);
        bool byRows = walk.InnerLength >= LongRow;
        bool direct = true;
        for (int k = 0; k < layouts.Length; k++)
        {
            direct &= walk.IsLinear(k) || (byRows && walk.InnerStride(k) == 1);
        }

        T[]? scratch = direct ? null : ArrayPool<T>.Shared.Rent(layouts.Length * BlockLength);
        int longest = direct ? int.MaxValue : BlockLength;
        for (int position = 0; position < result.Length;)
        {
            int length = Math.Min(longest, byRows ? walk.InnerLength - (position % walk.InnerLength) : result.Length);
            length = Math.Min(length, result.Length - position);
            TKernel.Run(
                Block(in walk, 0, items, position, length, byRows, scratch),
                Block(in walk, 1, items, position, length, byRows, scratch),
                Block(in walk, 2, items, position, length, byRows, scratch),
                Block(in walk, 3, items, position, length, byRows, scratch),
                Block(in walk, 4, items, position, length, byRows, scratch),
                result.Slice(position, length));
            position += length;
        }

        if (scratch is not null)
        {
            ArrayPool<T>.Shared.Return(scratch);
        }
    }

    /// <summary>A run of elements of one operand side by side: where they stand if they do so, else a copy.</summary>
    private static ReadOnlySpan<T> Block<T>(in StridedWalk walk, int operand, ReadOnlySpan<T[]> items, int position, int length, bool byRows, T[]? scratch)
    {
        if (operand >= items.Length)
        {
            return default;
        }

        if (walk.IsLinear(operand))
        {
            return items[operand].AsSpan(walk.Offset(operand) + position, length);
        }

        if (byRows && walk.InnerStride(operand) == 1)
        {
            return items[operand].AsSpan(walk.OffsetOf(operand, position), length);
        }

        var copy = scratch.AsSpan(operand * BlockLength, length);
        walk.Gather(operand, items[operand], position, copy);
        return copy;
    }
}

/// <summary>A function of numbers, applied to whole runs of them; operands beyond its arity are empty.</summary>
internal interface IElementKernel<T>
{
    static abstract void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result);
}
