using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>m and v as in <see cref="Adam"/>, u ← max(u, v), w ← w - η m̂ / (√û + ε) with m̂ = m / (1 - β₁ᵗ) and û = u / (1 - β₂ᵗ).</summary>
/// <remarks>
/// Reddi, Kale and Kumar 2018, algorithm 2, whose rates never grow; all three arrays start at 0. The paper has no correction of the bias and no ε:
/// <paramref name="BiasCorrection"/> false is the former. PyTorch (Adam with amsgrad) is as here; Keras adds ε to √u before the correction, as
/// ε̂ of <see cref="Adam"/>.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept.</param>
/// <param name="Beta2">The part of v that is kept.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
/// <param name="BiasCorrection">False to take m and u themselves for m̂ and û.</param>
public readonly record struct AmsGrad(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, bool BiasCorrection = true)
    : IUpdateRule<AmsGrad>
{
    private static readonly Slot[] Moments = [new("m"), new("v"), new("u")];

    /// <summary>With the default hyperparameters.</summary>
    public AmsGrad() : this(0.001) { }

    private double Correction1 { get; init; } = 1;

    private double Correction2 { get; init; } = 1;

    IReadOnlyList<Slot> IUpdateRule<AmsGrad>.Slots => Moments;

    /// <inheritdoc/>
    public void Check() => new Adam(LearningRate, Beta1, Beta2, Epsilon).Check();

    /// <inheritdoc/>
    public AmsGrad At(long update) => BiasCorrection
        ? this with { Correction1 = 1 - Math.Pow(Beta1, update), Correction2 = 1 - Math.Pow(Beta2, update) }
        : this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber v, ref TNumber u)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta1 * m) + ((1 - Beta1) * g);
        v = (Beta2 * v) + ((1 - Beta2) * (g * g));
        u = u.Max(v);
        w -= rate * ((m / Correction1) / ((u / Correction2).Sqrt() + Epsilon));
    }
}
