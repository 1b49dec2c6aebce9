using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>
/// Follow the regularized leader: n' = n + g², z ← z + g + 2 l w - (n'⁻ᵖ - n⁻ᵖ) / η · w,
/// w ← -shrink(z, l₁) / (n'⁻ᵖ / η + 2 l₂), with shrink(x, k) = sign(x) max(|x| - k, 0).
/// </summary>
/// <remarks>
/// McMahan, Holt, Sculley, Young and others 2013, algorithm 1, as FtrlOptimizer of TensorFlow 1 and Ftrl of Keras: p = -1/2, n starts at 0.1, z at 0, no ε
/// (Keras adds β / 2η to l₂, which is 0 by default). The penalties are l₁ Σ |w| + l₂ Σ w². PyTorch has none.
/// The formula divides by η: where a schedule gives 0, nothing changes. One that lets η fall lets the weights fall, whose size it scales.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Power">p, 0 or less: with 0 the rate stays η, with -1/2 it falls as in <see cref="Adagrad"/>.</param>
/// <param name="InitialAccumulator">What n starts at.</param>
/// <param name="L1">l₁, which makes weights exactly 0.</param>
/// <param name="L2">l₂.</param>
/// <param name="Shrinkage">l: as a penalty l Σ w² in the loss, but without a part in n.</param>
public readonly record struct Ftrl(
    double LearningRate = 0.001, double Power = -0.5, double InitialAccumulator = 0.1, double L1 = 0, double L2 = 0, double Shrinkage = 0) : IUpdateRule<Ftrl>
{
    /// <summary>With the default hyperparameters.</summary>
    public Ftrl() : this(0.001) { }

    IReadOnlyList<Slot> IUpdateRule<Ftrl>.Slots => [new("n", InitialAccumulator), new("z")];

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequirePositive(LearningRate);
        Hyperparameter.Require(Power <= 0 && double.IsFinite(Power), Power, nameof(Power), "0 or less, and finite");
        Hyperparameter.RequirePositive(InitialAccumulator);
        Hyperparameter.RequireNotNegative(L1);
        Hyperparameter.RequireNotNegative(L2);
        Hyperparameter.RequireNotNegative(Shrinkage);
    }

    /// <inheritdoc/>
    public Ftrl At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber n, ref TNumber z, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        var sum = n + (g * g);
        var now = Raised(sum);
        var linear = (z + (g + (2 * Shrinkage * w))) - ((now - Raised(n)) / rate * w);
        var moves = rate.Exceeds(0);
        w = TNumber.Where(moves, -(linear.Shrink(L1) / ((now / rate) + (2 * L2))), w);
        z = TNumber.Where(moves, linear, z);
        n = TNumber.Where(moves, sum, n);
    }

    private TNumber Raised<TNumber>(TNumber n) where TNumber : struct, IPointwise<TNumber> => Power == -0.5 ? n.Sqrt() : n.Pow(-Power);
}
