using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Operations;

/// <summary>Σ xᵢ.</summary>
internal readonly struct Sum : INaryOperation
{
    public static string Name => "sum";
    public static (string Value, string Derivative) Formula => ("Σ xᵢ", "1");
    public static double[][] Samples => [[1.5], [1, -2, 3.5, 0]];

    public static T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.Sum(x);
    public static void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T> => partials.Fill(T.One);
}

/// <summary>Σ xᵢ xₙ₊ᵢ: the first half of the operands times the second half.</summary>
internal readonly struct Dot : INaryOperation
{
    public static string Name => "dot";
    public static (string Value, string Derivative) Formula => ("Σ xᵢ xₙ₊ᵢ", "xₙ₊ᵢ, or xᵢ for the second half");
    public static double[][] Samples => [[2, 3], [1, -2, 3.5, 0, 0.5, 4]];

    public static T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> =>
        TensorPrimitives.Dot(x[..(x.Length / 2)], x[(x.Length / 2)..]);

    public static void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T>
    {
        int half = x.Length / 2;
        x[half..].CopyTo(partials);
        x[..half].CopyTo(partials[half..]);
    }
}

/// <summary>log Σ exp xᵢ, shifted by the maximum so that nothing overflows. An infinite result is shared evenly by the operands that are it.</summary>
internal readonly struct LogSumExp : INaryOperation
{
    public static string Name => "logSumExp";
    public static (string Value, string Derivative) Formula => ("log Σ exp xᵢ", "exp(xᵢ - y)");
    public static double[][] Samples => [[1.5], [1, -2, 3.5, 0], [1e4, 1e4 - 1]];

    public static T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T max = Max(x);
        if (!T.IsFinite(max))
        {
            return max;
        }

        T sum = T.Zero;
        foreach (T term in x)
        {
            sum += T.Exp(term - max);
        }

        return max + T.Log(sum);
    }

    public static void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T>
    {
        if (T.IsInfinity(y))
        {
            T tied = T.Zero; // the operands that are the infinity share alike
            foreach (T term in x)
            {
                tied += term == y ? T.One : T.Zero;
            }

            for (int i = 0; i < x.Length; i++)
            {
                partials[i] = x[i] == y ? T.One / tied : T.Zero;
            }

            return;
        }

        // Weights over their own sum, not exp(xᵢ - y), in which the rounding of a large y would be an error of every weight.
        T max = Max(x);
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            partials[i] = T.Exp(x[i] - max);
            sum += partials[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            partials[i] /= sum;
        }
    }

    private static T Max<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        foreach (T term in x)
        {
            max = T.Max(max, term);
        }

        return max;
    }
}

/// <summary>√Σ xᵢ², the Euclidean norm. Convention: all partials are 0 at the origin.</summary>
internal readonly struct Norm : INaryOperation
{
    public static string Name => "norm";
    public static (string Value, string Derivative) Formula => ("√Σ xᵢ²", "xᵢ/y");
    public static double[][] Samples => [[-1.5], [1, -2, 3.5, 0]];

    public static T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T scale = T.Zero; // squares overflow long before norms do
        foreach (T term in x)
        {
            scale = T.Max(scale, T.Abs(term));
        }

        if (scale == T.Zero || !T.IsFinite(scale))
        {
            return scale;
        }

        T sum = T.Zero;
        foreach (T term in x)
        {
            sum += term / scale * (term / scale);
        }

        return scale * T.Sqrt(sum);
    }

    public static void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            partials[i] = y == T.Zero ? T.Zero : x[i] / y;
        }
    }
}

/// <summary>
/// Σ log Normal(yᵢ | μ, σ) of n observations with mean m and scatter S = Σ (yᵢ - m)², all that the density needs of them;
/// the operands are n, m, S, μ, σ.
/// </summary>
internal readonly struct NormalLogDensity : INaryOperation
{
    public static string Name => "normalLogDensity";
    public static (string Value, string Derivative) Formula =>
        ("-(S + n (m - μ)²)/(2σ²) - n log σ - n log(2 π)/2", "by μ: n (m - μ)/σ², by σ: ((S + n (m - μ)²)/σ² - n)/σ");
    public static double[][] Samples => [[1, 0.5, 0, 0.1, 1.5], [103, -0.2, 40, 0.4, 1.7]];

    public static T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        var (n, sigma) = (x[0], x[4]);
        return (T.CreateChecked(-0.5) * SquaresAround(x) / (sigma * sigma)) - (n * (T.Log(sigma) + HalfLogTau<T>()));
    }

    public static void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T>
    {
        var (n, m, mu, sigma) = (x[0], x[1], x[3], x[4]);
        T half = T.CreateChecked(0.5);
        T variance = sigma * sigma;
        T deviation = m - mu;
        partials[0] = (-half * deviation * deviation / variance) - T.Log(sigma) - HalfLogTau<T>();
        partials[1] = -n * deviation / variance;
        partials[2] = -half / variance;
        partials[3] = n * deviation / variance;
        partials[4] = ((SquaresAround(x) / variance) - n) / sigma;
    }

    /// <summary>Σ (yᵢ - μ)² = S + n (m - μ)².</summary>
    private static T SquaresAround<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => x[2] + (x[0] * (x[1] - x[3]) * (x[1] - x[3]));

    private static T HalfLogTau<T>() where T : IFloatingPointIeee754<T> => T.CreateChecked(0.5 * Math.Log(Math.Tau));
}
