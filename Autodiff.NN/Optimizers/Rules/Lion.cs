using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>w ← w - η (sign(β₁ m + (1 - β₁) g) + λ w), then m ← β₂ m + (1 - β₂) g.</summary>
/// <remarks>
/// Chen, Liang, Huang, Real, Wang, Liu, Pham, Dong, Luong, Hsieh, Lu and Le 2023. All weights change by η, so η is best 3 to 10 times smaller than for
/// <see cref="AdamW"/>, and λ as much greater. m starts at 0. Keras has η = 0.001. PyTorch has no Lion of its own.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m in the direction.</param>
/// <param name="Beta2">The part of m that is kept.</param>
/// <param name="WeightDecay">λ.</param>
public readonly record struct Lion(double LearningRate = 1e-4, double Beta1 = 0.9, double Beta2 = 0.99, double WeightDecay = 0) : IUpdateRule<Lion>
{
    private static readonly Slot[] Moment = [new("m")];

    /// <summary>With the default hyperparameters.</summary>
    public Lion() : this(1e-4) { }

    IReadOnlyList<Slot> IUpdateRule<Lion>.Slots => Moment;

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireKeptPart(Beta1);
        Hyperparameter.RequireKeptPart(Beta2);
        Hyperparameter.RequireNotNegative(WeightDecay);
    }

    /// <inheritdoc/>
    public Lion At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        w -= rate * (((Beta1 * m) + ((1 - Beta1) * g)).Sign() + (WeightDecay * w));
        m = (Beta2 * m) + ((1 - Beta2) * g);
    }
}
