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
