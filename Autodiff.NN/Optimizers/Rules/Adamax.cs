using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>m ← β₁ m + (1 - β₁) g, u ← max(β₂ u, |g|), w ← w - η m̂ / (u + ε) with m̂ = m / (1 - β₁ᵗ).</summary>
/// <remarks>
/// Kingma and Ba 2015, algorithm 2, which has no ε, so that an element whose gradient was 0 from the start would become 0/0; m and u start at 0.
/// Keras is as here with η = 0.001 and ε = 1e-7; PyTorch adds ε to |g| inside of the maximum.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept.</param>
/// <param name="Beta2">The part of u that is kept.</param>
/// <param name="Epsilon">ε.</param>
public readonly record struct Adamax(double LearningRate = 0.002, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : IUpdateRule<Adamax>
{
    private static readonly Slot[] Moments = [new("m"), new("u")];

    /// <summary>With the default hyperparameters.</summary>
    public Adamax() : this(0.002) { }

    private double Correction { get; init; } = 1;

    IReadOnlyList<Slot> IUpdateRule<Adamax>.Slots => Moments;

    /// <inheritdoc/>
    public void Check() => new Adam(LearningRate, Beta1, Beta2, Epsilon).Check();

    /// <inheritdoc/>
    public Adamax At(long update) => this with { Correction = 1 - Math.Pow(Beta1, update) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber u, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta1 * m) + ((1 - Beta1) * g);
        u = (Beta2 * u).Max(g.Abs());
        w -= rate * ((m / Correction) / (u + Epsilon));
    }
}
