using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Reductions over the last axes: of each row by itself.</summary>
internal readonly struct ReductionEachRow<T, TReducer, TElements> : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
    where TElements : struct, IElements<T>
{
    private const int Block = ReductionRows<T, TReducer>.Block;

    private readonly TElements elements; // of the rows, one after another
    private readonly ReductionTree tree;
    private readonly Memory<T> branches; // of the tree of each row

    private ReductionEachRow(in TElements elements, ReductionTree tree, Memory<T> branches)
    {
        this.elements = elements;
        this.tree = tree;
        this.branches = branches;
    }

    /// <summary>Reduces rows of a length; there are as many as results.</summary>
    public static void Run(in TElements elements, int length, Memory<T> result)
    {
        if (length * result.Length < Workers.MinSharedLength)
        {
            // A small reduction takes as long as handing it over would.
            new ReductionEachRow<T, TReducer, TElements>(in elements, new(length, Block, 0), result).Run(0, result.Length);
            return;
        }

        var tree = ReductionTree.Of(length, Block, Workers.PartLength);
        if (tree.Levels == 0)
        {
            Workers.RunRange(result.Length, length, new ReductionEachRow<T, TReducer, TElements>(in elements, tree, result));
            return;
        }

        int count = result.Length * tree.Branches;
        T[] scratch = ArrayPool<T>.Shared.Rent(count);
        Workers.RunRange(count, length >> tree.Levels, new ReductionEachRow<T, TReducer, TElements>(in elements, tree, scratch));
        for (int row = 0; row < result.Length; row++)
        {
            result.Span[row] = Joined(scratch.AsSpan(row * tree.Branches, tree.Branches));
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Reduces some branches, or rows that are not cut into any.</summary>
    public void Run(int start, int end)
    {
        var result = branches.Span[start..end];
        if (elements.Scratch == 0)
        {
            RunSideBySide(start, result);
            return;
        }

        T[] scratch = ArrayPool<T>.Shared.Rent(elements.Scratch * Block);
        int together = Math.Max(1, Block / tree.Length); // short rows are brought side by side several at once
        for (int i = 0; i < result.Length; i += together)
        {
            var (position, count) = Place(start + i);
            if (count > Block)
            {
                result[i] = Reduce(position, count, scratch);
                continue;
            }

            var some = result[i..Math.Min(i + together, result.Length)];
            var rows = elements.Read(position, some.Length * count, scratch);
            for (int k = 0; k < some.Length; k++)
            {
                some[k] = ReductionRows<T, TReducer>.Reduce(rows.Slice(k * count, count));
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    private void RunSideBySide(int start, Span<T> result)
    {
        int first = Place(start).Position;
        var (last, lastCount) = Place(start + result.Length - 1);
        var all = elements.Read(first, last + lastCount - first, default);
        for (int i = 0; i < result.Length; i++)
        {
            var (position, count) = Place(start + i);
            result[i] = ReductionRows<T, TReducer>.Reduce(all.Slice(position - first, count));
        }
    }

    /// <summary>Where in row-major order a branch starts, and the number of its elements.</summary>
    private (int Position, int Count) Place(int branch)
    {
        if (tree.Levels == 0)
        {
            return (branch * tree.Length, tree.Length);
        }

        var (start, count) = tree.Branch(branch & (tree.Branches - 1));
        return (((branch >> tree.Levels) * tree.Length) + start, count);
    }

    /// <summary>The branches joined two by two, as <see cref="Reduce"/> joins its halves.</summary>
    private static T Joined(Span<T> x)
    {
        for (int count = x.Length / 2; count > 0; count /= 2)
        {
            for (int i = 0; i < count; i++)
            {
                x[i] = TReducer.Join(x[2 * i], x[(2 * i) + 1]);
            }
        }

        return x[0];
    }

    /// <summary>Reduces part of a row, longer than a block, in the same order as if it stood side by side.</summary>
    private T Reduce(int position, int length, T[] scratch)
    {
        int whole = ReductionRows<T, TReducer>.WholeVectors(length);
        if (whole == 0)
        {
            return ReduceElements(position, length, scratch);
        }

        var joined = JoinVectors(position, whole, scratch);
        int last = Vector512<T>.Count + length - whole;
        return ReductionRows<T, TReducer>.Finish(joined, elements.Read(position + length - last, last, scratch));
    }

    private Vector512<T> JoinVectors(int position, int length, T[] scratch)
    {
        if (length <= Block)
        {
            return ReductionRows<T, TReducer>.JoinVectors(elements.Read(position, length, scratch));
        }

        int half = ReductionTree.Half(length, Block);
        var first = JoinVectors(position, half, scratch);
        return TReducer.Join(first, JoinVectors(position + half, length - half, scratch));
    }

    /// <summary>Numbers that come in no vectors.</summary>
    private T ReduceElements(int position, int length, T[] scratch)
    {
        if (length <= Block)
        {
            return ReductionRows<T, TReducer>.ReduceElements(elements.Read(position, length, scratch));
        }

        int half = ReductionTree.Half(length, Block);
        T first = ReduceElements(position, half, scratch);
        return TReducer.Join(first, ReduceElements(position + half, length - half, scratch));
    }
}
