using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>m̂ and v̂ as in <see cref="Adam"/>, r = m̂ / (√v̂ + ε) + λ w, w ← w - η (‖w‖ / ‖r‖) r with the norms over the whole parameter.</summary>
/// <remarks>
/// You, Li, Reddi, Hseu, Kumar, Bhojanapalli, Song, Demmel, Keutzer and Hsieh 2020, algorithm 2, with φ(z) = z. A norm of 0 counts as a ratio of 1: a bias
/// that starts at 0 would stay there. m and v start at 0. TensorFlow Addons have ε = 1e-6 and λ = 0,
/// Keras ε = 1e-7; PyTorch has none.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta1">The part of m that is kept.</param>
/// <param name="Beta2">The part of v that is kept.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
/// <param name="WeightDecay">λ.</param>
public readonly record struct Lamb(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-6, double WeightDecay = 0.01)
    : IUpdateRule<Lamb>
{
    private static readonly Slot[] MomentsAndDirection = [new("m"), new("v"), new("r")];

    /// <summary>With the default hyperparameters.</summary>
    public Lamb() : this(0.001) { }

    /// <inheritdoc/>
    public static bool ScalesToNorm => true;

    private double Correction1 { get; init; } = 1;

    private double Correction2 { get; init; } = 1;

    IReadOnlyList<Slot> IUpdateRule<Lamb>.Slots => MomentsAndDirection;

    /// <inheritdoc/>
    public void Check()
    {
        new Adam(LearningRate, Beta1, Beta2, Epsilon).Check();
        Hyperparameter.RequireNotNegative(WeightDecay);
    }

    /// <inheritdoc/>
    public Lamb At(long update) => this with { Correction1 = 1 - Math.Pow(Beta1, update), Correction2 = 1 - Math.Pow(Beta2, update) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber v, ref TNumber r)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta1 * m) + ((1 - Beta1) * g);
        v = (Beta2 * v) + ((1 - Beta2) * (g * g));
        r = ((m / Correction1) / ((v / Correction2).Sqrt() + Epsilon)) + (WeightDecay * w);
    }
}
