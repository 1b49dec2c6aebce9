using System.Numerics;

namespace Autodiff.Operations;

/// <summary>sin x, in radians.</summary>
internal readonly struct Sin : IUnaryOperation
{
    public static string Name => "sin";
    public static (string Value, string Derivative) Formula => ("sin x", "cos x");
    public static ReadOnlySpan<double> Samples => [-2, 0, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Sin(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Cos(x);
}

/// <summary>cos x, in radians.</summary>
internal readonly struct Cos : IUnaryOperation
{
    public static string Name => "cos";
    public static (string Value, string Derivative) Formula => ("cos x", "-sin x");
    public static ReadOnlySpan<double> Samples => [-2, 0, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Cos(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => -T.Sin(x);
}

/// <summary>tan x, in radians.</summary>
internal readonly struct Tan : IUnaryOperation
{
    public static string Name => "tan";
    public static (string Value, string Derivative) Formula => ("tan x", "1 + y²");
    public static ReadOnlySpan<double> Samples => [-1.2, 0, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Tan(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One + (y * y);
}

/// <summary>arcsin x, in radians. The derivative at ±1 is +∞.</summary>
internal readonly struct Asin : IUnaryOperation
{
    public static string Name => "asin";
    public static (string Value, string Derivative) Formula => ("asin x", "1/√(1 - x²)");
    public static ReadOnlySpan<double> Samples => [-0.9, 0, 0.5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Asin(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / T.Sqrt((T.One - x) * (T.One + x));
}

/// <summary>arccos x, in radians. The derivative at ±1 is -∞.</summary>
internal readonly struct Acos : IUnaryOperation
{
    public static string Name => "acos";
    public static (string Value, string Derivative) Formula => ("acos x", "-1/√(1 - x²)");
    public static ReadOnlySpan<double> Samples => [-0.9, 0, 0.5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Acos(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => -T.One / T.Sqrt((T.One - x) * (T.One + x));
}

/// <summary>arctan x, in radians.</summary>
internal readonly struct Atan : IUnaryOperation
{
    public static string Name => "atan";
    public static (string Value, string Derivative) Formula => ("atan x", "1/(1 + x²)");
    public static ReadOnlySpan<double> Samples => [-10, 0, 0.5, 3];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Atan(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (T.One + (x * x));
}

/// <summary>The angle of the point with ordinate x and abscissa y, in radians. Convention: both partials are 0 at the origin.</summary>
internal readonly struct Atan2 : IBinaryOperation
{
    public static string Name => "atan2";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("atan2(x, y)", "y/(x² + y²)", "-x/(x² + y²)");
    public static (double X, double Y)[] Samples => [(1, 2), (-1, 0.5), (2, -3), (-2, -3)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(0, 0, 0, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Atan2(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Slope(y, x);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => -Slope(x, y);

    /// <summary>a/(a² + b²), without overflow.</summary>
    private static T Slope<T>(T a, T b) where T : IFloatingPointIeee754<T>
    {
        T radius = T.Hypot(a, b);
        return radius == T.Zero ? T.Zero : a / radius / radius;
    }
}

/// <summary>sin(πx), exact at whole and half x.</summary>
internal readonly struct SinPi : IUnaryOperation
{
    public static string Name => "sinPi";
    public static (string Value, string Derivative) Formula => ("sin(π x)", "π cos(π x)");
    public static ReadOnlySpan<double> Samples => [-0.7, 0, 0.5, 3.25];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.SinPi(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Pi * T.CosPi(x);
}

/// <summary>cos(πx), exact at whole and half x.</summary>
internal readonly struct CosPi : IUnaryOperation
{
    public static string Name => "cosPi";
    public static (string Value, string Derivative) Formula => ("cos(π x)", "-π sin(π x)");
    public static ReadOnlySpan<double> Samples => [-0.7, 0, 0.5, 3.25];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.CosPi(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => -T.Pi * T.SinPi(x);
}

/// <summary>tan(πx).</summary>
internal readonly struct TanPi : IUnaryOperation
{
    public static string Name => "tanPi";
    public static (string Value, string Derivative) Formula => ("tan(π x)", "π (1 + y²)");
    public static ReadOnlySpan<double> Samples => [-0.7, 0, 0.25, 3.125];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.TanPi(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Pi * (T.One + (y * y));
}
