using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A row of the catalog of whichever arity, as tensors see it: operands beyond its arity are not looked at.</summary>
internal interface IElementRow
{
    static abstract string Name { get; }

    /// <summary>The row as readers of the tape see it; null of those that no user writes.</summary>
    static virtual Operation? Row => null;

    static abstract int Arity { get; }

    /// <summary>What the partial with respect to an operand is computed from.</summary>
    static abstract Reads Reads(int operand);

    static abstract T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T>;

    static abstract T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T>;

    /// <summary>True when the next two state the same formulas for many numbers at once.</summary>
    static virtual bool IsPointwise => false;

    static virtual TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    static virtual TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();
}

internal readonly struct Unary<TRow> : IElementRow where TRow : struct, IUnaryOperation
{
    private static readonly Reads[] Read = RowReads.Of(UnaryOperation<TRow>.Instance);

    public static string Name => TRow.Name;
    public static Operation? Row => UnaryOperation<TRow>.Instance;
    public static int Arity => 1;
    public static Reads Reads(int operand) => Read[operand];
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Apply<TRow, T>(x);
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => TRow.Derivative(x, result);
    public static bool IsPointwise => TRow.IsPointwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TRow.PointwiseValue(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => TRow.PointwiseDerivative(x, result);
}

internal readonly struct Binary<TRow> : IElementRow where TRow : struct, IBinaryOperation
{
    private static readonly Reads[] Read = RowReads.Of(BinaryOperation<TRow>.Instance);

    public static string Name => TRow.Name;
    public static Operation? Row => BinaryOperation<TRow>.Instance;
    public static int Arity => 2;
    public static Reads Reads(int operand) => Read[operand];
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Apply<TRow, T>(x, y);
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> =>
        operand == 0 ? TRow.DerivativeX(x, y, result) : TRow.DerivativeY(x, y, result);
    public static bool IsPointwise => TRow.IsPointwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TRow.PointwiseValue(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> =>
        operand == 0 ? TRow.PointwiseDerivativeX(x, y, result) : TRow.PointwiseDerivativeY(x, y, result);
}

internal readonly struct Ternary<TRow> : IElementRow where TRow : struct, ITernaryOperation
{
    private static readonly Reads[] Read = RowReads.Of(TernaryOperation<TRow>.Instance);

    public static string Name => TRow.Name;
    public static Operation? Row => TernaryOperation<TRow>.Instance;
    public static int Arity => 3;
    public static Reads Reads(int operand) => Read[operand];
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Apply<TRow, T>(x, y, z);
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> => operand switch
    {
        0 => TRow.DerivativeX(x, y, z, result),
        1 => TRow.DerivativeY(x, y, z, result),
        _ => TRow.DerivativeZ(x, y, z, result),
    };
    public static bool IsPointwise => TRow.IsPointwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TRow.PointwiseValue(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => operand switch
    {
        0 => TRow.PointwiseDerivativeX(x, y, z, result),
        1 => TRow.PointwiseDerivativeY(x, y, z, result),
        _ => TRow.PointwiseDerivativeZ(x, y, z, result),
    };
}
