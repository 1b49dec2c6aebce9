using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>The error function, 2/√π ∫₀ˣ e^(-t²) dt.</summary>
internal readonly struct Erf : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "erf";
    public static (string Value, string Derivative) Formula => ("erf x", "2 exp(-x²)/√π");
    public static ReadOnlySpan<double> Samples => [-2, 0, 0.5, 3];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<Erf, T>(x);
    public static double Plain(double x) => ErrorFunction.Erf(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(2 / Constants.SqrtPi) * T.Exp(-x * x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Erf();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => 2 / Constants.SqrtPi * (-(x * x)).Exp();
}

/// <summary>1 - erf x, accurate in the right tail.</summary>
internal readonly struct Erfc : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "erfc";
    public static (string Value, string Derivative) Formula => ("erfc x", "-2 exp(-x²)/√π");
    public static ReadOnlySpan<double> Samples => [-2, 0, 0.5, 3, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<Erfc, T>(x);
    public static double Plain(double x) => ErrorFunction.Erfc(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(-2 / Constants.SqrtPi) * T.Exp(-x * x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Erfc();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => -2 / Constants.SqrtPi * (-(x * x)).Exp();
}

/// <summary>The inverse of erf on (-1, 1).</summary>
internal readonly struct ErfInv : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "erfInv";
    public static (string Value, string Derivative) Formula => ("erfInv x", "√π exp(y²)/2");
    public static ReadOnlySpan<double> Samples => [-0.9, 0, 0.5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<ErfInv, T>(x);
    public static double Plain(double x) => ErrorFunction.ErfInv(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(Constants.SqrtPi / 2) * T.Exp(y * y);
}

/// <summary>log |Γ(x)|.</summary>
internal readonly struct LogGamma : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "logGamma";
    public static (string Value, string Derivative) Formula => ("logGamma x", "digamma x");
    public static ReadOnlySpan<double> Samples => [-1.5, 0.1, 1.25, 3, 50];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<LogGamma, T>(x);
    public static double Plain(double x) => GammaFunction.LogGamma(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => Functions.Digamma(x);
}

/// <summary>ψ(x) = d log Γ(x)/dx.</summary>
internal readonly struct Digamma : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "digamma";
    public static (string Value, string Derivative) Formula => ("digamma x", "polygamma(1, x)");
    public static ReadOnlySpan<double> Samples => [-1.5, 0.1, 1.25, 3, 50];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<Digamma, T>(x);
    public static double Plain(double x) => GammaFunction.Digamma(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => Functions.Polygamma(T.One, x);
}

/// <summary>The x-th derivative of digamma at y, for a whole order x from 0 to 1000, else NaN; the order itself has no derivative (NaN).</summary>
internal readonly struct Polygamma : IBinaryOperation, IBinaryInDouble
{
    public static string Name => "polygamma";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("polygamma(x, y)", "NaN", "polygamma(x + 1, y)");
    public static (double X, double Y)[] Samples => [(1, 0.5), (2, 3), (1, 40), (3, 1.5)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => InDouble.Apply<Polygamma, T>(x, y);
    public static double Plain(double x, double y) => double.IsInteger(x) ? GammaFunction.Polygamma(int.CreateSaturating(x), y) : double.NaN;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.NaN;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Polygamma(x + T.One, y);
}

/// <summary>log B(x, y) = log Γ(x) + log Γ(y) - log Γ(x + y), for positive arguments. The partials are differences of digammas, which lose digits where one argument is far greater than the other.</summary>
internal readonly struct LogBeta : IBinaryOperation, IBinaryInDouble
{
    public static string Name => "logBeta";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("logGamma x + logGamma y - logGamma(x + y)", "digamma x - digamma(x + y)", "digamma y - digamma(x + y)");
    public static (double X, double Y)[] Samples => [(0.5, 0.5), (2, 3), (10, 0.1), (30, 40)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => InDouble.Apply<LogBeta, T>(x, y);
    public static double Plain(double x, double y) => GammaFunction.LogBeta(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Digamma(x) - Functions.Digamma(x + y);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Digamma(y) - Functions.Digamma(x + y);
}

/// <summary>Φ(x), the distribution function of the standard normal.</summary>
internal readonly struct NormalCdf : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "normalCdf";
    public static (string Value, string Derivative) Formula => ("normalCdf x", "exp(-x²/2)/√(2 π)");
    public static ReadOnlySpan<double> Samples => [-5, -1, 0, 1, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<NormalCdf, T>(x);
    public static double Plain(double x) => NormalDistribution.NormalCdf(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(1 / Constants.SqrtTau) * T.Exp(T.CreateChecked(-0.5) * x * x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.NormalCdf();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => 1 / Constants.SqrtTau * (-0.5 * (x * x)).Exp();
}

/// <summary>Φ⁻¹(x) on (0, 1), the quantile of the standard normal.</summary>
internal readonly struct NormalQuantile : IUnaryOperation, IUnaryInDouble
{
    public static string Name => "normalQuantile";
    public static (string Value, string Derivative) Formula => ("normalQuantile x", "√(2 π) exp(y²/2)");
    public static ReadOnlySpan<double> Samples => [0.001, 0.3, 0.5, 0.9];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => InDouble.Apply<NormalQuantile, T>(x);
    public static double Plain(double x) => NormalDistribution.NormalQuantile(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(Constants.SqrtTau) * T.Exp(T.CreateChecked(0.5) * y * y);
}
