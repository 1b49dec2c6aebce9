using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>x.</summary>
internal readonly struct Element : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => x;
}

/// <summary>(x - a)².</summary>
internal readonly struct CentredSquare : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => (x - a) * (x - a);
}

/// <summary>(x - a) y by the chain rule.</summary>
internal readonly struct CentredProduct : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => ChainProduct.PointwiseValue(x - a, y, y);
}

/// <summary>(x - a) b.</summary>
internal readonly struct CentredTimes : IGroupFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => (x - a) * b;
}

/// <summary>((y - c) - (x - a) b) d by the chain rule.</summary>
internal readonly struct StandardizeAdjoint : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> =>
        ChainProduct.PointwiseValue(y - c - ChainProduct.PointwiseValue(x - a, b, b), d, d);
}

/// <summary>(x - a) y.</summary>
internal readonly struct CentredTerm : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => (x - a) * y;
}

/// <summary>((y - c) - (x - a) b) d.</summary>
internal readonly struct FiniteStandardizeAdjoint : IGroupFormula
{
    public static bool HasSecond => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber a, TNumber b, TNumber c, TNumber d) where TNumber : struct, ILanes<TNumber> => (y - c - ((x - a) * b)) * d;
}
