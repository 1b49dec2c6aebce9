using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>log x and what is made of it, in registers of any width: <typeparamref name="T"/> is float or double.</summary>
/// <remarks>x = 2ᵉ (1 + f) with √½ ≤ 1 + f &lt; √2, and log x = e log 2 + log(1 + f), where log 2 is in two parts of which the first times e is exact.</remarks>
internal static class SimdLog<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    private static int FractionBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 23 : 52;
    }

    /// <summary>log x: -∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log(TVector x)
    {
        var (zero, infinity) = (C(0), C(double.PositiveInfinity));
        var isSubnormal = TSimd.Greater(SimdNumber.All<T, TVector, TSimd>(1.17549435E-38f, 2.2250738585072014E-308), x);
        var normal = TSimd.Select(isSubnormal, TSimd.Multiply(x, SimdNumber.All<T, TVector, TSimd>(1 << 24, 1L << 54)), x);

        // The exponent's bits, under those of 2²³ or 2⁵², are a number above it by the exponent.
        var offset = SimdNumber.All<T, TVector, TSimd>(1 << 23, 1L << 52);
        var e = TSimd.Subtract(TSimd.Or(TSimd.ShiftRight(normal, FractionBits), offset), offset);
        e = TSimd.Subtract(e, TSimd.Select(isSubnormal, SimdNumber.All<T, TVector, TSimd>(127 + 24, 1023 + 54), SimdNumber.All<T, TVector, TSimd>(127, 1023)));
        var m = TSimd.Or(TSimd.And(normal, SimdNumber.Bits<T, TVector, TSimd>((1u << 23) - 1, (1ul << 52) - 1)), C(1));
        var isAbove = TSimd.Greater(m, C(1.4142135623730951));
        e = TSimd.Add(e, TSimd.And(isAbove, C(1)));
        var f = TSimd.Subtract(TSimd.Select(isAbove, TSimd.Multiply(m, C(0.5)), m), C(1));
        var y = typeof(T) == typeof(float) ? OfFloats(e, f) : OfDoubles(e, f);

        var special = TSimd.Select(TSimd.Equal(x, zero), C(double.NegativeInfinity), TSimd.Select(TSimd.Greater(zero, x), C(double.NaN), x));
        return TSimd.Select(TSimd.And(TSimd.Greater(x, zero), TSimd.Greater(infinity, x)), y, special);
    }

    /// <summary>log(1 + x), accurate near 0: what rounding takes from 1 + x is added to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogP1(TVector x)
    {
        var sum = TSimd.Add(C(1), x);
        var rest = TSimd.Divide(TSimd.Subtract(x, TSimd.Subtract(sum, C(1))), sum);
        rest = TSimd.And(rest, TSimd.Equal(rest, rest)); // ∞ - ∞ and 0/0 at the ends, where the logarithm says all
        var y = TSimd.Add(Log(sum), rest);
        return TSimd.Or(TSimd.AndNot(y, C(-0.0)), TSimd.And(x, C(-0.0)));
    }

    /// <summary>log(1 + f) = f - f²/2 + f³ p(f), p minimax.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfFloats(TVector e, TVector f)
    {
        var p = C(7.3413901031017303e-2);
        p = TSimd.MultiplyAdd(p, f, C(-0.116625599563121796));
        p = TSimd.MultiplyAdd(p, f, C(0.1163233816623687744));
        p = TSimd.MultiplyAdd(p, f, C(-0.123961620032787323));
        p = TSimd.MultiplyAdd(p, f, C(0.142513751983642578));
        p = TSimd.MultiplyAdd(p, f, C(-0.166691839694976807));
        p = TSimd.MultiplyAdd(p, f, C(0.2000067979097366333));
        p = TSimd.MultiplyAdd(p, f, C(-0.24999980628490448));
        p = TSimd.MultiplyAdd(p, f, C(0.333333313465118408));
        var square = TSimd.Multiply(f, f);
        var small = TSimd.MultiplyAdd(e, C(-2.12194440e-4), TSimd.Multiply(TSimd.Multiply(square, f), p));
        small = TSimd.MultiplyAdd(square, C(-0.5), small);
        return TSimd.MultiplyAdd(e, C(0.693359375), TSimd.Add(f, small));
    }

    /// <summary>log(1 + f) = log((1 + s) / (1 - s)) with s = f / (2 + f), as 2s = f - s f, by the even minimax polynomial R (the form of fdlibm).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfDoubles(TVector e, TVector f)
    {
        var s = TSimd.Divide(f, TSimd.Add(f, C(2)));
        var z = TSimd.Multiply(s, s);
        var r = C(0.13287103672482278);
        r = TSimd.MultiplyAdd(r, z, C(0.1324665025608676161));
        r = TSimd.MultiplyAdd(r, z, C(0.1538721615666316100));
        r = TSimd.MultiplyAdd(r, z, C(0.1818177369353446149));
        r = TSimd.MultiplyAdd(r, z, C(0.2222222265585026));
        r = TSimd.MultiplyAdd(r, z, C(0.285714285691719583));
        r = TSimd.MultiplyAdd(r, z, C(0.400000000000053202));
        r = TSimd.MultiplyAdd(r, z, C(0.66666666666666663));
        r = TSimd.Multiply(r, z);
        var half = TSimd.Multiply(C(0.5), TSimd.Multiply(f, f));
        var small = TSimd.MultiplyAdd(s, TSimd.Add(half, r), TSimd.Multiply(e, C(1.90821492927058770002e-10)));
        return TSimd.MultiplyAdd(e, C(6.93147180369123816490e-01), TSimd.Subtract(f, TSimd.Subtract(half, small)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector C(double number) => SimdNumber.All<T, TVector, TSimd>(number);
}
