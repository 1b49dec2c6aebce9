using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

// What operations on tensors compute of single elements beside the rows of the catalog: in one loop each, for the time of two would be that of the whole operation.

/// <summary>1 where x = y, else 0.</summary>
internal readonly struct Tie : IElementFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand < 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber> =>
        TNumber.Where(x.EqualTo(y), TNumber.Constant(1), TNumber.Constant(0));
}

/// <summary>z where x = y, else 0.</summary>
internal readonly struct TieShare : IElementFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand < 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber> =>
        TNumber.Where(x.EqualTo(y), z, TNumber.Constant(0));
}

/// <summary>x y as the chain rule multiplies.</summary>
internal readonly struct MaskedTerm : IElementFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand < 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber> =>
        ChainRule.PointwiseProduct(x, y);
}

/// <summary>(x - y)².</summary>
internal readonly struct SquaredDeviation : IElementFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand < 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber>
    {
        var deviation = x - y;
        return deviation * deviation;
    }
}

/// <summary>2 (x - y) z, as the chain rule multiplies.</summary>
internal readonly struct DeviationProduct : IElementFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand < 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber>
    {
        var deviation = x - y;
        return ChainRule.PointwiseProduct(deviation + deviation, z);
    }
}
