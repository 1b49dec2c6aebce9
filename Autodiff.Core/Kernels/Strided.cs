using System.Buffers;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Loops over the elements of arrays in any layout, in row-major order of the result.</summary>
internal static class Strided
{
    private const int BlockLength = 1024; // of the copies of operands that do not stand side by side; stays in the nearest cache
    private const int RepeatedLength = 2048; // of an operand of one number beside operands that are not copied
    private const int LongRow = 64;

    /// <summary>Writes the elements of a layout side by side.</summary>
    public static void Copy<T>(Layout layout, T[] items, Memory<T> destination)
    {
        var walk = new StridedWalk(layout.Shape, [layout]);
        if (Transposition<T>.Fits(in walk))
        {
            Transposition<T>.Run(in walk, items, destination);
        }
        else
        {
            Workers.RunRange(destination.Length, 1, new Copies<T>(in walk, items, destination));
        }
    }

    /// <summary>Writes one number everywhere.</summary>
    public static void Fill<T>(Memory<T> destination, T number) => Workers.RunRange(destination.Length, 1, new Fillings<T>(destination, number));

    /// <summary>Writes the elements of a layout side by side, into memory that only one thread can reach.</summary>
    public static void Copy<T>(Layout layout, T[] items, Span<T> destination) => new StridedWalk(layout.Shape, [layout]).Gather(0, items, 0, destination);

    /// <summary>result = f(x₀, x₁, …) element by element.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="layouts">The layout of each operand, whose shape broadcasts to that shape.</param>
    /// <param name="items">The memory of each operand.</param>
    /// <param name="result">The elements of the result, in row-major order.</param>
    public static void Run<T, TKernel>(Shape shape, ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, Memory<T> result)
        where TKernel : struct, IElementKernel<T>
    {
        if (result.Length < Workers.MinSharedLength)
        {
            Run<T, TKernel>(shape, layouts, items, 0, result.Length, result.Span);
        }
        else
        {
            Share<T, TKernel>(shape, layouts, items, result);
        }
    }

    /// <summary>The elements of the result, of which there are <paramref name="count"/>, from a row-major position on.</summary>
    private static void Run<T, TKernel>(Shape shape, ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, int start, int count, Span<T> result)
        where TKernel : struct, IElementKernel<T>
    {
        if (result.IsEmpty)
        {
            return;
        }

        bool sideBySide = true;
        bool copyFree = true;
        foreach (ref readonly var layout in layouts)
        {
            bool whole = IsWhole(in layout, count);
            sideBySide &= whole;
            copyFree &= whole || IsOneNumber(in layout);
        }

        // A small operation takes as long as the preparation of a walk, and most need none.
        if (sideBySide)
        {
            TKernel.Run(
                Whole(layouts, items, 0, start, result.Length),
                Whole(layouts, items, 1, start, result.Length),
                Whole(layouts, items, 2, start, result.Length),
                Whole(layouts, items, 3, start, result.Length),
                Whole(layouts, items, 4, start, result.Length),
                result);
        }
        else if (copyFree)
        {
            RunRepeating<T, TKernel>(layouts, items, start, count, result);
        }
        else
        {
            var broadcast = default(Layouts);
            for (int k = 0; k < layouts.Length; k++)
            {
                broadcast[k] = layouts[k].BroadcastTo(shape);
            }

            ReadOnlySpan<Layout> all = broadcast;
            RunWalking<T, TKernel>(shape, all[..layouts.Length], items, start, result);
        }
    }

