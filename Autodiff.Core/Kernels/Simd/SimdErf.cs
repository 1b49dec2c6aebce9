using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The error function and what is made of it, in registers of any width: <typeparamref name="T"/> is float or double.</summary>
/// <remarks>
/// All stand on exp(u²) erfc(u) = p(q)/(u + k) for u ≥ 0 with q = (u - k)/(u + k), k = 3 for float and 4 for double, p by Chebyshev
/// interpolation at 50 digits: relative error 2⁻²⁷ of floats, 2⁻⁵⁷ of doubles, as far out as results are not 0.
/// </remarks>
internal static class SimdErf<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    /// <summary>erf x = x + x s(x²) for |x| &lt; 1, else 1 - erfc |x| with the sign of x. Within 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf(TVector x)
    {
        var size = TSimd.AndNot(x, C(-0.0));
        var centre = TSimd.MultiplyAdd(size, CentralFraction(TSimd.Multiply(x, x)), size);
        var outside = TSimd.Subtract(C(1), UpperTail(x, -1, 1, 1));
        return TSimd.Or(TSimd.Select(TSimd.Greater(C(1), size), centre, outside), TSimd.And(x, C(-0.0)));
    }

    /// <summary>erfc x = 1 - erf x, accurate in the right tail. Within 6.5 units in the last place, the most near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erfc(TVector x)
    {
        var tail = UpperTail(x, -1, 1, 1);
        return TSimd.Select(TSimd.Greater(C(0), x), TSimd.Subtract(C(2), tail), tail);
    }

    /// <summary>Φ(x) = ½ erfc(-x/√2), accurate in the left tail. Within 6.5 units in the last place, the most near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector NormalCdf(TVector x)
    {
        var tail = UpperTail(x, -0.5, 1.4142135623730951, 0.5);
        return TSimd.Select(TSimd.Greater(x, C(0)), TSimd.Subtract(C(1), tail), tail);
    }

    /// <summary>h erfc(|x|/w) with exp(c x²) as its Gaussian factor.</summary>
    /// <remarks>What rounding takes from x² would be multiplied by x² in the result: it is added to first order.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector UpperTail(TVector x, double c, double w, double h)
    {
        // Beyond the bounds all is 0, but must not be ∞ - ∞.
        x = TSimd.Clamp(x, C(-40), C(40));
        var scaled = TSimd.Multiply(C(c), x);
        var exponent = TSimd.Multiply(scaled, x);
        var value = SimdExp<T, TVector, TSimd>.Exp(exponent);
        var lost = TSimd.FusedMultiplyAdd(scaled, x, TSimd.Xor(exponent, C(-0.0)));
        return TSimd.Multiply(TSimd.MultiplyAdd(value, lost, value), Scaled(TSimd.AndNot(x, C(-0.0)), w, h));
    }

    /// <summary>h exp(u²) erfc(u) of u = x/w for x ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scaled(TVector x, double w, double h)
    {
        double k = typeof(T) == typeof(float) ? 3 : 4;
        var reciprocal = TSimd.Divide(C(1), TSimd.MultiplyAdd(x, C(1 / w), C(k)));
        var q = TSimd.MultiplyAdd(reciprocal, C(-2 * k), C(1));
        var square = TSimd.Multiply(q, q);
        TVector even, p; // the two halves of the polynomial do not wait for each other
        if (typeof(T) == typeof(float))
        {
            even = C(h * -0.0004984463448636234);
            even = TSimd.MultiplyAdd(even, square, C(h * -0.0012170287081971765));
            even = TSimd.MultiplyAdd(even, square, C(h * 0.119527168571949));
            even = TSimd.MultiplyAdd(even, square, C(h * 0.5902284383773804));
            even = TSimd.MultiplyAdd(even, square, C(h * 1.0740069150924683));
            p = C(h * -0.00033360914676450193);
            p = TSimd.MultiplyAdd(p, square, C(h * 0.0030785994604229927));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.02683691866695881));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.31046658754348755));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.8833944797515869));
        }
        else
        {
            even = C(h * 8.852729726881541e-10);
            even = TSimd.MultiplyAdd(even, square, C(h * -1.522762069561913e-08));
            even = TSimd.MultiplyAdd(even, square, C(h * 1.2410344017656975e-07));
            even = TSimd.MultiplyAdd(even, square, C(h * -8.464777842356103e-07));
            even = TSimd.MultiplyAdd(even, square, C(h * 4.694747729898321e-06));
            even = TSimd.MultiplyAdd(even, square, C(h * -3.635347561670257e-06));
            even = TSimd.MultiplyAdd(even, square, C(h * -0.00045505263319824666));
            even = TSimd.MultiplyAdd(even, square, C(h * 0.00611205564745777));
            even = TSimd.MultiplyAdd(even, square, C(h * 0.07638151491003187));
            even = TSimd.MultiplyAdd(even, square, C(h * 0.3308515878779814));
            even = TSimd.MultiplyAdd(even, square, C(h * 0.7732087022652375));
            even = TSimd.MultiplyAdd(even, square, C(h * 1.095995661000491));
            p = C(h * -7.098862389364702e-10);
            p = TSimd.MultiplyAdd(p, square, C(h * 3.5552403768999817e-09));
            p = TSimd.MultiplyAdd(p, square, C(h * -7.915343671294342e-08));
            p = TSimd.MultiplyAdd(p, square, C(h * 1.4269165175648341e-06));
            p = TSimd.MultiplyAdd(p, square, C(h * -1.886214271314361e-05));
            p = TSimd.MultiplyAdd(p, square, C(h * 0.00017681318676550248));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.00028095893389232165));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.02637005333259295));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.17401093724042113));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.5408538313132208));
            p = TSimd.MultiplyAdd(p, square, C(h * -0.9765487290808821));
        }

        return TSimd.Multiply(reciprocal, TSimd.MultiplyAdd(p, q, even));
    }

    /// <summary>erf(x)/x - 1 of z = x² on [0, 1], by interpolation: error 2⁻²⁹ of floats, 2⁻⁶² of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector CentralFraction(TVector z)
    {
        TVector p;
        if (typeof(T) == typeof(float))
        {
            p = C(7.875874871388078e-05);
            p = TSimd.MultiplyAdd(p, z, C(-0.000801686430349946));
            p = TSimd.MultiplyAdd(p, z, C(0.005189087241888046));
            p = TSimd.MultiplyAdd(p, z, C(-0.02685421146452427));
            p = TSimd.MultiplyAdd(p, z, C(0.11283594369888306));
            p = TSimd.MultiplyAdd(p, z, C(-0.3761262595653534));
            p = TSimd.MultiplyAdd(p, z, C(0.12837916612625122));
        }
        else
        {
            p = C(5.957176147748911e-11);
            p = TSimd.MultiplyAdd(p, z, C(-1.1372848856791674e-09));
            p = TSimd.MultiplyAdd(p, z, C(1.4659775274047436e-08));
            p = TSimd.MultiplyAdd(p, z, C(-1.6350312701054695e-07));
            p = TSimd.MultiplyAdd(p, z, C(1.6461000484121368e-06));
            p = TSimd.MultiplyAdd(p, z, C(-1.4925595266831182e-05));
            p = TSimd.MultiplyAdd(p, z, C(0.0001205533111164271));
            p = TSimd.MultiplyAdd(p, z, C(-0.000854832698083379));
            p = TSimd.MultiplyAdd(p, z, C(0.0052239776248180145));
            p = TSimd.MultiplyAdd(p, z, C(-0.026866170645076792));
            p = TSimd.MultiplyAdd(p, z, C(0.11283791670954879));
            p = TSimd.MultiplyAdd(p, z, C(-0.3761263890318375));
            p = TSimd.MultiplyAdd(p, z, C(0.1283791670955126));
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector C(double number) => SimdNumber.All<T, TVector, TSimd>(number);
}
