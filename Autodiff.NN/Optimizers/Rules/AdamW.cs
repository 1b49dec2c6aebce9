using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>w ← w - η λ w, then the update of <see cref="Adam"/>: weight decay that does not pass through the moments.</summary>
/// <remarks>
/// Loshchilov and Hutter 2019, algorithm 2, with the decay multiplied by the learning rate, as PyTorch and Keras have it: η stands for the
/// paper's schedule times α. PyTorch has λ = 0.01 for a default, Keras 0.004.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept.</param>
/// <param name="Beta2">The part of v that is kept.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
/// <param name="WeightDecay">λ.</param>
public readonly record struct AdamW(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
    : IUpdateRule<AdamW>
{
    /// <summary>With the default hyperparameters.</summary>
    public AdamW() : this(0.001) { }

    private Adam Adam { get; init; } = new(LearningRate, Beta1, Beta2, Epsilon);

    IReadOnlyList<Slot> IUpdateRule<AdamW>.Slots => Adam.Moments;

    /// <inheritdoc/>
    public void Check()
    {
        new Adam(LearningRate, Beta1, Beta2, Epsilon).Check();
        Hyperparameter.RequireNotNegative(WeightDecay);
    }

    /// <inheritdoc/>
    public AdamW At(long update) => this with { Adam = new Adam(LearningRate, Beta1, Beta2, Epsilon).At(update) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber v, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        w -= WeightDecay * rate * w;
        Adam.Update(rate, g, ref w, ref m, ref v, ref third);
    }
}
