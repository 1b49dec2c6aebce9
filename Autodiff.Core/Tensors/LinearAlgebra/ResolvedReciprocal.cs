using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>1/x where |x| > y, and NaN where x is rounding: a derivative divided by it is not known.</summary>
internal readonly struct ResolvedReciprocal : IElementRow
{
    public static string Name => "resolvedReciprocal";
    public static int Arity => 2;
    public static Reads Reads(int operand) => operand == 0 ? Autodiff.Reads.Result : Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.Abs(x) > y ? T.One / x : T.NaN;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => operand == 0 ? -(result * result) : T.Zero;
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Abs().Exceeds(y), 1.0 / x, TNumber.Constant(double.NaN));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => operand == 0 ? -(result * result) : TNumber.Constant(0);
}
