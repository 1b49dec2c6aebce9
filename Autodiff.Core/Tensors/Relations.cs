using System.Numerics;

namespace Autodiff;

// Comparisons as rows of ones and zeros. They meet detached tensors only: a mask has no derivative.

/// <summary>1 where x &gt; y, else 0.</summary>
internal readonly struct GreaterThan : IElementRow
{
    public static string Name => "greater";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x > y ? T.One : T.Zero;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>1 where x ≥ y, else 0.</summary>
internal readonly struct GreaterThanOrEqual : IElementRow
{
    public static string Name => "greaterOrEqual";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x >= y ? T.One : T.Zero;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>1 where x = y, else 0.</summary>
internal readonly struct Equality : IElementRow
{
    public static string Name => "equal";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == y ? T.One : T.Zero;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>1 where x ≠ y, else 0.</summary>
internal readonly struct Inequality : IElementRow
{
    public static string Name => "notEqual";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == y ? T.Zero : T.One;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
}
