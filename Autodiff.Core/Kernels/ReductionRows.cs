using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Reductions over the last axes: of each row by itself, vector by vector.</summary>
internal readonly struct ReductionRows<T, TReducer> : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    private const int Block = 1024; // elements that are reduced in one go, and copied in one go where they are scattered

    private readonly Layout rows;
    private readonly T[] items;
    private readonly ReductionTree tree;
    private readonly Memory<T> branches; // of the tree of each row

    private ReductionRows(Layout rows, T[] items, ReductionTree tree, Memory<T> branches)
    {
        this.rows = rows;
        this.items = items;
        this.tree = tree;
        this.branches = branches;
    }

    /// <summary>Reduces rows in any layout, whose last axes are the row; there are as many as results.</summary>
    public static void Run(Layout rows, T[] items, Memory<T> result)
    {
        int length = rows.Shape.ElementCount / result.Length;
        if (rows.Shape.ElementCount < Workers.MinSharedLength)
        {
            // A small reduction takes as long as handing it over would.
            new ReductionRows<T, TReducer>(rows, items, new(length, Block, 0), result).Run(0, result.Length);
            return;
        }

        var tree = ReductionTree.Of(length, Block, Workers.PartLength);
        if (tree.Levels == 0)
        {
            Workers.RunRange(result.Length, length, new ReductionRows<T, TReducer>(rows, items, tree, result));
            return;
        }

        int count = result.Length * tree.Branches;
        T[] scratch = ArrayPool<T>.Shared.Rent(count);
        Workers.RunRange(count, length >> tree.Levels, new ReductionRows<T, TReducer>(rows, items, tree, scratch));
        for (int row = 0; row < result.Length; row++)
        {
            result.Span[row] = Joined(scratch.AsSpan(row * tree.Branches, tree.Branches));
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Reduces some branches, or rows that are not cut into any.</summary>
    public void Run(int start, int end)
    {
        var walk = new StridedWalk(rows.Shape, [rows]);
        var result = branches.Span[start..end];
        if (walk.InnerStride(0) == 1 && walk.InnerLength % tree.Length == 0)
        {
            for (int i = 0; i < result.Length; i++)
            {
                var (position, count) = Place(start + i);
                int first = walk.IsLinear(0) ? walk.Offset(0) + position : walk.OffsetOf(0, position);
                result[i] = Reduce(items.AsSpan(first, count));
            }

            return;
        }

        T[] scratch = ArrayPool<T>.Shared.Rent(Block);
        int together = Math.Max(1, Block / tree.Length); // short rows are copied several at once
        for (int i = 0; i < result.Length; i += together)
        {
            var (position, count) = Place(start + i);
            if (count > Block)
            {
                result[i] = Reduce(in walk, items, position, count, scratch);
                continue;
            }

            var some = result[i..Math.Min(i + together, result.Length)];
            walk.Gather(0, items, position, scratch.AsSpan(0, some.Length * count));
            for (int k = 0; k < some.Length; k++)
            {
                some[k] = ReduceBlock(scratch.AsSpan(k * count, count));
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
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

    /// <summary>The branches joined two by two, as <see cref="Reduce(ReadOnlySpan{T})"/> joins its halves.</summary>
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

    /// <summary>Reduces numbers side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Reduce(ReadOnlySpan<T> x)
    {
        if (x.Length <= Block)
        {
            return x.IsEmpty ? TReducer.Empty : ReduceBlock(x);
        }

        int half = ReductionTree.Half(x.Length, Block);
        return TReducer.Join(Reduce(x[..half]), Reduce(x[half..]));
    }

    /// <summary>Reduces scattered numbers in the same order as if they stood side by side.</summary>
    private static T Reduce(in StridedWalk walk, T[] items, int position, int length, T[] scratch)
    {
        if (length <= Block)
        {
            walk.Gather(0, items, position, scratch.AsSpan(0, length));
            return ReduceBlock(scratch.AsSpan(0, length));
        }

        int half = ReductionTree.Half(length, Block);
        T first = Reduce(in walk, items, position, half, scratch);
        return TReducer.Join(first, Reduce(in walk, items, position + half, length - half, scratch));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T ReduceBlock(ReadOnlySpan<T> x)
    {
        int i = 1;
        T result;
        if (Vector512<T>.IsSupported && x.Length >= Vector512<T>.Count)
        {
            var joined = JoinVectors(x);
            i = x.Length - (x.Length % Vector512<T>.Count);
            result = JoinElements(joined);
        }
        else
        {
            result = TReducer.Map(x[0]);
        }

        for (; i < x.Length; i++)
        {
            result = TReducer.Join(result, TReducer.Map(x[i]));
        }

        return result;
    }

    /// <summary>The whole vectors among the numbers, joined. Four at a time hide the latency of an addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<T> JoinVectors(ReadOnlySpan<T> x)
    {
        int width = Vector512<T>.Count;
        ref T first = ref MemoryMarshal.GetReference(x);
        var joined = TReducer.Map(Vector512.LoadUnsafe(ref first));
        int i = width;
        if (x.Length >= 4 * width)
        {
            var joined1 = TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)width));
            var joined2 = TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)(2 * width)));
            var joined3 = TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)(3 * width)));
            for (i = 4 * width; i <= x.Length - (4 * width); i += 4 * width)
            {
                joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)i)));
                joined1 = TReducer.Join(joined1, TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)(i + width))));
                joined2 = TReducer.Join(joined2, TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)(i + (2 * width)))));
                joined3 = TReducer.Join(joined3, TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)(i + (3 * width)))));
            }

            joined = TReducer.Join(TReducer.Join(joined, joined1), TReducer.Join(joined2, joined3));
        }

        for (; i <= x.Length - width; i += width)
        {
            joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)i)));
        }

        return joined;
    }

    /// <summary>The elements of a vector joined: halves, quarters, then one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T JoinElements(Vector512<T> x)
    {
        var upper = x.GetUpper();
        x = TReducer.Join(x, Vector512.Create(upper, upper));
        var quarter = x.GetLower().GetUpper();
        x = TReducer.Join(x, Vector512.Create(Vector256.Create(quarter, quarter), Vector256.Create(quarter, quarter)));
        var rest = x.GetLower().GetLower();
        T result = rest[0];
        for (int i = 1; i < Vector128<T>.Count; i++)
        {
            result = TReducer.Join(result, rest[i]);
        }

        return result;
    }
}
