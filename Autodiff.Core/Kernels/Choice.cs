using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>y where x is not 0, else z.</summary>
/// <remarks>A loop of its own: as a formula the mask would be a register of numbers on the way from the comparison to the choice, which made a sweep through it slower by a twentieth.</remarks>
internal readonly struct Choice<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if (Vector512<T>.IsSupported && Vector128.IsHardwareAccelerated)
        {
            ref T x0 = ref MemoryMarshal.GetReference(x);
            ref T y0 = ref MemoryMarshal.GetReference(y);
            ref T z0 = ref MemoryMarshal.GetReference(z);
            for (; i <= result.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var isZero = Vector512.Equals(Vector512.LoadUnsafe(ref x0, (nuint)i), Vector512<T>.Zero);
                var chosen = Vector512.ConditionalSelect(isZero, Vector512.LoadUnsafe(ref z0, (nuint)i), Vector512.LoadUnsafe(ref y0, (nuint)i));
                chosen.StoreUnsafe(ref MemoryMarshal.GetReference(result), (nuint)i);
            }
        }

        for (; i < result.Length; i++)
        {
            result[i] = x[i] != T.Zero ? y[i] : z[i];
        }
    }
}
