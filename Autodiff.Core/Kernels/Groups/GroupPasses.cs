using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A formula of the elements x and y of a group and of four numbers of the group.</summary>
internal interface IGroupFormula
{
    static abstract TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, IPointwise<TNumber>;
}

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
        int stride = places.Stride;
        var max0 = TSimd.Load(ref Unsafe.Add(ref first, places.Rest < 0 ? 0 : places.Rest));
        var max1 = max0;
        var max2 = max0;
        var max3 = max0;
        int i = 0;
        for (; i <= places.Count - 4; i += 4)
        {
            max0 = TSimd.MaxNative(max0, TSimd.Load(ref Unsafe.Add(ref first, i * stride)));
            max1 = TSimd.MaxNative(max1, TSimd.Load(ref Unsafe.Add(ref first, (i + 1) * stride)));
            max2 = TSimd.MaxNative(max2, TSimd.Load(ref Unsafe.Add(ref first, (i + 2) * stride)));
            max3 = TSimd.MaxNative(max3, TSimd.Load(ref Unsafe.Add(ref first, (i + 3) * stride)));
        }

        for (; i < places.Count; i++)
        {
            max0 = TSimd.MaxNative(max0, TSimd.Load(ref Unsafe.Add(ref first, i * stride)));
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
        int stride = places.Stride;
        var sum0 = places.Rest < 0 ? TSimd.All(T.Zero) : TSimd.And(Term<TFormula>(ref x0, ref y0, places.Rest, a), places.Fresh);
        var sum1 = TSimd.All(T.Zero);
        var sum2 = sum1;
        var sum3 = sum1;
        int i = 0;
        for (; i <= places.Count - 4; i += 4)
        {
            sum0 = TSimd.Add(sum0, Term<TFormula>(ref x0, ref y0, i * stride, a));
            sum1 = TSimd.Add(sum1, Term<TFormula>(ref x0, ref y0, (i + 1) * stride, a));
            sum2 = TSimd.Add(sum2, Term<TFormula>(ref x0, ref y0, (i + 2) * stride, a));
            sum3 = TSimd.Add(sum3, Term<TFormula>(ref x0, ref y0, (i + 3) * stride, a));
        }

        for (; i < places.Count; i++)
        {
            sum0 = TSimd.Add(sum0, Term<TFormula>(ref x0, ref y0, i * stride, a));
        }

        return TSide.Sum(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)));
    }

    /// <summary>The same sum, of terms that are kept in an array other than x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TVector SumKept<TFormula>(ref readonly T x, TVector a, ref T kept, in GroupPlaces<TVector> places)
        where TFormula : struct, IGroupFormula
    {
        ref T x0 = ref Unsafe.AsRef(in x);
        int stride = places.Stride;
        var sum0 = TSimd.All(T.Zero);
        if (places.Rest >= 0)
        {
            var term = Term<TFormula>(ref x0, ref x0, places.Rest, a);
            TSimd.Store(term, ref Unsafe.Add(ref kept, places.Rest));
            sum0 = TSimd.And(term, places.Fresh);
        }

        var sum1 = TSimd.All(T.Zero);
        int i = 0;
        for (; i <= places.Count - 2; i += 2)
        {
            var term0 = Term<TFormula>(ref x0, ref x0, i * stride, a);
            var term1 = Term<TFormula>(ref x0, ref x0, (i + 1) * stride, a);
            TSimd.Store(term0, ref Unsafe.Add(ref kept, i * stride));
            TSimd.Store(term1, ref Unsafe.Add(ref kept, (i + 1) * stride));
            sum0 = TSimd.Add(sum0, term0);
            sum1 = TSimd.Add(sum1, term1);
        }

        if (i < places.Count)
        {
            var term = Term<TFormula>(ref x0, ref x0, i * stride, a);
            TSimd.Store(term, ref Unsafe.Add(ref kept, i * stride));
            sum0 = TSimd.Add(sum0, term);
        }

        return TSide.Sum(TSimd.Add(sum0, sum1));
    }

    /// <summary>result = f(x, y, a, b, c, d); the result may be x or y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map<TFormula>(ref readonly T x, ref readonly T y, TVector a, TVector b, TVector c, TVector d, ref T result, in GroupPlaces<TVector> places)
        where TFormula : struct, IGroupFormula
    {
        ref T x0 = ref Unsafe.AsRef(in x);
        ref T y0 = ref Unsafe.AsRef(in y);
        int stride = places.Stride;

        // Before the others, which overwrite what it reads where the result is an operand.
        var rest = places.Rest < 0 ? default : Number<TFormula>(ref x0, ref y0, places.Rest, a, b, c, d);
        for (int i = 0; i < places.Count; i++)
        {
            TSimd.Store(Number<TFormula>(ref x0, ref y0, i * stride, a, b, c, d), ref Unsafe.Add(ref result, i * stride));
        }

        if (places.Rest >= 0)
        {
            TSimd.Store(rest!, ref Unsafe.Add(ref result, places.Rest));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Term<TFormula>(ref T x, ref T y, int place, TVector a) where TFormula : struct, IGroupFormula =>
        Number<TFormula>(ref x, ref y, place, a, a, a, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Number<TFormula>(ref T x, ref T y, int place, TVector a, TVector b, TVector c, TVector d) where TFormula : struct, IGroupFormula =>
        TFormula.Of(
            new Lanes<T, TVector, TSimd>(TSimd.Load(ref Unsafe.Add(ref x, place))), new Lanes<T, TVector, TSimd>(TSimd.Load(ref Unsafe.Add(ref y, place))),
            new(a), new(b), new(c), new(d)).Numbers;
}
