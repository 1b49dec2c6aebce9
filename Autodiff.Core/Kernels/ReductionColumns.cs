using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Reductions over axes before the last: of all columns at once, row joined to row.</summary>
internal readonly struct ReductionColumns<T, TReducer> : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    private const int Tile = 512; // columns at a time, so that what is joined to stays in the nearest cache
    private const int Block = 64; // rows joined one after another

    private readonly T[] items;
    private readonly StridedWalk groups; // where the rows of each group of columns start
    private readonly StridedWalk rows;
    private readonly bool evenly;
    private readonly int columns;
    private readonly ReductionTree tree;
    private readonly int count; // of the results
    private readonly Memory<T> branches; // the results of each branch of the tree, one branch after another

    private ReductionColumns(T[] items, StridedWalk groups, StridedWalk rows, int columns, ReductionTree tree, int count, Memory<T> branches)
    {
        this.items = items;
        this.groups = groups;
        this.rows = rows;
        evenly = rows.InnerLength == tree.Length;
        this.columns = columns;
        this.tree = tree;
        this.count = count;
        this.branches = branches;
    }

    private int Tiles => ((columns - 1) / Tile) + 1;

    /// <summary>Reduces over <paramref name="axes"/>, where the axes <paramref name="inner"/> stay and stand side by side.</summary>
    /// <param name="layout">Of the elements.</param>
    /// <param name="items">The elements.</param>
    /// <param name="axes">The axes to reduce.</param>
    /// <param name="inner">The last axes of the result.</param>
    /// <param name="columns">The number of elements along those.</param>
    /// <param name="result">An element for each place along the axes that stay.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // its frame is large, and clearing it would take longer than a small reduction of rows
    public static void Run(Layout layout, T[] items, AxisSet axes, AxisSet inner, int columns, Memory<T> result)
    {
        var reduced = Only(layout, axes) with { Offset = 0 };
        var kept = Only(layout, new(AxisSet.All(layout.Shape).Bits & ~axes.Bits & ~inner.Bits));
        var rows = new StridedWalk(reduced.Shape, [reduced]);
        var groups = new StridedWalk(kept.Shape, [kept]);
        int width = Math.Min(Tile, columns);
        var tree = ReductionTree.Of(reduced.Shape.ElementCount, Block, Workers.PartLength / width);
        T[]? scratch = tree.Levels == 0 ? null : ArrayPool<T>.Shared.Rent(tree.Branches * result.Length);
        var reduction = new ReductionColumns<T, TReducer>(items, groups, rows, columns, tree, result.Length, scratch ?? result);
        int tiles = result.Length / columns * reduction.Tiles;
        Workers.RunRange(tiles * tree.Branches, (long)width * (tree.Length >> tree.Levels), reduction);
        if (scratch is not null)
        {
            reduction.JoinBranches();
            scratch.AsSpan(0, result.Length).CopyTo(result.Span);
            ArrayPool<T>.Shared.Return(scratch);
        }
    }

    /// <summary>Reduces some branches of some tiles.</summary>
    public void Run(int start, int end)
    {
        int length = tree.Levels == 0 ? tree.Length : tree.Branch(0).Count;
        T[] scratch = ArrayPool<T>.Shared.Rent(Tile * (2 + BitOperations.Log2((uint)length)));
        for (int i = start; i < end; i++)
        {
            int branch = i & (tree.Branches - 1);
            var (group, tile) = Math.DivRem(i >> tree.Levels, Tiles);
            int column = tile * Tile;
            var (row, rowCount) = tree.Branch(branch);
            var result = branches.Span.Slice((branch * count) + (group * columns) + column, Math.Min(Tile, columns - column));
            Reduce(groups.OffsetOf(0, group) + column, row, rowCount, 0, scratch, result);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Joins the branches two by two, as <see cref="Reduce"/> joins its halves, into the first.</summary>
    private void JoinBranches()
    {
        for (int step = 1; step < tree.Branches; step *= 2)
        {
            for (int i = 0; i < tree.Branches; i += 2 * step)
            {
                Join<Mapped>(branches.Span.Slice((i + step) * count, count), branches.Span.Slice(i * count, count));
            }
        }
    }

    /// <summary>Reduces some rows of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reduce(int start, int row, int rowCount, int depth, T[] scratch, Span<T> result)
    {
        if (rowCount > Block)
        {
            int half = ReductionTree.Half(rowCount, Block);
            Reduce(start, row, half, depth, scratch, result);
            var other = scratch.AsSpan(depth * Tile, result.Length);
            Reduce(start, row + half, rowCount - half, depth + 1, scratch, other);
            Join<Mapped>(other, result);
            return;
        }

        Map(Row(start, row, result.Length), result);
        for (int i = row + 1; i < row + rowCount; i++)
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

    /// <summary>resultᵢ ∘ f(xᵢ) in place of resultᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join<TMap>(ReadOnlySpan<T> x, Span<T> result) where TMap : struct, IReducer<T>
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
