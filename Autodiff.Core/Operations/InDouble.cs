using System.Numerics;

namespace Autodiff.Operations;

/// <summary>
/// The value of a special function for any number type: numbers that carry derivatives go through the row, since the
/// derivative of an approximation is not an approximation of the derivative; plain numbers are evaluated in double.
/// </summary>
internal static class InDouble
{
    public static T Apply<TRow, T>(T x)
        where TRow : struct, IUnaryOperation, IUnaryInDouble
        where T : IFloatingPointIeee754<T> => Lifting<T>.Instance is { } lifting
            ? lifting.Apply<TRow>(x)
            : T.CreateChecked(TRow.Plain(double.CreateChecked(x)));

    public static T Apply<TRow, T>(T x, T y)
        where TRow : struct, IBinaryOperation, IBinaryInDouble
        where T : IFloatingPointIeee754<T> => Lifting<T>.Instance is { } lifting
            ? lifting.Apply<TRow>(x, y)
            : T.CreateChecked(TRow.Plain(double.CreateChecked(x), double.CreateChecked(y)));
}

/// <summary>A row of one operand that is computed in double.</summary>
internal interface IUnaryInDouble
{
    static abstract double Plain(double x);
}

/// <summary>A row of two operands that is computed in double.</summary>
internal interface IBinaryInDouble
{
    static abstract double Plain(double x, double y);
}
