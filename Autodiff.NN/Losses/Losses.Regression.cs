using System.Numerics;

namespace Autodiff.NN;

// Losses of outputs that are numbers.
public static partial class Losses
{
    /// <summary>The mean of (y - t)².</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> MeanSquaredError<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        return Reduced((output - target).Square(), reduction);
    }

    /// <summary>The mean of |y - t|. The derivative at y = t is 0.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> MeanAbsoluteError<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        return Reduced((output - target).Abs(), reduction);
    }

    /// <summary>½ e² where |e| ≤ δ, else δ (|e| - ½ δ), with e = y - t: squares near 0, lines beyond (Huber 1964).</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="delta">δ, positive.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not positive.</exception>
    public static Tensor<T> Huber<T>(Tensor<T> output, Tensor<T> target, double delta = 1, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        RequirePositive(delta, nameof(delta));
        var (bound, half) = (T.CreateChecked(delta), T.CreateChecked(0.5));
        var distance = (output - target).Abs();
        return Reduced(Tensor.Where(distance <= bound, distance.Square() * half, (distance - (bound * half)) * bound), reduction);
    }

    /// <summary>log cosh(y - t): ½ e² near 0, |e| - log 2 far away, and smooth.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> LogCosh<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        var error = output - target;

        // cosh overflows; this is smooth at 0 too, where |e| would have a kink.
        return Reduced(error + (error * T.CreateChecked(-2)).Softplus() - T.Log(T.CreateChecked(2)), reduction);
    }

    /// <summary>e^η - t η: the negative log-likelihood of counts t at the rate e^η, but for log t!, which does not depend on η.</summary>
    /// <remarks>With log t!, and by the rate itself: <see cref="LogDensity.Poisson"/>.</remarks>
    /// <param name="logRate">η.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> PoissonNegativeLogLikelihood<T>(Tensor<T> logRate, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(logRate, target);
        return Reduced(logRate.Exp() - (target * logRate), reduction);
    }

    /// <summary>½ (log v + (t - μ)² / v): the negative log-likelihood of t under N(μ, v), but for ½ log 2π. Of a fixed v = 1 it has the gradient of half the squared error.</summary>
    /// <remarks>PyTorch raises v to 10⁻⁶ at least; here nothing is changed: make v positive in the network, as by softplus.</remarks>
    /// <param name="mean">μ.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="variance">v &gt; 0, of the same shape; a learned one, as a rule.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> GaussianNegativeLogLikelihood<T>(Tensor<T> mean, Tensor<T> target, Tensor<T> variance, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(mean, target);
        RequireSameShape(mean, variance, nameof(variance));
        variance = OnTapeOf(mean, variance);
        var square = (target - mean).Square();
        return Reduced((variance.Log() + (square / variance)) * T.CreateChecked(0.5), reduction);
    }
}
