using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>x - a for the greatest a; 0 where both are one infinity, so that the elements that are it share evenly.</summary>
internal static class Shifted
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber a) where TNumber : struct, IPointwise<TNumber> =>
        TNumber.Where(x.EqualTo(a), TNumber.Constant(0), x - a);
}

/// <summary>exp(x - a).</summary>
internal readonly struct ShiftedExp : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => Shifted.Of(x, a).Exp();
}

/// <summary>(x - a) - b.</summary>
internal readonly struct ShiftedLess : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => Shifted.Of(x, a) - b;
}

/// <summary>exp((x - a) + b) c where the sum is ≤ 0.</summary>
internal readonly struct ExpOfSumTimes : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> =>
        (x - a + b).ExpOfDifference() * c;
}

/// <summary>x a.</summary>
internal readonly struct Times : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => x * a;
}

/// <summary>x a by the chain rule.</summary>
internal readonly struct ChainTimes : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => ChainProduct.PointwiseValue(x, a, a);
}

/// <summary>x y by the chain rule.</summary>
internal readonly struct ChainTerm : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => ChainProduct.PointwiseValue(x, y, y);
}

/// <summary>y.</summary>
internal readonly struct SecondTerm : IGroupFormula
{
    public static bool HasFirst => false;
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => y;
}

/// <summary>x (y - a) by the chain rule.</summary>
internal readonly struct SoftMaxAdjoint : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => ChainProduct.PointwiseValue(x, y - a, a);
}

/// <summary>y - a exp x for x ≤ 0, a product of the chain rule.</summary>
internal readonly struct LogSoftMaxAdjoint : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => y - ChainProduct.PointwiseValue(x.Exp(), a, a);
}

/// <summary>exp(x - a) of a finite a ≥ x.</summary>
internal readonly struct LessExp : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => (x - a).ExpOfDifference();
}

/// <summary>exp(x - a) b of a finite a ≥ x.</summary>
internal readonly struct LessExpTimes : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => (x - a).ExpOfDifference() * b;
}

/// <summary>(x - a) - b of a finite a.</summary>
internal readonly struct LessLess : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => x - a - b;
}

/// <summary>x y.</summary>
internal readonly struct Term : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => x * y;
}

/// <summary>x (y - a).</summary>
internal readonly struct FiniteSoftMaxAdjoint : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => x * (y - a);
}

/// <summary>y - a exp x for x ≤ 0.</summary>
internal readonly struct FiniteLogSoftMaxAdjoint : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => y - (x.ExpOfDifference() * a);
}
