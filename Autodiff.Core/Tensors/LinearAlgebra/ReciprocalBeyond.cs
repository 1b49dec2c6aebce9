using System.Numerics;

namespace Autodiff;

/// <summary>1/x where |x| > y, and 0 where x is so small that it says nothing: the factor of what has no derivative at equal eigenvalues.</summary>
internal readonly struct ReciprocalBeyond : IElementRow
{
    public static string Name => "reciprocalBeyond";
    public static int Arity => 2;
    public static Reads Reads(int operand) => operand == 0 ? Autodiff.Reads.Result : Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.Abs(x) <= y ? T.Zero : T.One / x; // NaN stays NaN
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => operand == 0 ? -(result * result) : T.Zero;
}
