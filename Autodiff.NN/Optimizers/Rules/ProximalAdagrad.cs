using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>a ← a + g², w ← shrink(w - h g, h l₁) / (1 + h l₂) with h = η / √a and shrink(x, k) = sign(x) max(|x| - k, 0).</summary>
/// <remarks>
/// Duchi, Hazan and Singer 2011 with the step of Duchi and Singer 2009, as ProximalAdagradOptimizer of TensorFlow 1, where a starts at 0.1 and
/// there is no ε. Neither Keras nor PyTorch has it.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="InitialAccumulator">What a starts at.</param>
/// <param name="L1">l₁ of the penalty l₁ Σ |w|, which makes weights exactly 0.</param>
/// <param name="L2">l₂ of the penalty l₂/2 Σ w².</param>
public readonly record struct ProximalAdagrad(double LearningRate = 0.01, double InitialAccumulator = 0.1, double L1 = 0, double L2 = 0)
    : IUpdateRule<ProximalAdagrad>
{
    /// <summary>With the default hyperparameters.</summary>
    public ProximalAdagrad() : this(0.01) { }

    IReadOnlyList<Slot> IUpdateRule<ProximalAdagrad>.Slots => [new("a", InitialAccumulator)];

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequirePositive(InitialAccumulator);
        Hyperparameter.RequireNotNegative(L1);
        Hyperparameter.RequireNotNegative(L2);
    }

    /// <inheritdoc/>
    public ProximalAdagrad At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber a, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        a += g * g;
        var h = rate / a.Sqrt();
        w = (w - (h * g)).Shrink(L1 * h) / ((L2 * h) + 1);
    }
}
