using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>The reduction of one row, vector by vector.</summary>
internal static class ReductionRows<T, TReducer>
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    public const int Block = 1024; // elements that are reduced in one go, and brought side by side in one go where they are not

    private const int Ahead = 1024; // bytes, of which the machine's own prefetching does too few

    /// <summary>Reduces numbers side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Reduce(ReadOnlySpan<T> x)
    {
        int whole = WholeVectors(x.Length);
        return whole == 0 ? ReduceElements(x) : Finish(JoinVectors(x[..whole]), x);
    }

    /// <summary>So many of the numbers of a row as fill whole vectors, and are joined vector by vector: all of them or none when the row is short.</summary>
    public static int WholeVectors(int length) => Vector512<T>.IsSupported ? length - (length % Vector512<T>.Count) : 0;

    /// <summary>The numbers joined one by one within a block.</summary>
    public static T ReduceElements(ReadOnlySpan<T> x)
    {
        if (x.IsEmpty)
        {
            return TReducer.Empty;
        }

        if (x.Length > Block)
        {
            int half = ReductionTree.Half(x.Length, Block);
            return TReducer.Join(ReduceElements(x[..half]), ReduceElements(x[half..]));
        }

        T result = TReducer.Map(x[0]);
        for (int i = 1; i < x.Length; i++)
        {
            result = TReducer.Join(result, TReducer.Map(x[i]));
        }

        return result;
    }

    /// <summary>The elements of a vector joined, the last of the numbers to them that fill no vector.</summary>
    /// <param name="joined">The whole vectors joined.</param>
    /// <param name="x">The last of the numbers, a vector of them at least.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Finish(Vector512<T> joined, ReadOnlySpan<T> x)
    {
        int rest = x.Length % Vector512<T>.Count;
        if (rest > 0)
        {
            // Of the last vector its last elements are the rest.
            int others = Vector512<T>.Count - rest;
            var last = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)(x.Length - Vector512<T>.Count));
            var isRest = Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(others)));
            joined = Vector512.ConditionalSelect(isRest, TReducer.Join(joined, TReducer.Map(last)), joined);
        }

        return JoinElements(joined);
    }

    /// <summary>Whole vectors, joined as in a tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<T> JoinVectors(ReadOnlySpan<T> x)
    {
        if (x.Length <= Block)
        {
            return JoinBlock(x);
        }

        int half = ReductionTree.Half(x.Length, Block);
        return TReducer.Join(JoinVectors(x[..half]), JoinVectors(x[half..]));
    }

    /// <summary>At most a block of whole vectors joined, at least one. Four at a time hide the latency of an addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> JoinBlock(ReadOnlySpan<T> x)
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
            Prefetch.Lines4(ref first, Ahead);
            for (i = 4 * width; i <= x.Length - (4 * width); i += 4 * width)
            {
                ref T current = ref Unsafe.Add(ref first, i);
                Prefetch.Lines4(ref current, Ahead);
                joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref current)));
                joined1 = TReducer.Join(joined1, TReducer.Map(Vector512.LoadUnsafe(ref current, (nuint)width)));
                joined2 = TReducer.Join(joined2, TReducer.Map(Vector512.LoadUnsafe(ref current, (nuint)(2 * width))));
                joined3 = TReducer.Join(joined3, TReducer.Map(Vector512.LoadUnsafe(ref current, (nuint)(3 * width))));
            }

            joined = TReducer.Join(TReducer.Join(joined, joined1), TReducer.Join(joined2, joined3));
        }

        for (; i < x.Length; i += width)
        {
            joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref first, (nuint)i)));
        }

        return joined;
    }

    /// <summary>The elements of a vector joined: halves, quarters, then one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T JoinElements(Vector512<T> x)
    {
        var upper = x.GetUpper();
        x = TReducer.Join(x, Vector512.Create(upper, upper));
        var quarter = x.GetLower().GetUpper();
        x = TReducer.Join(x, Vector512.Create(Vector256.Create(quarter, quarter), Vector256.Create(quarter, quarter)));
        var rest = x.GetLower().GetLower();
        T result = TReducer.Join(rest[0], rest[1]);
        return Vector128<T>.Count == 2 ? result : TReducer.Join(TReducer.Join(result, rest[2]), rest[3]);
    }
}
