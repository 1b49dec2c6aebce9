using System.Numerics;

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
}

/// <summary>The partial of a row as a row of its own, whose partials are those of second order: by dual numbers, to any order.</summary>
internal readonly struct PartialOf<TRow, TPlace> : IElementRow
    where TRow : struct, IElementRow
    where TPlace : struct, IPlace
{
    public static string Name => $"∂{TPlace.Number + 1} {TRow.Name}";
    public static int Arity => TRow.Arity;
    public static Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Others;

    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> =>
        TRow.Partial(TPlace.Number, x, y, z, TRow.Value(x, y, z));

    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T>
    {
        var dx = new Dual<T>(x, operand == 0 ? T.One : T.Zero);
        var dy = new Dual<T>(y, operand == 1 ? T.One : T.Zero);
        var dz = new Dual<T>(z, operand == 2 ? T.One : T.Zero);
        return Value(dx, dy, dz).Tangent;
    }
}

/// <summary>The number of an operand, known when code is compiled.</summary>
internal interface IPlace
{
    static abstract int Number { get; }
}

internal readonly struct First : IPlace
{
    public static int Number => 0;
}

internal readonly struct Second : IPlace
{
    public static int Number => 1;
}

internal readonly struct Third : IPlace
{
    public static int Number => 2;
}
