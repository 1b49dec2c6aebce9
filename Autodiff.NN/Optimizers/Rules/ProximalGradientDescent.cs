using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>w ← shrink(w - η g, η l₁) / (1 + η l₂), with shrink(x, k) = sign(x) max(|x| - k, 0).</summary>
/// <remarks>
/// Duchi and Singer 2009, as ProximalGradientDescentOptimizer of TensorFlow 1: the loss plus l₁ Σ |w| + l₂/2 Σ w², whose penalties are not
/// differentiated but minimised exactly, so that weights become exactly 0. Neither Keras nor PyTorch has it.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="L1">l₁.</param>
/// <param name="L2">l₂.</param>
public readonly record struct ProximalGradientDescent(double LearningRate = 0.01, double L1 = 0, double L2 = 0) : IUpdateRule<ProximalGradientDescent>
{
    /// <summary>With the default hyperparameters.</summary>
    public ProximalGradientDescent() : this(0.01) { }

    IReadOnlyList<Slot> IUpdateRule<ProximalGradientDescent>.Slots => [];

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireNotNegative(L1);
        Hyperparameter.RequireNotNegative(L2);
    }

    /// <inheritdoc/>
    public ProximalGradientDescent At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber first, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber> =>
        w = (w - (rate * g)).Shrink(L1 * rate) / ((L2 * rate) + 1);
}
