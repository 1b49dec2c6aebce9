using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autodiff;

/// <summary>eˣ and what is made of it, in registers of any width: <typeparamref name="T"/> is float or double.</summary>
/// <remarks>
/// x = n log 2 + r with |r| ≤ ½ log 2, n whole, and log 2 in two parts (Cody and Waite 1980), so that r is exact but for its last bits;
/// eʳ = 1 + r + r² p(r) by a minimax polynomial whose relative error is below a sixteenth of a rounding of floats, a hundredth of doubles.
/// </remarks>
internal static class SimdExp<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    private static TVector One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SimdNumber.All<T, TVector, TSimd>(1);
    }

    private static TVector Sign
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SimdNumber.All<T, TVector, TSimd>(-0.0);
    }

    /// <summary>eˣ. Within 1.1 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        // Beyond these all is 0 or ∞.
        x = TSimd.Clamp(x, SimdNumber.All<T, TVector, TSimd>(-104, -746), SimdNumber.All<T, TVector, TSimd>(89, 710));
        var n = Reduce(x, out var r);
        return Scale(TSimd.Add(One, Fraction(r)), n);
    }

    /// <summary>eˣ of an x that is not positive, with one bound less to keep. Within 1.1 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Decay(TVector x)
    {
        var n = Reduce(TSimd.MaxNative(SimdNumber.All<T, TVector, TSimd>(-104, -746), x), out var r);
        return Scale(TSimd.Add(One, Fraction(r)), n);
    }

    /// <summary>eˣ for x ≤ 0 that is a rounded difference, whose rounding alone moves the result by up to |x| units in the last place: beside that, within 1.1 and 2/3 |x| units.</summary>
    /// <remarks>
    /// So log 2 needs but one part. Its own rounding moves the result by up to a third of |x| units, and where there is no fused multiply-add that
    /// of its product by as much again. For floats eʳ is a polynomial whose relative error is below a tenth of a rounding.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpOfDifference(TVector x)
    {
        x = TSimd.MaxNative(SimdNumber.All<T, TVector, TSimd>(-104, -746), x);
        var n = Whole(x);
        var r = TSimd.MultiplyAdd(n, C(-0.6931471805599453), x);
        if (typeof(T) != typeof(float))
        {
            return Scale(TSimd.Add(One, Fraction(r)), n);
        }

        var p = C(1.386375727202e-3);
        p = TSimd.MultiplyAdd(p, r, C(8.367509294447e-3));
        p = TSimd.MultiplyAdd(p, r, C(4.166723876857e-2));
        p = TSimd.MultiplyAdd(p, r, C(0.16666533802111));
        p = TSimd.MultiplyAdd(p, r, C(0.5));
        p = TSimd.MultiplyAdd(p, r, One);
        return Scale(TSimd.MultiplyAdd(p, r, One), n);
    }

    /// <summary>eˣ - 1, accurate near 0. Within 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpM1(TVector x) =>
        CopySign(Difference(TSimd.Clamp(x, SimdNumber.All<T, TVector, TSimd>(-40), SimdNumber.All<T, TVector, TSimd>(89, 710))), x);

    /// <summary>tanh x = (e²ˣ - 1) / (e²ˣ + 1). Within 3 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        var size = TSimd.AndNot(x, Sign);
        var difference = Difference(TSimd.MinNative(SimdNumber.All<T, TVector, TSimd>(40), TSimd.Add(size, size)));
        return CopySign(TSimd.Divide(difference, TSimd.Add(difference, SimdNumber.All<T, TVector, TSimd>(2))), x);
    }

    /// <summary>1 / (1 + e⁻ˣ), accurate in both tails: as c / (c + c e⁻ˣ) with a power of two c so small that nothing overflows before the result is 0. Within 2.5 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        x = TSimd.Clamp(TSimd.Xor(x, Sign), SimdNumber.All<T, TVector, TSimd>(-104, -746), SimdNumber.All<T, TVector, TSimd>(104, 746));
        var n = Reduce(x, out var r);
        var c = SimdNumber.All<T, TVector, TSimd>(1 / 18446744073709551616f, 1 / 340282366920938463463374607431768211456.0);
        var tail = Scale(TSimd.Add(One, Fraction(r)), TSimd.Subtract(n, SimdNumber.All<T, TVector, TSimd>(64, 128)));
        return TSimd.Divide(c, TSimd.Add(c, tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector CopySign(TVector size, TVector sign) => TSimd.Or(TSimd.AndNot(size, Sign), TSimd.And(sign, Sign));

    /// <summary>2ⁿ (1 + q) - 1 = 2 (2ⁿ⁻¹ q + (2ⁿ⁻¹ - ½)): the parenthesis is exact or large beside q. Half of 2ⁿ, which may overflow where the result does not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Difference(TVector x)
    {
        var n = Reduce(x, out var r);
        var half = PowerOfTwo(TSimd.Subtract(n, One));
        var result = TSimd.MultiplyAdd(half, Fraction(r), TSimd.Subtract(half, SimdNumber.All<T, TVector, TSimd>(0.5)));
        return TSimd.Add(result, result);
    }

    /// <summary>n = round(x / log 2). Adding 1.5 · 2²³ or 1.5 · 2⁵² rounds to a whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Whole(TVector x)
    {
        var whole = SimdNumber.All<T, TVector, TSimd>(12582912, 6755399441055744);
        return TSimd.Subtract(TSimd.MultiplyAdd(x, SimdNumber.All<T, TVector, TSimd>(1.4426950408889634), whole), whole);
    }

    /// <summary>n and r = x - n log 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce(TVector x, out TVector r)
    {
        var n = Whole(x);

        // The first part has so few bits that its product with n is exact even where it is rounded on its own.
        r = TSimd.MultiplyAdd(n, SimdNumber.All<T, TVector, TSimd>(-0.693359375f, -0.693145751953125), x);
        r = TSimd.MultiplyAdd(n, SimdNumber.All<T, TVector, TSimd>(2.12194440e-4f, -1.42860682030941723212e-6), r);
        return n;
    }

    /// <summary>eʳ - 1 = r + r² p(r), of whose terms few wait for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Fraction(TVector r)
    {
        TVector p;
        var square = TSimd.Multiply(r, r);
        if (typeof(T) == typeof(float))
        {
            p = TSimd.MultiplyAdd(square, C(1.3862461782991886e-3), TSimd.MultiplyAdd(r, C(8.367438800632954e-3), C(4.166725277900696e-2)));
            p = TSimd.MultiplyAdd(p, square, TSimd.MultiplyAdd(r, C(0.16666534543037415), C(0.5)));
        }
        else
        {
            var even = C(2.087498305450902640e-9);
            even = TSimd.MultiplyAdd(even, square, C(2.755740474376853150e-7));
            even = TSimd.MultiplyAdd(even, square, C(2.480158717070225267e-5));
            even = TSimd.MultiplyAdd(even, square, C(1.388888888896020390e-3));
            even = TSimd.MultiplyAdd(even, square, C(4.1666666666666539453611761700813e-2));
            even = TSimd.MultiplyAdd(even, square, C(0.5));
            p = C(2.511264271567297640e-8);
            p = TSimd.MultiplyAdd(p, square, C(2.755723292032528963e-6));
            p = TSimd.MultiplyAdd(p, square, C(1.984126989860639050e-4));
            p = TSimd.MultiplyAdd(p, square, C(8.333333333315972105e-3));
            p = TSimd.MultiplyAdd(p, square, C(0.16666666666666685170383743752609));
            p = TSimd.MultiplyAdd(p, r, even);
        }

        return TSimd.MultiplyAdd(p, square, r);
    }

    /// <summary>2ⁿ of a whole n whose power is a normal number: n moves into the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PowerOfTwo(TVector n) => TSimd.ShiftLeft(
        TSimd.Add(n, SimdNumber.All<T, TVector, TSimd>(12582912 + 127, 6755399441055744 + 1023)), typeof(T) == typeof(float) ? 23 : 52);

    /// <summary>x 2ⁿ, in two factors, of which the first product is exact, for the last may be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scale(TVector x, TVector n)
    {
        if (Avx512F.IsSupported && typeof(TVector) == typeof(Vector512<float>))
        {
            return (TVector)(object)Avx512F.Scale((Vector512<float>)(object)x!, (Vector512<float>)(object)n!);
        }

        if (Avx512F.IsSupported && typeof(TVector) == typeof(Vector512<double>))
        {
            return (TVector)(object)Avx512F.Scale((Vector512<double>)(object)x!, (Vector512<double>)(object)n!);
        }

        var whole = SimdNumber.All<T, TVector, TSimd>(12582912, 6755399441055744);
        var half = TSimd.Subtract(TSimd.MultiplyAdd(n, C(0.5), whole), whole);
        return TSimd.Multiply(TSimd.Multiply(x, PowerOfTwo(half)), PowerOfTwo(TSimd.Subtract(n, half)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector C(double number) => SimdNumber.All<T, TVector, TSimd>(number);
}
