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
        using var attempt = Attempt<T>.On(output, target);
        return attempt.Done(Reduced((output - target).Square(), reduction));
    }

    /// <summary>The mean of |y - t|. The derivative at y = t is 0.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> MeanAbsoluteError<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        using var attempt = Attempt<T>.On(output, target);
        return attempt.Done(Reduced((output - target).Abs(), reduction));
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
        using var attempt = Attempt<T>.On(output, target);
        var distance = (output - target).Abs();
        return attempt.Done(Reduced(Tensor.Where(distance <= bound, distance.Square() * half, (distance - (bound * half)) * bound), reduction));
    }

    /// <summary>log cosh(y - t): ½ e² near 0, |e| - log 2 far away, and smooth.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> LogCosh<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        using var attempt = Attempt<T>.On(output, target);
        var error = output - target;
        var two = T.CreateChecked(2);

        // The first is log(1 + 2 sinh²(e/2)), which keeps all digits near 0, where the second cancels; far away, without the bounds, it would overflow.
        var near = ((error.Clamp(-T.One, T.One) / two).Sinh().Square() * two).LogP1();
        var distance = error.Abs();
        var far = distance + (distance * -two).Softplus() - T.Log(two);
        return attempt.Done(Reduced(Tensor.Where(distance < T.One, near, far), reduction));
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
        using var attempt = Attempt<T>.On(logRate, target);
        (logRate, target) = OneTape.Of(logRate, target);
        return attempt.Done(Reduced(logRate.Exp() - (target * logRate), reduction));
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
        using var attempt = Attempt<T>.On(mean, target, variance);
        (mean, target, variance) = OneTape.Of(mean, target, variance);
        var square = (target - mean).Square();
        return attempt.Done(Reduced((variance.Log() + (square / variance)) * T.CreateChecked(0.5), reduction));
    }
}
