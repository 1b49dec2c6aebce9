using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>s ← s + g, a ← a + g², w ← -η shrink(s, l₁ t) / (l₂ t η + √a), with shrink(x, k) = sign(x) max(|x| - k, 0) and the update t.</summary>
/// <remarks>
/// Adagrad by dual averaging: Duchi, Hazan and Singer 2011, with both penalties as TensorFlow 1 has it (AdagradDAOptimizer). The weights before
/// the first update have a part in the gradients alone: after it they are forgotten. They are a multiple of η, so that
/// a schedule that takes η to 0 takes them with it. Neither Keras nor PyTorch has it.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="InitialAccumulator">What a starts at.</param>
/// <param name="L1">l₁ of the penalty l₁ Σ |w|, which makes weights exactly 0.</param>
/// <param name="L2">l₂ of the penalty l₂/2 Σ w².</param>
public readonly record struct AdagradDA(double LearningRate = 0.01, double InitialAccumulator = 0.1, double L1 = 0, double L2 = 0) : IUpdateRule<AdagradDA>
{
    /// <summary>With the default hyperparameters.</summary>
    public AdagradDA() : this(0.01) { }

    private long Time { get; init; }

    IReadOnlyList<Slot> IUpdateRule<AdagradDA>.Slots => [new("s"), new("a", InitialAccumulator)];

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequirePositive(InitialAccumulator);
        Hyperparameter.RequireNotNegative(L1);
        Hyperparameter.RequireNotNegative(L2);
    }

    /// <inheritdoc/>
    public AdagradDA At(long update) => this with { Time = update };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber s, ref TNumber a, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        s += g;
        a += g * g;
        w = -(rate * (s.Shrink(L1 * Time) / ((L2 * Time * rate) + a.Sqrt())));
    }
}
