using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Rows joined element by element to a row of results.</summary>
internal static class RowJoins<T, TReducer>
    where T : IFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    private const int StripVectors = 8; // as many as hide the latency of an addition

    /// <summary>f(xᵢ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map(ReadOnlySpan<T> x, Span<T> result)
    {
        int i = 0;
        if (Vector512<T>.IsSupported)
        {
            ref T from = ref MemoryMarshal.GetReference(x[..result.Length]);
            ref T to = ref MemoryMarshal.GetReference(result);
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                TReducer.Map(Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = TReducer.Map(x[i]);
        }
    }

    /// <summary>resultᵢ ∘ f(xᵢ) in place of resultᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(ReadOnlySpan<T> x, Span<T> result)
    {
        int i = 0;
        if (Vector512<T>.IsSupported)
        {
            ref T from = ref MemoryMarshal.GetReference(x[..result.Length]);
            ref T to = ref MemoryMarshal.GetReference(result);
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var joined = TReducer.Join(Vector512.LoadUnsafe(ref to, (nuint)i), TReducer.Map(Vector512.LoadUnsafe(ref from, (nuint)i)));
                joined.StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = TReducer.Join(result[i], TReducer.Map(x[i]));
        }
    }

    /// <summary>Four rows joined one after the other, as by four calls, while the results stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Join(ReadOnlySpan<T> x, ReadOnlySpan<T> x1, ReadOnlySpan<T> x2, ReadOnlySpan<T> x3, Span<T> result)
    {
        int i = 0;
        if (Vector512<T>.IsSupported)
        {
            ref T from = ref MemoryMarshal.GetReference(x[..result.Length]);
            ref T from1 = ref MemoryMarshal.GetReference(x1[..result.Length]);
            ref T from2 = ref MemoryMarshal.GetReference(x2[..result.Length]);
            ref T from3 = ref MemoryMarshal.GetReference(x3[..result.Length]);
            ref T to = ref MemoryMarshal.GetReference(result);
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var joined = TReducer.Join(Vector512.LoadUnsafe(ref to, (nuint)i), TReducer.Map(Vector512.LoadUnsafe(ref from, (nuint)i)));
                joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref from1, (nuint)i)));
                joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref from2, (nuint)i)));
                joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref from3, (nuint)i)));
                joined.StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            T joined = TReducer.Join(TReducer.Join(result[i], TReducer.Map(x[i])), TReducer.Map(x1[i]));
            result[i] = TReducer.Join(TReducer.Join(joined, TReducer.Map(x2[i])), TReducer.Map(x3[i]));
        }
    }

    /// <summary>f of evenly spaced rows, joined one after the other as by <see cref="Map"/> and <see cref="Join(ReadOnlySpan{T}, Span{T})"/>.</summary>
    /// <param name="x">The rows, from the first number of the first to the last of the last.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="rows">The number of rows, at least one.</param>
    /// <param name="result">As long as a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Reduce(ReadOnlySpan<T> x, int stride, int rows, Span<T> result)
    {
        if (!Vector512<T>.IsSupported || result.Length < Vector512<T>.Count)
        {
            for (int column = 0; column < result.Length; column++)
            {
                T joined = TReducer.Map(x[column]);
                for (int row = 1; row < rows; row++)
                {
                    joined = TReducer.Join(joined, TReducer.Map(x[(row * stride) + column]));
                }

                result[column] = joined;
            }

            return;
        }

        int width = Vector512<T>.Count;
        ref T from = ref MemoryMarshal.GetReference(x);
        ref T to = ref MemoryMarshal.GetReference(result);

        // The last strip has columns in common with the one before it, which come out the same.
        int wide = result.Length < StripVectors * width ? 0 : result.Length;
        for (int next = 0; next < wide; next += StripVectors * width)
        {
            int column = Math.Min(next, wide - (StripVectors * width));
            ReduceStrip(ref Unsafe.Add(ref from, column), stride, rows, ref Unsafe.Add(ref to, column));
        }

        for (int next = wide; next < result.Length; next += width)
        {
            int column = Math.Min(next, result.Length - width);
            ref T place = ref Unsafe.Add(ref from, column);
            var joined = TReducer.Map(Vector512.LoadUnsafe(ref place));
            for (int row = 1; row < rows; row++)
            {
                place = ref Unsafe.Add(ref place, stride);
                joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref place)));
            }

            joined.StoreUnsafe(ref to, (nuint)column);
        }
    }

    /// <summary>A strip of the columns, whose results stay in registers over all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ReduceStrip(ref T x, int stride, int rows, ref T result)
    {
        int width = Vector512<T>.Count;
        var joined = TReducer.Map(Vector512.LoadUnsafe(ref x));
        var joined1 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)width));
        var joined2 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(2 * width)));
        var joined3 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(3 * width)));
        var joined4 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(4 * width)));
        var joined5 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(5 * width)));
        var joined6 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(6 * width)));
        var joined7 = TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(7 * width)));
        for (int row = 1; row < rows; row++)
        {
            x = ref Unsafe.Add(ref x, stride);
            joined = TReducer.Join(joined, TReducer.Map(Vector512.LoadUnsafe(ref x)));
            joined1 = TReducer.Join(joined1, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)width)));
            joined2 = TReducer.Join(joined2, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(2 * width))));
            joined3 = TReducer.Join(joined3, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(3 * width))));
            joined4 = TReducer.Join(joined4, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(4 * width))));
            joined5 = TReducer.Join(joined5, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(5 * width))));
            joined6 = TReducer.Join(joined6, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(6 * width))));
            joined7 = TReducer.Join(joined7, TReducer.Map(Vector512.LoadUnsafe(ref x, (nuint)(7 * width))));
        }

        joined.StoreUnsafe(ref result);
        joined1.StoreUnsafe(ref result, (nuint)width);
        joined2.StoreUnsafe(ref result, (nuint)(2 * width));
        joined3.StoreUnsafe(ref result, (nuint)(3 * width));
        joined4.StoreUnsafe(ref result, (nuint)(4 * width));
        joined5.StoreUnsafe(ref result, (nuint)(5 * width));
        joined6.StoreUnsafe(ref result, (nuint)(6 * width));
        joined7.StoreUnsafe(ref result, (nuint)(7 * width));
    }

    /// <summary>resultᵢ ∘ xᵢ in place of resultᵢ, of numbers that f was applied to already.</summary>
    public static void JoinReduced(ReadOnlySpan<T> x, Span<T> result) => RowJoins<T, Mapped>.Join(x, result);

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
