using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>eˣ.</summary>
internal readonly struct Exp : IUnaryOperation
{
    public static string Name => "exp";
    public static (string Value, string Derivative) Formula => ("exp x", "y");
    public static ReadOnlySpan<double> Samples => [-20, -1, 0, 1, 20];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Exp(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => y;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Exp();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => y;
}

/// <summary>2ˣ.</summary>
internal readonly struct Exp2 : IUnaryOperation
{
    public static string Name => "exp2";
    public static (string Value, string Derivative) Formula => ("2^x", "y log 2");
    public static ReadOnlySpan<double> Samples => [-20, -1, 0, 1, 20];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Exp2(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => y * T.CreateChecked(Constants.Ln2);
}

/// <summary>10ˣ.</summary>
internal readonly struct Exp10 : IUnaryOperation
{
    public static string Name => "exp10";
    public static (string Value, string Derivative) Formula => ("10^x", "y log 10");
    public static ReadOnlySpan<double> Samples => [-5, -1, 0, 1, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Exp10(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => y * T.CreateChecked(Constants.Ln10);
}

/// <summary>eˣ - 1, accurate near 0.</summary>
internal readonly struct ExpM1 : IUnaryOperation
{
    public static string Name => "expM1";
    public static (string Value, string Derivative) Formula => ("exp x - 1", "exp x");
    public static ReadOnlySpan<double> Samples => [-20, -1, 0, 1e-9, 1, 20];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T>
    {
        // Kahan's quotient, in which the rounding of eˣ cancels: .NET's ExpM1 is Exp(x) - 1 and has no digit left at 1e-17.
        T exp = T.Exp(x);
        T difference = exp - T.One;
        return exp == T.One ? x : difference == -T.One || difference == exp ? difference : difference * (x / T.Log(exp));
    }
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Exp(x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.ExpM1();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x.Exp();
}

/// <summary>The natural logarithm.</summary>
internal readonly struct Log : IUnaryOperation
{
    public static string Name => "log";
    public static (string Value, string Derivative) Formula => ("log x", "1/x");
    public static ReadOnlySpan<double> Samples => [0.01, 1, 2, 100];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Log(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / x;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Log();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => 1.0 / x;
}

/// <summary>log₂ x.</summary>
internal readonly struct Log2 : IUnaryOperation
{
    public static string Name => "log2";
    public static (string Value, string Derivative) Formula => ("log x/log 2", "1/(x log 2)");
    public static ReadOnlySpan<double> Samples => [0.01, 1, 2, 100];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Log2(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (x * T.CreateChecked(Constants.Ln2));
}

/// <summary>log₁₀ x.</summary>
internal readonly struct Log10 : IUnaryOperation
{
    public static string Name => "log10";
    public static (string Value, string Derivative) Formula => ("log x/log 10", "1/(x log 10)");
    public static ReadOnlySpan<double> Samples => [0.01, 1, 2, 100];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Log10(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (x * T.CreateChecked(Constants.Ln10));
}

/// <summary>log(1 + x), accurate near 0.</summary>
internal readonly struct LogP1 : IUnaryOperation
{
    public static string Name => "logP1";
    public static (string Value, string Derivative) Formula => ("log(1 + x)", "1/(1 + x)");
    public static ReadOnlySpan<double> Samples => [-0.9, 0, 1e-9, 2, 100];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T>
    {
        // Kahan's quotient, in which the rounding of 1 + x cancels: .NET's LogP1 is Log(1 + x) and has no digit left at 1e-17.
        T sum = T.One + x;
        return sum == T.One || T.IsPositiveInfinity(sum) ? x : T.Log(sum) * (x / (sum - T.One));
    }
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (T.One + x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.LogP1();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => 1.0 / (x + 1.0);
}

/// <summary>The logarithm of x to the base y.</summary>
internal readonly struct LogBase : IBinaryOperation
{
    public static string Name => "logBase";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("log x/log y", "1/(x log y)", "-z/(y log y)");
    public static (double X, double Y)[] Samples => [(2, 3), (0.5, 10), (8, 0.5)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Log(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One / (x * T.Log(y));
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => -z / (y * T.Log(y));
}

/// <summary>log(eˣ + eʸ) without overflow. Equal infinities share: each partial is ½.</summary>
internal readonly struct LogAddExp : IBinaryOperation
{
    public static string Name => "logAddExp";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("log(exp x + exp y)", "sigmoid(x - y)", "sigmoid(y - x)");
    public static (double X, double Y)[] Samples => [(1, 2), (-3, 0.5), (20, -20), (300, 300)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(double.NegativeInfinity, double.NegativeInfinity, 0.5, 0.5)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Max(x, y) + (x == y ? T.Log(T.One + T.One) : Functions.LogP1(T.Exp(-T.Abs(x - y))));
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == y && T.IsInfinity(x) ? T.CreateChecked(0.5) : Functions.Sigmoid(x - y);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == y && T.IsInfinity(x) ? T.CreateChecked(0.5) : Functions.Sigmoid(y - x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x.Max(y) + TNumber.Where(x.EqualTo(y), TNumber.Constant(Constants.Ln2), (-(x - y).Abs()).Softplus());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.EqualTo(y), TNumber.Constant(0.5), (x - y).Sigmoid());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.EqualTo(y), TNumber.Constant(0.5), (y - x).Sigmoid());
}

/// <summary>x log y. Convention: 0 where x = 0, whatever y is, as in entropies; ∂/∂y is 0 at (0, 0).</summary>
internal readonly struct XLogY : IBinaryOperation
{
    public static string Name => "xLogY";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x log y", "log y", "x/y");
    public static (double X, double Y)[] Samples => [(2, 3), (0.5, 0.1), (-1, 4), (0, 2)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(0, 0, double.NegativeInfinity, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x == T.Zero ? T.Zero : x * T.Log(y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.Log(y);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x == T.Zero && y == T.Zero ? T.Zero : x / y;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.EqualTo(TNumber.Constant(0)), TNumber.Constant(0), x * y.Log());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => y.Log();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.EqualTo(TNumber.Constant(0)), TNumber.Where(y.EqualTo(TNumber.Constant(0)), TNumber.Constant(0), x / y), x / y);
}
