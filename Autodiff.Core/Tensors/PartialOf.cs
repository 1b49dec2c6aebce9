using System.Numerics;

namespace Autodiff;

/// <summary>The partial of a row as a row of its own, whose partials are those of second order: by dual numbers, to any order.</summary>
internal readonly struct PartialOf<TRow, TOperand> : IElementRow
    where TRow : struct, IElementRow
    where TOperand : struct, IOperandNumber
{
    public static string Name => $"∂{TOperand.Number + 1} {TRow.Name}";
    public static int Arity => TRow.Arity;
    public static Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Others;

    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> =>
        TRow.Partial(TOperand.Number, x, y, z, TRow.Value(x, y, z));

    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T>
    {
        var dx = new Dual<T>(x, operand == 0 ? T.One : T.Zero);
        var dy = new Dual<T>(y, operand == 1 ? T.One : T.Zero);
        var dz = new Dual<T>(z, operand == 2 ? T.One : T.Zero);
        return Value(dx, dy, dz).Tangent;
    }
}

/// <summary>The number of an operand, known when code is compiled.</summary>
internal interface IOperandNumber
{
    static abstract int Number { get; }
}

internal readonly struct First : IOperandNumber
{
    public static int Number => 0;
}

internal readonly struct Second : IOperandNumber
{
    public static int Number => 1;
}

internal readonly struct Third : IOperandNumber
{
    public static int Number => 2;
}
