using System.Numerics;

namespace Autodiff.Operations;

/// <summary>
/// The value of a special function for any number type: numbers that carry derivatives go through the row, since the
/// derivative of an approximation is not an approximation of the derivative; plain numbers are evaluated in double.
/// </summary>
internal static class InDouble
{
    public static T Apply<TRow, T>(T x, Func<double, double> function)
        where TRow : struct, IUnaryOperation
        where T : IFloatingPointIeee754<T> => Lifting<T>.Instance is { } lifting
            ? lifting.Apply<TRow>(x)
            : T.CreateChecked(function(double.CreateChecked(x)));

    public static T Apply<TRow, T>(T x, T y, Func<double, double, double> function)
        where TRow : struct, IBinaryOperation
        where T : IFloatingPointIeee754<T> => Lifting<T>.Instance is { } lifting
            ? lifting.Apply<TRow>(x, y)
            : T.CreateChecked(function(double.CreateChecked(x), double.CreateChecked(y)));
}
