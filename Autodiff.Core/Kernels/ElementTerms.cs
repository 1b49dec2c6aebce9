using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autodiff.Operations;

namespace Autodiff;

// What sums of computed elements add: in one loop each, for the time of two would be that of the sum.

/// <summary>x y as the chain rule multiplies.</summary>
internal readonly struct MaskedTerm<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Choices.AreInVectors<T>())
        {
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                Choices.Put(Choices.ChainProduct(Choices.At(x, i), Choices.At(y, i)), result, i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = ChainRule.Product(x[i], y[i]);
        }
    }
}

/// <summary>(x - y)².</summary>
internal readonly struct SquaredDeviation<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Choices.AreInVectors<T>())
        {
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var deviation = Choices.At(x, i) - Choices.At(y, i);
                Choices.Put(deviation * deviation, result, i);
            }
        }

        for (; i < result.Length; i++)
        {
            T deviation = x[i] - y[i];
            result[i] = deviation * deviation;
        }
    }
}

/// <summary>2 (x - y) z, as the chain rule multiplies.</summary>
internal readonly struct DeviationProduct<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Choices.AreInVectors<T>())
        {
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var deviation = Choices.At(x, i) - Choices.At(y, i);
                Choices.Put(Choices.ChainProduct(deviation + deviation, Choices.At(z, i)), result, i);
            }
        }

        for (; i < result.Length; i++)
        {
            T deviation = x[i] - y[i];
            result[i] = ChainRule.Product(deviation + deviation, z[i]);
        }
    }
}
