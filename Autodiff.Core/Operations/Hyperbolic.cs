using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>sinh x.</summary>
internal readonly struct Sinh : IUnaryOperation
{
    public static string Name => "sinh";
    public static (string Value, string Derivative) Formula => ("sinh x", "cosh x");
    public static ReadOnlySpan<double> Samples => [-3, 0, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Sinh(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Cosh(x);
}

/// <summary>cosh x.</summary>
internal readonly struct Cosh : IUnaryOperation
{
    public static string Name => "cosh";
    public static (string Value, string Derivative) Formula => ("cosh x", "sinh x");
    public static ReadOnlySpan<double> Samples => [-3, 0, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Cosh(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Sinh(x);
}

/// <summary>tanh x. The derivative by its result is the common choice; it keeps absolute, not relative accuracy where y rounds to ±1.</summary>
internal readonly struct Tanh : IUnaryOperation
{
    public static string Name => "tanh";
    public static (string Value, string Derivative) Formula => ("tanh x", "1 - y²");
    public static ReadOnlySpan<double> Samples => [-3, 0, 0.5, 2];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Tanh(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => (T.One - y) * (T.One + y);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Tanh();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => (1.0 - y) * (y + 1.0);
}

/// <summary>arsinh x.</summary>
internal readonly struct Asinh : IUnaryOperation
{
    public static string Name => "asinh";
    public static (string Value, string Derivative) Formula => ("asinh x", "1/√(x² + 1)");
    public static ReadOnlySpan<double> Samples => [-30, 0, 0.5, 2];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Asinh(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / T.Hypot(x, T.One);
}

/// <summary>arcosh x. The derivative at 1 is +∞.</summary>
internal readonly struct Acosh : IUnaryOperation
{
    public static string Name => "acosh";
    public static (string Value, string Derivative) Formula => ("acosh x", "1/√(x² - 1)");
    public static ReadOnlySpan<double> Samples => [1.5, 2, 30];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Acosh(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (T.Sqrt(x - T.One) * T.Sqrt(x + T.One));
}

/// <summary>artanh x.</summary>
internal readonly struct Atanh : IUnaryOperation
{
    public static string Name => "atanh";
    public static (string Value, string Derivative) Formula => ("atanh x", "1/(1 - x²)");
    public static ReadOnlySpan<double> Samples => [-0.9, 0, 0.5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Atanh(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / ((T.One - x) * (T.One + x));
}
