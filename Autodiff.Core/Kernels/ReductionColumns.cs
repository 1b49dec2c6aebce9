using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Reductions over axes before the last: of all columns at once, row joined to row.</summary>
internal readonly struct ReductionColumns<T, TReducer, TElements> : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
    where TElements : struct, IElements<T>
{
    private const int Tile = 1024; // columns at a time, so that what is joined to stays in the nearest cache
    private const int Block = 64; // rows joined one after another
    private const int Together = 4; // rows joined in one pass over the results

    private readonly TElements elements; // of the groups of rows, one after another
    private readonly int columns;
    private readonly ReductionTree tree;
    private readonly int count; // of the results
    private readonly Memory<T> branches; // the results of each branch of the tree, one branch after another

    private ReductionColumns(TElements elements, int columns, ReductionTree tree, int count, Memory<T> branches)
    {
        this.elements = elements;
        this.columns = columns;
        this.tree = tree;
        this.count = count;
        this.branches = branches;
    }

    private int Tiles => ((columns - 1) / Tile) + 1;

    /// <summary>Reduces groups of rows, of which each gives a row of the result.</summary>
    /// <param name="elements">The elements: groups, rows, columns.</param>
    /// <param name="rows">The number of rows in a group.</param>
    /// <param name="columns">The number of elements in a row.</param>
    /// <param name="result">A row for each group.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // its frame is large, and clearing it would take longer than a small reduction of rows
    public static void Run(in TElements elements, int rows, int columns, Memory<T> result)
    {
        int width = Math.Min(Tile, columns);
        var tree = ReductionTree.Of(rows, Block, Workers.PartLength / width);
        T[]? scratch = tree.Levels == 0 ? null : ArrayPool<T>.Shared.Rent(tree.Branches * result.Length);
        var reduction = new ReductionColumns<T, TReducer, TElements>(elements, columns, tree, result.Length, scratch ?? result);
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
        int width = Math.Min(Tile, columns);
        int reading = Together * elements.Scratch * width;
        T[] scratch = ArrayPool<T>.Shared.Rent(reading + (width * (2 + BitOperations.Log2((uint)length))));
        for (int i = start; i < end; i++)
        {
            int branch = i & (tree.Branches - 1);
            var (group, tile) = Math.DivRem(i >> tree.Levels, Tiles);
            int column = tile * Tile;
            var (row, rowCount) = tree.Branch(branch);
            var result = branches.Span.Slice((branch * count) + (group * columns) + column, Math.Min(Tile, columns - column));
            int position = (((group * tree.Length) + row) * columns) + column;
            Reduce(position, rowCount, scratch.AsSpan(reading), scratch.AsSpan(0, reading), result);
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
                RowJoins<T, TReducer>.JoinReduced(branches.Span.Slice((i + step) * count, count), branches.Span.Slice(i * count, count));
            }
        }
    }

    /// <summary>Reduces some rows of a tile.</summary>
    private void Reduce(int position, int rowCount, Span<T> others, Span<T> reading, Span<T> result)
    {
        if (rowCount <= Block)
        {
            ReduceBlock(position, rowCount, reading, result);
            return;
        }

        int half = ReductionTree.Half(rowCount, Block);
        Reduce(position, half, others, reading, result);
        var other = others[..result.Length];
        Reduce(position + (half * columns), rowCount - half, others[result.Length..], reading, other);
        RowJoins<T, TReducer>.JoinReduced(other, result);
    }

    private void ReduceBlock(int position, int rowCount, Span<T> reading, Span<T> result)
    {
        if (elements.Scratch == 0)
        {
            RowJoins<T, TReducer>.Reduce(elements.Read(position, ((rowCount - 1) * columns) + result.Length, default), columns, rowCount, result);
            return;
        }

        int scratch = reading.Length / Together;
        RowJoins<T, TReducer>.Map(Row(position, 0, reading, result.Length), result);
        int row = 1;
        for (; row <= rowCount - Together; row += Together)
        {
            RowJoins<T, TReducer>.Join(
                Row(position, row, reading, result.Length),
                Row(position, row + 1, reading[scratch..], result.Length),
                Row(position, row + 2, reading[(2 * scratch)..], result.Length),
                Row(position, row + 3, reading[(3 * scratch)..], result.Length),
                result);
        }

        for (; row < rowCount; row++)
        {
            RowJoins<T, TReducer>.Join(Row(position, row, reading, result.Length), result);
        }
    }

    private ReadOnlySpan<T> Row(int position, int row, Span<T> scratch, int length) =>
        elements.Read(position + (row * columns), length, scratch);
}
