using System.Numerics;
using System.Numerics.Tensors;
using Autodiff.Operations;

namespace Autodiff;

// Functions of many numbers, each one entry on the tape: recording and sweeping one costs a fraction of its expansion.
public static partial class Functions
{
    /// <summary>Σ xᵢ.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => Apply<Sum, T>(x);

    /// <summary>log Σ exp xᵢ, without overflow.</summary>
    public static T LogSumExp<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => Apply<LogSumExp, T>(x);

    /// <summary>√Σ xᵢ², without overflow; at the origin all derivatives are 0.</summary>
    public static T Norm<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => Apply<Norm, T>(x);

    /// <summary>Σ xᵢ yᵢ.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : IFloatingPointIeee754<T>
    {
        RequireSameLength(x.Length, y.Length);
        return Lifting<T>.Instance is { } lifting ? lifting.Dot(x, y) : TensorPrimitives.Dot(x, y);
    }

    /// <summary>Σ xᵢ wᵢ with constant weights, such as a row of data.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar<T> Dot<T>(ReadOnlySpan<Scalar<T>> x, ReadOnlySpan<T> weights) where T : IFloatingPointIeee754<T>
    {
        RequireSameLength(x.Length, weights.Length);
        T value = T.Zero;
        Tape<T>? tape = null;
        for (int i = 0; i < x.Length; i++)
        {
            value += x[i].Value * weights[i];
            tape ??= x[i].Tape;
        }

        return tape is null ? new(value) : tape.Record(value, x, weights, "dot with data");
    }

    /// <summary>Σ log Normal(yᵢ | μ, σ) = -½ Σ ((yᵢ - μ)/σ)² - n log σ - n/2 log 2π, for n observations.</summary>
    public static T NormalLogDensity<T>(ReadOnlySpan<T> data, T mu, T sigma) where T : IFloatingPointIeee754<T> =>
        NormalLogDensity(data.Length, Deviations.Around(data, mu).SumOfSquares, sigma);

    /// <summary>
    /// Σ log Normal(yᵢ | μ, σ) = -½ Σ ((yᵢ - μ)/σ)² - n log σ - n/2 log 2π, for n observations: one entry with two operands,
    /// ∂/∂μ = Σ (yᵢ - μ)/σ², ∂/∂σ = (Σ ((yᵢ - μ)/σ)² - n)/σ.
    /// </summary>
    /// <exception cref="InvalidOperationException">μ and σ are on two tapes, or stale.</exception>
    public static Scalar<T> NormalLogDensity<T>(ReadOnlySpan<T> data, Scalar<T> mu, Scalar<T> sigma) where T : IFloatingPointIeee754<T>
    {
        var (sum, squares) = Deviations.Around(data, mu.Value);
        T value = NormalLogDensity(data.Length, squares, sigma.Value);
        T variance = sigma.Value * sigma.Value;
        return (mu.Tape ?? sigma.Tape) is { } tape
            ? tape.Record(
                value,
                [mu, sigma],
                [sum / variance, ((squares / variance) - T.CreateChecked(data.Length)) / sigma.Value],
                "normalLogDensity")
            : new(value);
    }

    private static T NormalLogDensity<T>(int count, T squares, T sigma) where T : IFloatingPointIeee754<T> =>
        (T.CreateChecked(-0.5) * squares / (sigma * sigma)) - (T.CreateChecked(count) * (T.Log(sigma) + (T.CreateChecked(0.5) * T.Log(T.Tau))));

    private static void RequireSameLength(int x, int y)
    {
        if (x != y)
        {
            throw new ArgumentException($"Dot needs spans of one length: the first has {x} numbers, the second {y}.");
        }
    }
}
