using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>What is done to all numbers of a group, which mostly stand in the nearest cache from one pass to the next.</summary>
internal static class GroupPasses<T, TVector, TSimd, TSide>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TSide : struct, IGroupSide<T, TVector>
{
    /// <summary>The greatest where no number is NaN; else a number of the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector Max(ref readonly T x, in GroupPlaces<TVector> places)
    {
        ref T first = ref Unsafe.AsRef(in x);
        nint step = places.Stride;
        var max0 = TSimd.Load(ref Unsafe.Add(ref first, places.Rest < 0 ? 0 : places.Rest));
        var max1 = max0;
        var max2 = max0;
        var max3 = max0;
        for (int i = places.Count >> 2; i > 0; i--)
        {
            max0 = TSimd.MaxNative(max0, TSimd.Load(ref first));
            max1 = TSimd.MaxNative(max1, TSimd.Load(ref Unsafe.Add(ref first, step)));
            max2 = TSimd.MaxNative(max2, TSimd.Load(ref Unsafe.Add(ref first, 2 * step)));
            max3 = TSimd.MaxNative(max3, TSimd.Load(ref Unsafe.Add(ref first, 3 * step)));
            first = ref Unsafe.Add(ref first, 4 * step);
        }

        for (int i = places.Count & 3; i > 0; i--)
        {
            max0 = TSimd.MaxNative(max0, TSimd.Load(ref first));
            first = ref Unsafe.Add(ref first, step);
        }

        return TSide.Max(TSimd.MaxNative(TSimd.MaxNative(max0, max1), TSimd.MaxNative(max2, max3)));
    }

