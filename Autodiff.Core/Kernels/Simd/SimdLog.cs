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

    /// <summary>log x: -∞ at 0, NaN below. Within 1 unit in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log(TVector x)
    {
        // One comparison finds the vectors with a number that is not positive, finite and normal: there are few.
        var normal = x;
        var zeroExponent = SimdNumber.All<T, TVector, TSimd>((1 << 23) + 127, (1L << 52) + 1023);
        bool isSpecial = TSimd.HasBitsAbove(
            TSimd.AddBits(x, SimdNumber.Bits<T, TVector, TSimd>(0xFF800000, 0xFFF0000000000000)),
            SimdNumber.Bits<T, TVector, TSimd>(0x7EFFFFFF, 0x7FDFFFFFFFFFFFFF));
        if (isSpecial)
        {
            var isSubnormal = TSimd.Greater(SimdNumber.All<T, TVector, TSimd>(1.17549435E-38f, 2.2250738585072014E-308), x);
            normal = TSimd.Select(isSubnormal, TSimd.Multiply(x, SimdNumber.All<T, TVector, TSimd>(1 << 24, 1L << 54)), x);
            zeroExponent = TSimd.Select(isSubnormal, SimdNumber.All<T, TVector, TSimd>((1 << 23) + 127 + 24, (1L << 52) + 1023 + 54), zeroExponent);
        }

        var moved = Moved(normal);
        var m = TSimd.AddBits(TSimd.And(moved, SimdNumber.Bits<T, TVector, TSimd>((1u << 23) - 1, (1ul << 52) - 1)), RootOfHalf);
        var y = OfParts(Exponent(moved, zeroExponent), TSimd.Subtract(m, C(1)));
        return isSpecial ? WithEnds(x, y) : y;
    }

    /// <summary>log(1 + x), accurate near 0. Within 1.5 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogP1(TVector x)
    {
        // The exponent is that of the rounded sum, but the fraction is of x itself: x 2⁻ᵉ + (2⁻ᵉ - 1), whose product is exact.
        var sum = TSimd.Add(C(1), x);
        var moved = Moved(sum);
        var e = Exponent(moved, SimdNumber.All<T, TVector, TSimd>((1 << 23) + 127, (1L << 52) + 1023));

        // Four times 2⁻ᵉ is a normal number whatever e is: its bits are those of 2² less those of the exponent.
        var exponentBits = SimdNumber.Bits<T, TVector, TSimd>(0xFFu << 23, 0x7FFul << 52);
        var fourfold = TSimd.AddBits(
            TSimd.Xor(TSimd.And(moved, exponentBits), exponentBits), SimdNumber.Bits<T, TVector, TSimd>(1u << 23, 1ul << 52));
        var power = TSimd.Multiply(C(0.25), fourfold);
        var f = TSimd.MultiplyAdd(x, power, TSimd.Subtract(power, C(1)));
        var y = WithEnds(sum, OfParts(e, f));
        return TSimd.Or(TSimd.AndNot(y, C(-0.0)), TSimd.And(x, C(-0.0)));
    }

    private static TVector RootOfHalf
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SimdNumber.Bits<T, TVector, TSimd>(0x3F3504F3, 0x3FE6A09E667F3BCD);
    }

    /// <summary>The bits of a positive number, moved so that the exponent steps at √½ 2ᵉ and not at 2ᵉ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Moved(TVector x) =>
        TSimd.AddBits(x, SimdNumber.Bits<T, TVector, TSimd>(0x3F800000 - 0x3F3504F3, 0x3FF0000000000000 - 0x3FE6A09E667F3BCD));

    /// <summary>e as a number: its bits, under those of 2²³ or 2⁵², are a number above it by the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exponent(TVector moved, TVector zeroExponent) =>
        TSimd.Subtract(TSimd.Or(TSimd.ShiftRight(moved, FractionBits), SimdNumber.All<T, TVector, TSimd>(1 << 23, 1L << 52)), zeroExponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfParts(TVector e, TVector f) => typeof(T) == typeof(float) ? OfFloats(e, f) : OfDoubles(e, f);

    /// <summary>y of an x between 0 and ∞; -∞ of 0, ∞ of ∞, NaN of what is below 0 and of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WithEnds(TVector x, TVector y)
    {
        var infinity = C(double.PositiveInfinity);
        var isPositive = TSimd.Greater(x, C(0));
        var ofPositive = TSimd.Select(TSimd.Equal(x, infinity), infinity, y);
        return TSimd.Select(isPositive, ofPositive, TSimd.Select(TSimd.Equal(x, C(0)), C(double.NegativeInfinity), C(double.NaN)));
    }

    /// <summary>log(1 + f) = f - f²/2 + f³ p(f), p minimax; its even and its odd terms do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfFloats(TVector e, TVector f)
    {
        var square = TSimd.Multiply(f, f);
        var even = C(7.3413901031017303e-2);
        even = TSimd.MultiplyAdd(even, square, C(0.1163233816623687744));
        even = TSimd.MultiplyAdd(even, square, C(0.142513751983642578));
        even = TSimd.MultiplyAdd(even, square, C(0.2000067979097366333));
        even = TSimd.MultiplyAdd(even, square, C(0.333333313465118408));
        var p = C(-0.116625599563121796);
        p = TSimd.MultiplyAdd(p, square, C(-0.123961620032787323));
        p = TSimd.MultiplyAdd(p, square, C(-0.166691839694976807));
        p = TSimd.MultiplyAdd(p, square, C(-0.24999980628490448));
        p = TSimd.MultiplyAdd(p, f, even);
        var small = TSimd.MultiplyAdd(square, C(-0.5), TSimd.Multiply(e, C(-2.12194440e-4)));
        small = TSimd.MultiplyAdd(TSimd.Multiply(square, f), p, small);
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
