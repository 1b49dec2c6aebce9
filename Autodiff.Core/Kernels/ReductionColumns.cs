using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Reductions over axes before the last: of all columns at once, row joined to row.</summary>
internal readonly ref struct ReductionColumns<T, TReducer>
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    private const int Tile = 512; // columns at a time, so that what is joined to stays in the nearest cache
    private const int Block = 64; // rows joined one after another

    private readonly T[] items;
    private readonly T[] scratch;
    private readonly StridedWalk rows;
    private readonly bool evenly;

    private ReductionColumns(T[] items, T[] scratch, StridedWalk rows, bool evenly)
    {
        this.items = items;
        this.scratch = scratch;
        this.rows = rows;
        this.evenly = evenly;
    }

    /// <summary>Reduces over <paramref name="axes"/>, where the axes <paramref name="inner"/> stay and stand side by side.</summary>
    /// <param name="layout">Of the elements.</param>
    /// <param name="items">The elements.</param>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="inner">The last axes of the result.</param>
    /// <param name="columns">The number of elements along those.</param>
    /// <param name="result">An element for each place along the axes that stay.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Layout layout, T[] items, AxisSet axes, AxisSet inner, int columns, Span<T> result)
    {
        var reduced = Only(layout, axes) with { Offset = 0 };
        var kept = Only(layout, new(AxisSet.All(layout.Shape).Bits & ~axes.Bits & ~inner.Bits));
        var rows = new StridedWalk(reduced.Shape, [reduced]);
        var parts = new StridedWalk(kept.Shape, [kept]);
        int length = reduced.Shape.ElementCount;
        T[] scratch = ArrayPool<T>.Shared.Rent(Tile * (1 + BitOperations.Log2((uint)length)));
        var reduction = new ReductionColumns<T, TReducer>(items, scratch, rows, rows.InnerLength == length);
        for (int part = 0; part < result.Length / columns; part++)
        {
            int start = parts.OffsetOf(0, part);
            for (int column = 0; column < columns; column += Tile)
            {
                int width = Math.Min(Tile, columns - column);
                reduction.Reduce(start + column, 0, length, 0, result.Slice((part * columns) + column, width));
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Reduces some rows of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reduce(int start, int row, int count, int depth, Span<T> result)
    {
        if (count > Block)
        {
            int half = ((count / 2) + Block - 1) / Block * Block;
            Reduce(start, row, half, depth, result);
            var other = scratch.AsSpan(depth * Tile, result.Length);
            Reduce(start, row + half, count - half, depth + 1, other);
            Join<Mapped>(other, result);
            return;
        }

        Map(Row(start, row, result.Length), result);
        for (int i = row + 1; i < row + count; i++)
        {
            Join<TReducer>(Row(start, i, result.Length), result);
        }
    }

    private ReadOnlySpan<T> Row(int start, int row, int length) =>
        items.AsSpan(start + (evenly ? row * rows.InnerStride(0) : rows.OffsetOf(0, row)), length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map(ReadOnlySpan<T> x, Span<T> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = TReducer.Map(x[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join<TMap>(ReadOnlySpan<T> x, Span<T> result) where TMap : struct, IReducer<T>
    {
        int i = 0;
        if (Vector512<T>.IsSupported)
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T to = ref MemoryMarshal.GetReference(result);
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var joined = TMap.Join(Vector512.LoadUnsafe(ref to, (nuint)i), TMap.Map(Vector512.LoadUnsafe(ref from, (nuint)i)));
                joined.StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = TMap.Join(result[i], TMap.Map(x[i]));
        }
    }

    private static Layout Only(Layout layout, AxisSet axes)
    {
        Span<int> lengths = stackalloc int[layout.Shape.Rank];
        Span<int> strides = stackalloc int[layout.Shape.Rank];
        int count = 0;
        for (int axis = 0; axis < layout.Shape.Rank; axis++)
        {
            if (axes.Contains(axis))
            {
                lengths[count] = layout.Shape.Lengths[axis];
                strides[count++] = layout.Strides[axis];
            }
        }

        return new(Shape.Of(lengths[..count]), Integers.Of(strides[..count]), layout.Offset);
    }

    /// <summary>The same reduction of numbers that f was applied to already.</summary>
    private readonly struct Mapped : IReducer<T>
    {
        public static T Empty => TReducer.Empty;
        public static T Map(T x) => x;
        public static Vector512<T> Map(Vector512<T> x) => x;
        public static T Join(T x, T y) => TReducer.Join(x, y);
        public static Vector512<T> Join(Vector512<T> x, Vector512<T> y) => TReducer.Join(x, y);
    }
}
