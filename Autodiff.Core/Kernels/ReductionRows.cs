using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Reductions over the last axes: of each row by itself, vector by vector.</summary>
internal static class ReductionRows<T, TReducer>
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    private const int Block = 1024; // elements that are reduced in one go, and copied in one go where they are scattered

    /// <summary>Reduces rows in any layout, whose last axes are the row; there are as many as results.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Layout rows, T[] items, Span<T> result)
    {
        var walk = new StridedWalk(rows.Shape, [rows]);
        int length = rows.Shape.ElementCount / result.Length;
        if (walk.InnerStride(0) == 1 && walk.InnerLength % length == 0)
        {
            for (int row = 0; row < result.Length; row++)
            {
                int start = walk.IsLinear(0) ? walk.Offset(0) + (row * length) : walk.OffsetOf(0, row * length);
                result[row] = Reduce(items.AsSpan(start, length));
            }

            return;
        }

        T[] scratch = ArrayPool<T>.Shared.Rent(Block);
        int together = Math.Max(1, Block / length); // short rows are copied several at once
        for (int row = 0; row < result.Length; row += together)
        {
            if (length > Block)
            {
                result[row] = Reduce(in walk, items, row * length, length, scratch);
                continue;
            }

            var some = result[row..Math.Min(row + together, result.Length)];
            walk.Gather(0, items, row * length, scratch.AsSpan(0, some.Length * length));
            for (int k = 0; k < some.Length; k++)
            {
                some[k] = ReduceBlock(scratch.AsSpan(k * length, length));
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Reduces numbers side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Reduce(ReadOnlySpan<T> x)
    {
        if (x.Length <= Block)
        {
            return x.IsEmpty ? TReducer.Empty : ReduceBlock(x);
        }

        int half = Half(x.Length);
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

        int half = Half(length);
        T first = Reduce(in walk, items, position, half, scratch);
        return TReducer.Join(first, Reduce(in walk, items, position + half, length - half, scratch));
    }

    /// <summary>About a half, in whole blocks.</summary>
    private static int Half(int length) => ((length / 2) + Block - 1) / Block * Block;

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
