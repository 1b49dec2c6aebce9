using System.Numerics;

namespace Autodiff.NN;

// Distributions of positive numbers, and of those from 0 to 1.
public static partial class LogDensity
{
    /// <summary>-½ z² - log xσ - ½ log 2π with z = (log x - μ)/σ, for x &gt; 0.</summary>
    /// <param name="x">x.</param>
    /// <param name="mean">μ, of the logarithm of x.</param>
    /// <param name="deviation">σ &gt; 0, of the logarithm of x.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> LogNormal<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> deviation) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, mean, deviation);
        (x, mean, deviation) = OneTape.Of(x, mean, deviation);
        var outside = NotPositive(x);
        var logarithm = Within(x, outside, 1).Log();
        return attempt.Done(Except(outside, Normal(logarithm, mean, deviation) - logarithm));
    }

    /// <summary>log λ - λx, for x ≥ 0.</summary>
    /// <param name="x">x.</param>
    /// <param name="rate">λ &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Exponential<T>(Tensor<T> x, Tensor<T> rate) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, rate);
        (x, rate) = OneTape.Of(x, rate);
        var outside = (x < T.Zero).Maximum(x.EqualTo(T.PositiveInfinity));
        return attempt.Done(Except(outside, rate.Log() - (rate * Within(x, outside, 0))));
    }

    /// <summary>α log β - log Γ(α) + (α - 1) log x - βx, for x &gt; 0.</summary>
    /// <remarks>Other texts have the scale 1/β. At x = 0, where the density may be infinite, it is taken to be outside.</remarks>
    /// <param name="x">x.</param>
    /// <param name="shape">α &gt; 0.</param>
    /// <param name="rate">β &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Gamma<T>(Tensor<T> x, Tensor<T> shape, Tensor<T> rate) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, shape, rate);
        (x, shape, rate) = OneTape.Of(x, shape, rate);
        var outside = NotPositive(x);
        var inside = Within(x, outside, 1);
        return attempt.Done(Except(outside, (shape * rate.Log()) - shape.LogGamma() + ((shape - T.One) * inside.Log()) - (rate * inside)));
    }

    /// <summary>(α - 1) log x + (β - 1) log(1 - x) - log B(α, β), for 0 &lt; x &lt; 1.</summary>
    /// <remarks>At 0 and 1, where the density may be infinite, x is taken to be outside.</remarks>
    /// <param name="x">x.</param>
    /// <param name="alpha">α &gt; 0.</param>
    /// <param name="beta">β &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Beta<T>(Tensor<T> x, Tensor<T> alpha, Tensor<T> beta) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, alpha, beta);
        (x, alpha, beta) = OneTape.Of(x, alpha, beta);
        var outside = (x <= T.Zero).Maximum(x >= T.One);
        var inside = Within(x, outside, 0.5);
        return attempt.Done(Except(outside, ((alpha - T.One) * inside.Log()) + ((beta - T.One) * (-inside).LogP1()) - alpha.LogBeta(beta)));
    }
}
