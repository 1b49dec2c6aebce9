using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>x².</summary>
internal readonly struct Square : IUnaryOperation
{
    public static string Name => "square";
    public static (string Value, string Derivative) Formula => ("x²", "2x");
    public static ReadOnlySpan<double> Samples => [-3, 0, 0.5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x * x;
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => x + x;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x * x;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x + x;
}

/// <summary>√x. The derivative at 0 is +∞; a zero adjoint is skipped, not multiplied by it.</summary>
internal readonly struct Sqrt : IUnaryOperation
{
    public static string Name => "sqrt";
    public static (string Value, string Derivative) Formula => ("√x", "1/(2y)");
    public static ReadOnlySpan<double> Samples => [0.01, 2, 9];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (y + y);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Sqrt();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => 1.0 / (y + y);
}

/// <summary>The real cube root. The derivative at 0 is +∞.</summary>
internal readonly struct Cbrt : IUnaryOperation
{
    public static string Name => "cbrt";
    public static (string Value, string Derivative) Formula => ("cbrt x", "1/(3y²)");
    public static ReadOnlySpan<double> Samples => [-8, 0.125, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Cbrt(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (T.CreateChecked(3) * y * y);
}

/// <summary>
/// x^y. Conventions: ∂/∂x is 0 where y = 0, at x = 0 too; ∂/∂y is 0 where x = 0 and y ≥ 0, and NaN for x &lt; 0, where x^y is
/// real at isolated y alone.
/// </summary>
internal readonly struct Power : IBinaryOperation
{
    public static string Name => "power";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x^y", "y x^(y - 1)", "z log x");
    public static (double X, double Y)[] Samples => [(2, 3), (0.5, -1.5), (3, 0.5), (1.7, 2)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks =>
        [(0, 0, 0, 0), (0, 2, 0, 0), (0, 1, 1, 0), (0, 0.5, double.PositiveInfinity, 0),
        (0, -1, double.NegativeInfinity, double.NegativeInfinity), (-2, 0, 0, double.NaN), (-2, 3, 12, double.NaN)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Pow(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => ChainRule.Product(y, T.Pow(x, y - T.One));

    // 0 · log 0 is 0. At x = 0 < y that zero is z itself, for its partial by x is then that of ∂/∂x by y: the Hessian stays symmetric.
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> =>
        x != T.Zero || !(y >= T.Zero) ? z * T.Log(x) : y > T.Zero ? z : T.Zero;
}

/// <summary>x^(1/y), the y-th root for a whole y, real for x &lt; 0 if y is odd; the order itself has no derivative (NaN). The derivative at 0 is +∞ from y = 2 on.</summary>
internal readonly struct RootN : IBinaryOperation
{
    public static string Name => "rootN";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x^(1/y)", "z/(y x)", "NaN");
    public static (double X, double Y)[] Samples => [(2, 3), (0.5, 4), (3, -2)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(-8, 3, 1.0 / 12, double.NaN), (0, 2, double.PositiveInfinity, double.NaN), (0, 1, 1, double.NaN)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.IsInteger(y) ? T.RootN(x, int.CreateSaturating(y)) : T.NaN;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> =>
        x == T.Zero ? T.Pow(x, (T.One / y) - T.One) / y : z / y / x;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.NaN;
}

/// <summary>√(x² + y²) without overflow. Convention: both partials are 0 at the origin.</summary>
internal readonly struct Hypot : IBinaryOperation
{
    public static string Name => "hypot";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("√(x² + y²)", "x/z", "y/z");
    public static (double X, double Y)[] Samples => [(3, 4), (-1, 0.5), (0, 2)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(0, 0, 0, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Hypot(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => z == T.Zero ? T.Zero : x / z;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => z == T.Zero ? T.Zero : y / z;
}
