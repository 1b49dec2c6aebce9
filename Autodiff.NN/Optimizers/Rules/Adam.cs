using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², w ← w - η m̂ / (√v̂ + ε) with m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ).</summary>
/// <remarks>
/// Kingma and Ba 2015, algorithm 1, and PyTorch; m and v start at 0. TensorFlow 1, Keras and the end of section 2 of the paper divide by √v + ε̂
/// instead, which is another ε: <paramref name="EpsilonHat"/>. Keras has 1e-7 for it.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept.</param>
/// <param name="Beta2">The part of v that is kept.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
/// <param name="EpsilonHat">True to take <paramref name="Epsilon"/> as ε̂: w ← w - η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε̂).</param>
public readonly record struct Adam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, bool EpsilonHat = false)
    : IUpdateRule<Adam>
{
    internal static readonly Slot[] Moments = [new("m"), new("v")];

    /// <summary>With the default hyperparameters.</summary>
    public Adam() : this(0.001) { }

    private double Scale1 { get; init; } = 1; // of m, to m̂

    private double Scale2 { get; init; } = 1; // of √v, to √v̂

    IReadOnlyList<Slot> IUpdateRule<Adam>.Slots => Moments;

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireKeptPart(Beta1);
        Hyperparameter.RequireKeptPart(Beta2);
        Hyperparameter.RequirePositive(Epsilon);
    }

    /// <inheritdoc/>
    public Adam At(long update) => this with { Scale1 = 1 / (1 - Math.Pow(Beta1, update)), Scale2 = 1 / Math.Sqrt(1 - Math.Pow(Beta2, update)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber v, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta1 * m) + ((1 - Beta1) * g);
        v = (Beta2 * v) + ((1 - Beta2) * (g * g));

        // Of 16 floats a quotient or a root takes as long as all the rest: no more of them than there must be.
        w -= EpsilonHat
            ? Scale1 / Scale2 * rate * (m / (v.Sqrt() + Epsilon))
            : Scale1 * rate * (m / ((Scale2 * v.Sqrt()) + Epsilon));
    }
}
