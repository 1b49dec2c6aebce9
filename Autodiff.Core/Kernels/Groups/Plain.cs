using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Where the chain rule multiplies as everybody does, so that a pass need not look at each product.</summary>
internal static class Plain
{
    /// <summary>True when no factor is 0, infinite or NaN, beside which it makes 0 of some products that are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFactor<T, TVector, TSimd>(TVector factors)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector> =>
        AreFinite<T, TVector, TSimd>(TSimd.Add(factors, TSimd.Divide(TSimd.All(T.One), factors)));

    /// <summary>True when no number is infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite<T, TVector, TSimd>(TVector x)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector> => !TSimd.HasNaN(TSimd.Subtract(x, x));
}
