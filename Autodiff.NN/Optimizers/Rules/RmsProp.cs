using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>
/// s ← ρ s + (1 - ρ) g², m ← β m + η g / √(s + ε), w ← w - m; centred, with c ← ρ c + (1 - ρ) g, the root is √(s - c² + ε).
/// </summary>
/// <remarks>
/// Tieleman and Hinton 2012 (lecture 6.5), where neither ε nor momentum is; the centred form is of Graves 2013. The defaults are those of
/// TensorFlow 1: ε inside of the root, and s starts at 1, so that the first updates are small. Keras: s starts at 0, η = 0.001, ε = 1e-7. PyTorch:
/// <c>new RmsProp(0.01, Decay: 0.99, Epsilon: 1e-8, EpsilonOutside: true, InitialMeanSquare: 0)</c>; it takes η out of m,
/// which is the same while η stays the same.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Decay">ρ, the part of s and c that is kept.</param>
/// <param name="Beta">β, the part of m that is kept.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Centred">True to divide by the estimated standard deviation of the gradient in place of its root mean square.</param>
/// <param name="EpsilonOutside">True to add ε to the root, and not to what is inside.</param>
/// <param name="InitialMeanSquare">What s starts at.</param>
public readonly record struct RmsProp(
    double LearningRate = 0.001,
    double Decay = 0.9,
    double Beta = 0,
    double Epsilon = 1e-10,
    bool Centred = false,
    bool EpsilonOutside = false,
    double InitialMeanSquare = 1) : IUpdateRule<RmsProp>
{
    /// <summary>With the default hyperparameters.</summary>
    public RmsProp() : this(0.001) { }

    IReadOnlyList<Slot> IUpdateRule<RmsProp>.Slots => Centred
        ? [new("s", InitialMeanSquare), new("m"), new("c")]
        : [new("s", InitialMeanSquare), new("m")];

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireKeptPart(Decay);
        Hyperparameter.RequireKeptPart(Beta);
        Hyperparameter.RequirePositive(Epsilon);
        Hyperparameter.RequireNotNegative(InitialMeanSquare);
    }

    /// <inheritdoc/>
    public RmsProp At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber s, ref TNumber m, ref TNumber c)
        where TNumber : struct, IPointwise<TNumber>
    {
        s = (Decay * s) + ((1 - Decay) * (g * g));
        var square = s;
        if (Centred)
        {
            c = (Decay * c) + ((1 - Decay) * g);
            square = (square - (c * c)).Clamp(0, double.PositiveInfinity); // of a constant gradient 0, and by rounding less
        }

        m = (Beta * m) + (rate * (g / (EpsilonOutside ? square.Sqrt() + Epsilon : (square + Epsilon).Sqrt())));
        w -= m;
    }
}
