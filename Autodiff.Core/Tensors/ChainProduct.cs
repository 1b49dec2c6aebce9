using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// x y, and 0 where either is 0: the product of the chain rule on tensors, so that what was masked stays masked whatever it is multiplied by.
/// </summary>
internal readonly struct ChainProduct : IElementRow
{
    public static string Name => "chainProduct";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Others;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => ChainRule.Product(x, y);
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => operand == 0 ? y : x;
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => ChainRule.PointwiseProduct(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => operand == 0 ? y : x;
}