    /// <summary>Each operand is row-major, or one number, of which a row is made once.</summary>
    private static void RunRepeating<T, TKernel>(ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, int start, int count, Span<T> result)
        where TKernel : struct, IElementKernel<T>
    {
        int longest = Math.Min(RepeatedLength, count);
        T[] scratch = ArrayPool<T>.Shared.Rent(layouts.Length * longest);
        for (int k = 0; k < layouts.Length; k++)
        {
            if (!IsWhole(in layouts[k], count))
            {
                scratch.AsSpan(k * longest, longest).Fill(items[k][layouts[k].Offset]);
            }
        }

        for (int position = 0; position < result.Length; position += longest)
        {
            int length = Math.Min(longest, result.Length - position);
            TKernel.Run(
                Part(layouts, items, 0, start + position, length, count, scratch),
                Part(layouts, items, 1, start + position, length, count, scratch),
                Part(layouts, items, 2, start + position, length, count, scratch),
                Part(layouts, items, 3, start + position, length, count, scratch),
                Part(layouts, items, 4, start + position, length, count, scratch),
                result.Slice(position, length));
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    private static void RunWalking<T, TKernel>(Shape shape, ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, int start, Span<T> result)
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
            int length = Math.Min(longest, byRows ? walk.InnerLength - ((start + position) % walk.InnerLength) : result.Length);
            length = Math.Min(length, result.Length - position);
            TKernel.Run(
                Block(in walk, 0, items, start + position, length, byRows, scratch),
                Block(in walk, 1, items, start + position, length, byRows, scratch),
                Block(in walk, 2, items, start + position, length, byRows, scratch),
                Block(in walk, 3, items, start + position, length, byRows, scratch),
                Block(in walk, 4, items, start + position, length, byRows, scratch),
                result.Slice(position, length));
            position += length;
        }

        if (scratch is not null)
        {
            ArrayPool<T>.Shared.Return(scratch);
        }
    }

    private static ReadOnlySpan<T> Whole<T>(ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, int operand, int start, int length) =>
        operand < items.Length ? items[operand].AsSpan(layouts[operand].Offset + start, length) : default;

    private static ReadOnlySpan<T> Part<T>(ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, int operand, int start, int length, int count, T[] repeated)
    {
        if (operand >= items.Length)
        {
            return default;
        }

        ref readonly var layout = ref layouts[operand];
        return IsWhole(in layout, count)
            ? items[operand].AsSpan(layout.Offset + start, length)
            : repeated.AsSpan(operand * Math.Min(RepeatedLength, count), length);
    }

    /// <summary>True when the elements stand as those of the result do: a shape that broadcasts to another of as many elements only lacks axes of length 1.</summary>
    private static bool IsWhole(in Layout layout, int count) => layout.Shape.ElementCount == count && layout.IsRowMajor;

    /// <summary>True when every element is the same one, as of a number that was broadcast.</summary>
    private static bool IsOneNumber(in Layout layout)
    {
        for (int axis = 0; axis < layout.Shape.Rank; axis++)
        {
            if (layout.Strides[axis] != 0 && layout.Shape.Lengths[axis] != 1)
            {
                return false;
            }
        }

        return true;
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

    [MethodImpl(MethodImplOptions.NoInlining)] // small loops should not pay for its frame
    private static void Share<T, TKernel>(Shape shape, ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items, Memory<T> result)
        where TKernel : struct, IElementKernel<T>
    {
        var layoutValues = default(Layouts);
        var itemValues = default(Arrays<T>);
        layouts.CopyTo(layoutValues);
        items.CopyTo(itemValues);
        Workers.RunRange(result.Length, 1, new Elements<T, TKernel>(shape, layoutValues, itemValues, layouts.Length, result));
    }

    /// <summary>A loop over elements whose operands are held by value, so that threads can share it.</summary>
    private readonly struct Elements<T, TKernel>(Shape shape, Layouts layouts, Arrays<T> items, int operands, Memory<T> result) : IRangeWork
        where TKernel : struct, IElementKernel<T>
    {
        private readonly Layouts layouts = layouts;
        private readonly Arrays<T> items = items;

        public void Run(int start, int end)
        {
            ReadOnlySpan<Layout> allLayouts = layouts;
            ReadOnlySpan<T[]> allItems = items;
            Strided.Run<T, TKernel>(shape, allLayouts[..operands], allItems[..operands], start, result.Length, result.Span[start..end]);
        }
    }

    private readonly struct Copies<T>(in StridedWalk walk, T[] items, Memory<T> destination) : IRangeWork
    {
        private readonly StridedWalk walk = walk;

        public void Run(int start, int end) => walk.Gather(0, items, start, destination.Span[start..end]);
    }

    private readonly struct Fillings<T>(Memory<T> destination, T number) : IRangeWork
    {
        public void Run(int start, int end) => destination.Span[start..end].Fill(number);
    }
}

/// <summary>A function of numbers, applied to whole runs of them; operands beyond its arity are empty.</summary>
internal interface IElementKernel<T>
{
    static abstract void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result);
}
