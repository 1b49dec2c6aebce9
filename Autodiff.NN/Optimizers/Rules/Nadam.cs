using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>
/// m and v as in <see cref="Adam"/>, w ← w - η m̂ / (√v̂ + ε) with v̂ = v / (1 - β₂ᵗ) and Nesterov's momentum in
/// m̂ = μₜ₊₁ m / (1 - μ₁⋯μₜ₊₁) + (1 - μₜ) g / (1 - μ₁⋯μₜ), where μᵢ = β₁ (1 - ½ 0.96^(ψ i)).
/// </summary>
/// <remarks>
/// Dozat 2016, with the schedule of μ of the paper, where ψ = 1/250, as PyTorch has it; Keras has ψ = 1 and ε = 1e-7. m and v start at 0.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept, and what μ grows to.</param>
/// <param name="Beta2">The part of v that is kept.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
/// <param name="MomentumDecay">ψ: how fast μ grows from half of β₁ to β₁.</param>
public readonly record struct Nadam(double LearningRate = 0.002, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double MomentumDecay = 0.004)
    : IUpdateRule<Nadam>
{
    /// <summary>With the default hyperparameters.</summary>
    public Nadam() : this(0.002) { }

    private double GradientPart { get; init; }

    private double MomentumPart { get; init; }

    private double Correction2 { get; init; } = 1;

    IReadOnlyList<Slot> IUpdateRule<Nadam>.Slots => Adam.Moments;

    /// <inheritdoc/>
    public void Check()
    {
        new Adam(LearningRate, Beta1, Beta2, Epsilon).Check();
        Hyperparameter.RequireNotNegative(MomentumDecay);
    }

    /// <inheritdoc/>
    public Nadam At(long update)
    {
        double logBase = MomentumDecay * Math.Log(0.96);
        double mu = Beta1 * (1 - (0.5 * Math.Exp(update * logBase)));
        double muNext = Beta1 * (1 - (0.5 * Math.Exp((update + 1) * logBase)));
        double product = Math.Pow(Beta1, update) * Product(logBase, update);
        return this with
        {
            GradientPart = (1 - mu) / (1 - product),
            MomentumPart = muNext / (1 - (product * muNext)),
            Correction2 = 1 - Math.Pow(Beta2, update),
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber v, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta1 * m) + ((1 - Beta1) * g);
        v = (Beta2 * v) + ((1 - Beta2) * (g * g));
        w -= rate * (((MomentumPart * m) + (GradientPart * g)) / ((v / Correction2).Sqrt() + Epsilon));
    }

    /// <summary>Π (1 - qⁱ/2) for i from 1 to n, from log q: a function of n, so that there is nothing to be kept beside the count of updates.</summary>
    private static double Product(double logBase, long n)
    {
        // Σᵢ log(1 - qⁱ/2) = -Σₖ Σᵢ qⁱᵏ / (k 2ᵏ), and the inner sum is geometric: qᵏ (1 - qᵏⁿ) / (1 - qᵏ). Past k = 60 nothing is left.
        double logarithm = 0;
        for (int k = 1; k <= 60; k++)
        {
            double log = k * logBase;
            double sum = log == 0 ? n : Math.Exp(log) * Functions.ExpM1(n * log) / Functions.ExpM1(log);
            logarithm -= Math.ScaleB(sum / k, -k);
        }

        return Math.Exp(logarithm);
    }
}
