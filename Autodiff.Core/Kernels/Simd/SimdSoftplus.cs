using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>log(1 + eˣ) in registers of any width: <typeparamref name="T"/> is float or double.</summary>
/// <remarks>
/// It is max(x, 0) + log(1 + t) with t = e^(-|x|), which needs no exponent taken apart: s = t/(2 + t) is at most ⅓, and
/// log(1 + t) = log((1 + s)/(1 - s)) = 2s + s z p(z) with z = s², p by Chebyshev interpolation on [0, 1/9] at 50 digits: relative error 2⁻³¹ of floats, 2⁻⁶⁷ of doubles.
/// </remarks>
internal static class SimdSoftplus<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    /// <summary>log(1 + eˣ). Within 2.5 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus(TVector x)
    {
        var t = SimdExp<T, TVector, TSimd>.Decay(TSimd.Or(x, C(-0.0)));
        var s = TSimd.Divide(t, TSimd.Add(t, C(2)));
        var z = TSimd.Multiply(s, s);
        var square = TSimd.Multiply(z, z);
        TVector p;
        if (typeof(T) == typeof(float))
        {
            // In pairs, so that each term waits for few before it.
            p = TSimd.MultiplyAdd(square, C(2 * 0.11612164974212646), TSimd.MultiplyAdd(z, C(2 * 0.1085328757762909), C(2 * 0.142961785197258)));
            p = TSimd.MultiplyAdd(p, square, TSimd.MultiplyAdd(z, C(2 * 0.19999852776527405), C(2 * 0.3333333432674408)));
        }
        else
        {
            var even = C(2 * 0.03167055425885123);
            even = TSimd.MultiplyAdd(even, square, C(2 * 0.05240199617182637));
            even = TSimd.MultiplyAdd(even, square, C(2 * 0.06666588474569089));
            even = TSimd.MultiplyAdd(even, square, C(2 * 0.09090909043002827));
            even = TSimd.MultiplyAdd(even, square, C(2 * 0.1428571428571097));
            even = TSimd.MultiplyAdd(even, square, C(2 * 0.3333333333333333));
            p = C(2 * 0.07615631309714492);
            p = TSimd.MultiplyAdd(p, square, C(2 * 0.04971012448277368));
            p = TSimd.MultiplyAdd(p, square, C(2 * 0.05883998883620518));
            p = TSimd.MultiplyAdd(p, square, C(2 * 0.07692310126902081));
            p = TSimd.MultiplyAdd(p, square, C(2 * 0.11111111111665993));
            p = TSimd.MultiplyAdd(p, square, C(2 * 0.20000000000000007));
            p = TSimd.MultiplyAdd(p, z, even);
        }

        // As 2s = t - s t the leading term is t itself, exact, and what is rounded is a third of it at most.
        var logarithm = TSimd.MultiplyAdd(s, TSimd.Subtract(TSimd.Multiply(z, p), t), t);
        return TSimd.Add(TSimd.MaxNative(C(0), x), logarithm);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector C(double number) => SimdNumber.All<T, TVector, TSimd>(number);
}
