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

        return tape is null ? new(value) : tape.Record(OperationTable.Linear, value, x, weights, "dot");
    }

    /// <summary>Σ xᵢ wᵢ with constant weights, such as a row of data.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Scalar<T> Dot<T>(ReadOnlySpan<T> weights, ReadOnlySpan<Scalar<T>> x) where T : IFloatingPointIeee754<T> => Dot(x, weights);

    /// <summary>Σ log Normal(yᵢ | μ, σ) = -½ Σ ((yᵢ - μ)/σ)² - n log σ - n/2 log 2π, for n observations.</summary>
    public static T NormalLogDensity<T>(ReadOnlySpan<T> data, T mu, T sigma) where T : IFloatingPointIeee754<T>
    {
        var (count, mean, squares) = Deviations.Summary(data, mu);
        return Apply<NormalLogDensity, T>([count, mean, squares, mu, sigma]);
    }

    /// <summary>
    /// Σ log Normal(yᵢ | μ, σ) = -½ Σ ((yᵢ - μ)/σ)² - n log σ - n/2 log 2π, for n observations: one entry, over the number,
    /// the mean and the scatter of the observations.
    /// </summary>
    /// <exception cref="InvalidOperationException">μ and σ are on two tapes, or stale.</exception>
    public static Scalar<T> NormalLogDensity<T>(ReadOnlySpan<T> data, Scalar<T> mu, Scalar<T> sigma) where T : IFloatingPointIeee754<T>
    {
        var (count, mean, squares) = Deviations.Summary(data, mu.Value);
        return Scalar<T>.Apply<NormalLogDensity>([count, mean, squares, mu, sigma]);
    }

    private static void RequireSameLength(int x, int y)
    {
        if (x != y)
        {
            throw new ArgumentException($"Dot needs spans of one length: the first has {x} numbers, the second {y}.");
        }
    }
}
