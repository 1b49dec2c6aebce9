using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>y where x is not 0, else z.</summary>
internal readonly struct Choice<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Choices.AreInVectors<T>())
        {
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var isZero = Vector512.Equals(Choices.At(x, i), Vector512<T>.Zero);
                Choices.Put(Vector512.ConditionalSelect(isZero, Choices.At(z, i), Choices.At(y, i)), result, i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = x[i] != T.Zero ? y[i] : z[i];
        }
    }
}

/// <summary>1 where x = y, else 0.</summary>
internal readonly struct Tie<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Choices.AreInVectors<T>())
        {
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                Choices.Put(Vector512.Equals(Choices.At(x, i), Choices.At(y, i)) & Vector512<T>.One, result, i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = x[i] == y[i] ? T.One : T.Zero;
        }
    }
}

/// <summary>z where x = y, else 0.</summary>
internal readonly struct TieShare<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Choices.AreInVectors<T>())
        {
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                Choices.Put(Vector512.Equals(Choices.At(x, i), Choices.At(y, i)) & Choices.At(z, i), result, i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = x[i] == y[i] ? z[i] : T.Zero;
        }
    }
}

/// <summary>What kernels that choose have in common.</summary>
internal static class Choices
{
    /// <summary>True where the machine has vectors for T; those of 512 bits are then so many of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreInVectors<T>() => Vector512<T>.IsSupported && Vector128.IsHardwareAccelerated;

    /// <summary>x y as the chain rule multiplies: 0 where a factor is 0 and the product would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ChainProduct<T>(Vector512<T> x, Vector512<T> y)
    {
        var product = x * y;
        var isMasked = Vector512.Equals(x, Vector512<T>.Zero) | Vector512.Equals(y, Vector512<T>.Zero);
        return Vector512.AndNot(product, Vector512.AndNot(isMasked, Vector512.Equals(product, product)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> At<T>(ReadOnlySpan<T> items, int i) => Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(items), (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>(Vector512<T> vector, Span<T> items, int i) => vector.StoreUnsafe(ref MemoryMarshal.GetReference(items), (nuint)i);
}
