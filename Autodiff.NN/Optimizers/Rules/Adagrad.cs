using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>a ← a + g², w ← w - η g / (√a + ε).</summary>
/// <remarks>
/// Duchi, Hazan and Singer 2011. The defaults are those of TensorFlow 1: a starts at 0.1, and there is no ε. PyTorch starts at 0 with
/// ε = 1e-10: <c>new Adagrad(0.01, InitialAccumulator: 0, Epsilon: 1e-10)</c>; Keras has ε = 1e-7, inside the root. Starting at 0 without ε, an element
/// whose gradient is 0 would become 0/0, so that is refused.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="InitialAccumulator">What a starts at.</param>
/// <param name="Epsilon">ε, outside of the root.</param>
public readonly record struct Adagrad(double LearningRate = 0.01, double InitialAccumulator = 0.1, double Epsilon = 0) : IUpdateRule<Adagrad>
{
    /// <summary>With the default hyperparameters.</summary>
    public Adagrad() : this(0.01) { }

    IReadOnlyList<Slot> IUpdateRule<Adagrad>.Slots => [new("a", InitialAccumulator)];

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireNotNegative(InitialAccumulator);
        Hyperparameter.RequireNotNegative(Epsilon);
        Hyperparameter.RequirePositive(InitialAccumulator + Epsilon);
    }

    /// <inheritdoc/>
    public Adagrad At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber a, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        a += g * g;
        w -= rate * (g / (a.Sqrt() + Epsilon));
    }
}
