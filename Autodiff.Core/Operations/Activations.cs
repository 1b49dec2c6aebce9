using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>1/(1 + e⁻ˣ), the logistic function, accurate in both tails.</summary>
internal readonly struct Sigmoid : IUnaryOperation
{
    public static string Name => "sigmoid";
    public static (string Value, string Derivative) Formula => ("1/(1 + exp(-x))", "y (1 - y)");
    public static ReadOnlySpan<double> Samples => [-40, -1, 0, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T>
    {
        T tail = T.Exp(-T.Abs(x)); // at most 1, so that nothing overflows
        return (x < T.Zero ? tail : T.One) / (T.One + tail);
    }

    // 1 - y would lose every digit of the right tail. The same function on either side, written so that neither overflows.
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T>
    {
        T tail = T.Exp(x < T.Zero ? x : -x);
        return tail / ((T.One + tail) * (T.One + tail));
    }

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Sigmoid();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>
    {
        var tail = (-x.Abs()).Exp();
        var sum = tail + 1.0;
        return tail / (sum * sum);
    }
}

/// <summary>-log(1 + e⁻ˣ).</summary>
internal readonly struct LogSigmoid : IUnaryOperation
{
    public static string Name => "logSigmoid";
    public static (string Value, string Derivative) Formula => ("-log(1 + exp(-x))", "sigmoid(-x)");
    public static ReadOnlySpan<double> Samples => [-40, -1, 0.5, 1, 10];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => -Functions.Softplus(-x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => Functions.Sigmoid(-x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => -(-x).Softplus();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => (-x).Sigmoid();
}

/// <summary>log(1 + eˣ), a smooth relu.</summary>
internal readonly struct Softplus : IUnaryOperation
{
    public static string Name => "softplus";
    public static (string Value, string Derivative) Formula => ("log(1 + exp x)", "sigmoid x");
    public static ReadOnlySpan<double> Samples => [-40, -1, 0, 1, 40];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Max(x, T.Zero) + Functions.LogP1(T.Exp(-T.Abs(x)));
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => Functions.Sigmoid(x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Softplus();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x.Sigmoid();
}

/// <summary>max(x, 0). Convention: the derivative at 0 is 0.</summary>
internal readonly struct Relu : IUnaryOperation
{
    public static string Name => "relu";
    public static (string Value, string Derivative) Formula => ("max(x, 0)", "1 if x > 0 else 0");
    public static ReadOnlySpan<double> Samples => [-2, 0.5, 3];
    public static (double X, double Derivative)[] Kinks => [(0, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Max(x, T.Zero);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : T.Zero;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Max(TNumber.Constant(0));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(1), TNumber.Constant(0));
}

/// <summary>x for x &gt; 0, else y x. Convention: the slope at 0 is y.</summary>
internal readonly struct LeakyRelu : IBinaryOperation
{
    public static string Name => "leakyRelu";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x if x > 0 else y x", "1 if x > 0 else y", "0 if x > 0 else x");
    public static (double X, double Y)[] Samples => [(-2, 0.01), (0.5, 0.25), (-1, 0.3)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(0, 0.1, 0.1, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x > T.Zero ? x : y * x;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : y;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.Zero : x;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), x, y * x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(1), y);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(0), x);
}

/// <summary>x for x &gt; 0, else y (eˣ - 1) (Clevert et al. 2015). Convention: the slope at 0 is y.</summary>
internal readonly struct Elu : IBinaryOperation
{
    public static string Name => "elu";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x if x > 0 else y (exp x - 1)", "1 if x > 0 else y exp x", "0 if x > 0 else exp x - 1");
    public static (double X, double Y)[] Samples => [(-2, 1), (0.5, 0.25), (-1, 0.3)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(0, 0.5, 0.5, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x > T.Zero ? x : y * Functions.ExpM1(x);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : y * T.Exp(x);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.Zero : Functions.ExpM1(x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), x, y * x.ExpM1());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(1), y * x.Exp());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(0), x.ExpM1());
}

/// <summary>λx for x &gt; 0, else λα (eˣ - 1), self-normalising (Klambauer et al. 2017). Convention: the slope at 0 is λα.</summary>
internal readonly struct Selu : IUnaryOperation
{
    public static string Name => "selu";
    public static (string Value, string Derivative) Formula => ("1.0507009873554805 x if x > 0 else 1.7580993408473766 (exp x - 1)", "1.0507009873554805 if x > 0 else 1.7580993408473766 exp x");
    public static ReadOnlySpan<double> Samples => [-2, 0.5, 3];
    public static (double X, double Derivative)[] Kinks => [(0, 1.7580993408473766)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.CreateChecked(Lambda) * x : T.CreateChecked(LambdaAlpha) * Functions.ExpM1(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.CreateChecked(Lambda) : T.CreateChecked(LambdaAlpha) * T.Exp(x);

    private const double Lambda = 1.0507009873554805;
    private const double LambdaAlpha = 1.7580993408473766;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), Lambda * x, LambdaAlpha * x.ExpM1());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(Lambda), LambdaAlpha * x.Exp());
}

/// <summary>x Φ(x), 0 at -∞, with the normal distribution function Φ (Hendrycks and Gimpel 2016).</summary>
internal readonly struct Gelu : IUnaryOperation
{
    public static string Name => "gelu";
    public static (string Value, string Derivative) Formula => ("x normalCdf x", "normalCdf x + x exp(-x²/2)/√(2 π)");
    public static ReadOnlySpan<double> Samples => [-5, -1, 0, 1, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => ChainRule.Product(x, Functions.NormalCdf(x));
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> =>
        Functions.NormalCdf(x) + (ChainRule.Product(x, T.Exp(T.CreateChecked(-0.5) * x * x)) / T.CreateChecked(Constants.SqrtTau));

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => Logistic.Gated(x, x.NormalCdf());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>
    {
        // Beyond the bounds, which are those of Φ, the density is 0, and must not meet an infinity. Its exponential is the one in Φ: it is computed once.
        var near = x.Clamp(-40, 40);
        return x.NormalCdf() + (1 / Constants.SqrtTau * near * (-0.5 * near * near).Exp());
    }
}

/// <summary>x (1 + tanh u)/2 with u = √(2/π) (x + 0.044715x³), the common approximation of gelu; written as x sigmoid(2u), the same number.</summary>
internal readonly struct GeluTanh : IUnaryOperation
{
    public static string Name => "geluTanh";
    public static (string Value, string Derivative) Formula => ("x sigmoid(1.5957691216057308 (x + 0.044715 x³))", "sigmoid(1.5957691216057308 (x + 0.044715 x³)) (1 + 1.5957691216057308 x sigmoid(-1.5957691216057308 (x + 0.044715 x³)) (1 + 0.134145 x²))");
    public static ReadOnlySpan<double> Samples => [-5, -1, 0, 1, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => ChainRule.Product(x, Functions.Sigmoid(TwiceU(x)));
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T>
    {
        T u = TwiceU(x);
        T slope = (T.CreateChecked(3 * Scale * Cubic) * (x * x)) + T.CreateChecked(Scale);
        return ChainRule.Product(Functions.Sigmoid(u), T.One + ChainRule.Product(x * slope, Functions.Sigmoid(-u)));
    }

    private const double Scale = 1.5957691216057308; // 2 √(2/π)
    private const double Cubic = 0.044715;

    private static T TwiceU<T>(T x) where T : IFloatingPointIeee754<T> => x * ((T.CreateChecked(Scale * Cubic) * (x * x)) + T.CreateChecked(Scale));

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => Logistic.Gated(x, TwiceUOfMany(x).Sigmoid());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>
    {
        var near = x.Clamp(-30, 30); // beyond, the derivative is 0 or 1, and 0 must not meet an infinity
        var (gate, slope) = Logistic.Of(TwiceUOfMany(near));
        return gate + (slope * (near * ((3 * Scale * Cubic * (near * near)) + Scale)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber TwiceUOfMany<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x * ((Scale * Cubic * (x * x)) + Scale);
}

/// <summary>x sigmoid x, 0 at -∞; also called swish.</summary>
internal readonly struct Silu : IUnaryOperation
{
    public static string Name => "silu";
    public static (string Value, string Derivative) Formula => ("x sigmoid x", "sigmoid x (1 + x sigmoid(-x))");
    public static ReadOnlySpan<double> Samples => [-5, -1, 0, 1, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => ChainRule.Product(x, Functions.Sigmoid(x));
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> =>
        ChainRule.Product(Functions.Sigmoid(x), T.One + ChainRule.Product(x, Functions.Sigmoid(-x)));

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => Logistic.Gated(x, x.Sigmoid());
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>
    {
        var near = x.Clamp(-750, 750); // beyond, the derivative is 0 or 1, and 0 must not meet an infinity
        var (gate, slope) = Logistic.Of(near);
        return gate + (slope * near);
    }
}

/// <summary>x tanh(softplus x), 0 at -∞ (Misra 2019).</summary>
internal readonly struct Mish : IUnaryOperation
{
    public static string Name => "mish";
    public static (string Value, string Derivative) Formula => ("x tanh(softplus x)", "tanh(softplus x) + x sigmoid x (1 - tanh(softplus x)²)");
    public static ReadOnlySpan<double> Samples => [-5, -1, 0, 1, 5];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => ChainRule.Product(x, T.Tanh(Functions.Softplus(x)));
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T>
    {
        T gate = T.Tanh(Functions.Softplus(x));
        return gate + ChainRule.Product(x, Functions.Sigmoid(x) * (T.One - gate) * (T.One + gate));
    }

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => Logistic.Gated(x, Gate(x, (-x.Abs()).Exp()));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>
    {
        var tail = (-x.Abs()).Exp();
        var gate = Gate(x, tail);
        var sigmoid = TNumber.Where(x.Exceeds(0), TNumber.Constant(1), tail) / (tail + 1.0);
        return gate + (x.Clamp(-750, 750) * (sigmoid * (1.0 - gate) * (gate + 1.0))); // beyond, the second term is 0
    }

    /// <summary>tanh(log(1 + eˣ)) = ((1 + eˣ)² - 1)/((1 + eˣ)² + 1) by e^(-|x|), numerator and denominator divided by e²ˣ for x &gt; 0, so that nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Gate<TNumber>(TNumber x, TNumber tail) where TNumber : struct, IPointwise<TNumber>
    {
        var (square, isPositive) = (tail * tail, x.Exceeds(0));
        var numerator = TNumber.Where(isPositive, (2.0 * tail) + 1.0, square + (2.0 * tail));
        return numerator / (numerator + (2.0 * TNumber.Where(isPositive, square, TNumber.Constant(1))));
    }
}

/// <summary>x/(1 + |x|).</summary>
internal readonly struct Softsign : IUnaryOperation
{
    public static string Name => "softsign";
    public static (string Value, string Derivative) Formula => ("x/(1 + |x|)", "1/(1 + |x|)²");
    public static ReadOnlySpan<double> Samples => [-5, -1, 1, 5];
    public static (double X, double Derivative)[] Kinks => [(0, 1)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> =>
        T.IsInfinity(x) ? T.CopySign(T.One, x) : x / (T.One + T.Abs(x));
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Abs(x)) / (T.One + T.Abs(x));

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Abs().EqualTo(TNumber.Constant(double.PositiveInfinity)), x.Sign(), x / (x.Abs() + 1.0));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => 1.0 / (x.Abs() + 1.0) / (x.Abs() + 1.0);
}

/// <summary>What gates are made of.</summary>
internal static class Logistic
{
    /// <summary>x g of a gate g that is 0 at -∞, where the product is 0 too: by a number so far out that the gate is 0 there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Gated<TNumber>(TNumber x, TNumber gate) where TNumber : struct, IPointwise<TNumber> =>
        x.Clamp(-3e38, double.PositiveInfinity) * gate;

    /// <summary>1/(1 + e⁻ˣ) and its derivative, each accurate in both tails, by one exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TNumber Gate, TNumber Slope) Of<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber>
    {
        var tail = (-x.Abs()).Exp();
        var large = 1.0 / (tail + 1.0);
        var small = tail * large;
        return (TNumber.Where(x.Exceeds(0), large, small), small * large);
    }
}
