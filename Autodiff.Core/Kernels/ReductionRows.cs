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

    /// <summary>Reduces at most a block of numbers, at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T ReduceBlock(ReadOnlySpan<T> x)
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
