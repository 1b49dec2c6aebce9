using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>
/// m and v as in <see cref="Adam"/>, w ← w - η r m̂ / (√v̂ + ε) once ρ > <paramref name="Threshold"/>, and w ← w - η m̂ before, with
/// r = √((ρ - 4)(ρ - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρ)), ρ∞ = 2 / (1 - β₂) - 1 and ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ).
/// </summary>
/// <remarks>
/// Liu, Jiang, He, Chen, Liu, Gao and Han 2020, algorithm 2: no division while the variance of √v̂ is too great. The paper divides from ρ > 4 on and has no
/// ε; PyTorch divides from ρ > 5 on, as the default here. m and v start at 0. PyTorch adds ε to √v before the correction, as ε̂ of <see cref="Adam"/>.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept.</param>
/// <param name="Beta2">The part of v that is kept.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
/// <param name="Threshold">The ρ to exceed, at least 4.</param>
public readonly record struct RAdam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double Threshold = 5)
    : IUpdateRule<RAdam>
{
    /// <summary>With the default hyperparameters.</summary>
    public RAdam() : this(0.001) { }

    private double Correction1 { get; init; } = 1;

    private double Correction2 { get; init; } = 1;

    /// <summary>r, or 0 while there is no division.</summary>
    private double Rectification { get; init; }

    IReadOnlyList<Slot> IUpdateRule<RAdam>.Slots => Adam.Moments;

    /// <inheritdoc/>
    public void Check()
    {
        new Adam(LearningRate, Beta1, Beta2, Epsilon).Check();
        Hyperparameter.Require(Threshold >= 4 && double.IsFinite(Threshold), Threshold, nameof(Threshold), "4 or greater, and finite: below it r is not real");
    }

    /// <inheritdoc/>
    public RAdam At(long update)
    {
        double power = Math.Pow(Beta2, update);
        double greatest = (2 / (1 - Beta2)) - 1;
        double length = greatest - (2 * update * power / (1 - power));
        return this with
        {
            Correction1 = 1 - Math.Pow(Beta1, update),
            Correction2 = 1 - power,
            Rectification = length > Threshold
                ? Math.Sqrt((length - 4) * (length - 2) * greatest / ((greatest - 4) * (greatest - 2) * length))
                : 0,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber v, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta1 * m) + ((1 - Beta1) * g);
        v = (Beta2 * v) + ((1 - Beta2) * (g * g));
        w -= Rectification > 0
            ? Rectification * rate * ((m / Correction1) / ((v / Correction2).Sqrt() + Epsilon))
            : rate * (m / Correction1);
    }
}
