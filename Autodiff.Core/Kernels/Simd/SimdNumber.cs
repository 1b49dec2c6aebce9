using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Constants in registers.</summary>
internal static class SimdNumber
{
    /// <summary>The number, rounded to float where that is the type. The conversion of generic math goes by way of many methods, and uses up what a formula may inline.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(double number) where T : IFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)number)
        : typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(number)
        : T.CreateTruncating(number);

    /// <summary>The number of one type or the other in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector All<T, TVector, TSimd>(float single, double full)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector> => TSimd.All(typeof(T) == typeof(float) ? Of<T>(single) : Of<T>(full));

    /// <summary>The number in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector All<T, TVector, TSimd>(double number)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector> => TSimd.All(Of<T>(number));

    /// <summary>The number of these bits in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Bits<T, TVector, TSimd>(uint single, ulong full)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector> => TSimd.All(typeof(T) == typeof(float) ? Unsafe.BitCast<uint, T>(single) : Unsafe.BitCast<ulong, T>(full));
}