    /// <summary>Σ f(x, y, a). Four sums hide the latency of an addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector Sum<TFormula>(ref readonly T x, ref readonly T y, TVector a, in GroupPlaces<TVector> places)
        where TFormula : struct, IGroupFormula
    {
        ref T x0 = ref Unsafe.AsRef(in x);
        ref T y0 = ref Unsafe.AsRef(in y);
        nint step = places.Stride;
        var sum0 = places.Rest < 0 ? TSimd.All(T.Zero) : TSimd.And(Term<TFormula>(ref x0, ref y0, places.Rest, a), places.Fresh);
        var sum1 = TSimd.All(T.Zero);
        var sum2 = sum1;
        var sum3 = sum1;
        nint at = 0;
        for (int i = places.Count >> 2; i > 0; i--)
        {
            sum0 = TSimd.Add(sum0, Term<TFormula>(ref x0, ref y0, at, a));
            sum1 = TSimd.Add(sum1, Term<TFormula>(ref x0, ref y0, at + step, a));
            sum2 = TSimd.Add(sum2, Term<TFormula>(ref x0, ref y0, at + (2 * step), a));
            sum3 = TSimd.Add(sum3, Term<TFormula>(ref x0, ref y0, at + (3 * step), a));
            at += 4 * step;
        }

        for (int i = places.Count & 3; i > 0; i--)
        {
            sum0 = TSimd.Add(sum0, Term<TFormula>(ref x0, ref y0, at, a));
            at += step;
        }

        return TSide.Sum(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)));
    }

    /// <summary>Two such sums, of terms of the same numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static (TVector First, TVector Second) Sums<TFirst, TSecond>(ref readonly T x, ref readonly T y, TVector a, in GroupPlaces<TVector> places)
        where TFirst : struct, IGroupFormula
        where TSecond : struct, IGroupFormula
    {
        ref T x0 = ref Unsafe.AsRef(in x);
        ref T y0 = ref Unsafe.AsRef(in y);
        nint step = places.Stride;
        var zero = TSimd.All(T.Zero);
        var (first0, first1, second0, second1) = (zero, zero, zero, zero);
        if (places.Rest >= 0)
        {
            first0 = TSimd.And(Term<TFirst>(ref x0, ref y0, places.Rest, a), places.Fresh);
            second0 = TSimd.And(Term<TSecond>(ref x0, ref y0, places.Rest, a), places.Fresh);
        }

        nint at = 0;
        for (int i = places.Count >> 1; i > 0; i--)
        {
            first0 = TSimd.Add(first0, Term<TFirst>(ref x0, ref y0, at, a));
            second0 = TSimd.Add(second0, Term<TSecond>(ref x0, ref y0, at, a));
            first1 = TSimd.Add(first1, Term<TFirst>(ref x0, ref y0, at + step, a));
            second1 = TSimd.Add(second1, Term<TSecond>(ref x0, ref y0, at + step, a));
            at += 2 * step;
        }

        if ((places.Count & 1) != 0)
        {
            first0 = TSimd.Add(first0, Term<TFirst>(ref x0, ref y0, at, a));
            second0 = TSimd.Add(second0, Term<TSecond>(ref x0, ref y0, at, a));
        }

        return (TSide.Sum(TSimd.Add(first0, first1)), TSide.Sum(TSimd.Add(second0, second1)));
    }

    /// <summary>Σ f(x, a), of terms that are kept in an array other than x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector SumKept<TFormula>(ref readonly T x, TVector a, ref T kept, in GroupPlaces<TVector> places)
        where TFormula : struct, IGroupFormula
    {
        ref T x0 = ref Unsafe.AsRef(in x);
        nint step = places.Stride;
        var sum0 = TSimd.All(T.Zero);
        if (places.Rest >= 0)
        {
            var term = Term<TFormula>(ref x0, ref x0, places.Rest, a);
            TSimd.Store(term, ref Unsafe.Add(ref kept, places.Rest));
            sum0 = TSimd.And(term, places.Fresh);
        }

        var sum1 = TSimd.All(T.Zero);
        nint at = 0;
        for (int i = places.Count >> 1; i > 0; i--)
        {
            var term0 = Term<TFormula>(ref x0, ref x0, at, a);
            var term1 = Term<TFormula>(ref x0, ref x0, at + step, a);
            TSimd.Store(term0, ref Unsafe.Add(ref kept, at));
            TSimd.Store(term1, ref Unsafe.Add(ref kept, at + step));
            sum0 = TSimd.Add(sum0, term0);
            sum1 = TSimd.Add(sum1, term1);
            at += 2 * step;
        }

        if ((places.Count & 1) != 0)
        {
            var term = Term<TFormula>(ref x0, ref x0, at, a);
            TSimd.Store(term, ref Unsafe.Add(ref kept, at));
            sum0 = TSimd.Add(sum0, term);
        }

        return TSide.Sum(TSimd.Add(sum0, sum1));
    }

    /// <summary>result = f(x, y, a, b, c, d); the result may be x or y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map<TFormula>(ref readonly T x, ref readonly T y, in GroupNumbers<TVector> its, ref T result, in GroupPlaces<TVector> places)
        where TFormula : struct, IGroupFormula
    {
        ref T x0 = ref Unsafe.AsRef(in x);
        ref T y0 = ref Unsafe.AsRef(in y);
        var (a, b, c, d) = (its.A, its.B, its.C, its.D);
        nint step = places.Stride;

        // Before the others, which overwrite what it reads where the result is an operand.
        var rest = places.Rest < 0 ? default : Number<TFormula>(ref x0, ref y0, places.Rest, a, b, c, d);
        nint at = 0;
        for (int i = places.Count >> 1; i > 0; i--)
        {
            TSimd.Store(Number<TFormula>(ref x0, ref y0, at, a, b, c, d), ref Unsafe.Add(ref result, at));
            TSimd.Store(Number<TFormula>(ref x0, ref y0, at + step, a, b, c, d), ref Unsafe.Add(ref result, at + step));
            at += 2 * step;
        }

        if ((places.Count & 1) != 0)
        {
            TSimd.Store(Number<TFormula>(ref x0, ref y0, at, a, b, c, d), ref Unsafe.Add(ref result, at));
        }

        if (places.Rest >= 0)
        {
            TSimd.Store(rest!, ref Unsafe.Add(ref result, places.Rest));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Term<TFormula>(ref T x, ref T y, nint place, TVector a) where TFormula : struct, IGroupFormula =>
        Number<TFormula>(ref x, ref y, place, a, a, a, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Number<TFormula>(ref T x, ref T y, nint place, TVector a, TVector b, TVector c, TVector d) where TFormula : struct, IGroupFormula =>
        TFormula.Of(
            new Lanes<T, TVector, TSimd>(TFormula.HasFirst ? TSimd.Load(ref Unsafe.Add(ref x, place)) : default!),
            new Lanes<T, TVector, TSimd>(TFormula.HasSecond ? TSimd.Load(ref Unsafe.Add(ref y, place)) : default!),
            new(a), new(b), new(c), new(d)).Numbers;
}
