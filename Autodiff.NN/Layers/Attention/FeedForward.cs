using System.Numerics;

namespace Autodiff.NN;

/// <summary>The part of a transformer block that handles each place by itself.</summary>
internal static class FeedForward
{
    /// <summary>f(x W₁ + b₁) W₂ + b₂ (Vaswani et al. 2017, section 3.3).</summary>
    public static Sequential<T> Make<T>(int width, int inner, ILayer<T>? activation, Initializer? weights, Random random) where T : IFloatingPointIeee754<T> => new(
        ("inner", new Dense<T>(width, inner, random, activation ?? new Relu<T>(), weights)),
        ("outer", new Dense<T>(inner, width, random, weights: weights)));
}
