using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Operations;

/// <summary>Σ xᵢ.</summary>
public readonly struct Sum : INaryOperation
{
    public static string Name => "sum";
    public static (string Value, string Derivative) Formula => ("Σ xᵢ", "1");
    public static double[][] Samples => [[1.5], [1, -2, 3.5, 0]];

    public static T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.Sum(x);
    public static void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T> => partials.Fill(T.One);
}

/// <summary>Σ xᵢ xₙ₊ᵢ: the first half of the operands times the second half.</summary>
public readonly struct Dot : INaryOperation
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

/// <summary>log Σ exp xᵢ, shifted by the maximum so that nothing overflows. All operands -∞: -∞, shared evenly.</summary>
public readonly struct LogSumExp : INaryOperation
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
        if (T.IsNegativeInfinity(y))
        {
            partials.Fill(T.One / T.CreateChecked(x.Length));
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
public readonly struct Norm : INaryOperation
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
