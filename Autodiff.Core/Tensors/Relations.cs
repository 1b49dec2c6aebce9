using System.Numerics;
using System.Runtime.CompilerServices;

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
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(y), TNumber.Constant(1), TNumber.Constant(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(0);
}

/// <summary>1 where x ≥ y, else 0.</summary>
internal readonly struct GreaterThanOrEqual : IElementRow
{
    public static string Name => "greaterOrEqual";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x >= y ? T.One : T.Zero;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(y), TNumber.Constant(1), TNumber.Where(x.EqualTo(y), TNumber.Constant(1), TNumber.Constant(0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(0);
}

/// <summary>1 where x = y, else 0.</summary>
internal readonly struct Equality : IElementRow
{
    public static string Name => "equal";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == y ? T.One : T.Zero;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.EqualTo(y), TNumber.Constant(1), TNumber.Constant(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(0);
}

/// <summary>1 where x ≠ y, else 0.</summary>
internal readonly struct Inequality : IElementRow
{
    public static string Name => "notEqual";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Nothing;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == y ? T.Zero : T.One;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => T.Zero;
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.EqualTo(y), TNumber.Constant(0), TNumber.Constant(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(0);
}
