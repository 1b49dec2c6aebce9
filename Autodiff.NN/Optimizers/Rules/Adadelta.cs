using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>a ← ρ a + (1 - ρ) g², u = √(d + ε) / √(a + ε) · g, d ← ρ d + (1 - ρ) u², w ← w - η u; d is that of the update before in u.</summary>
/// <remarks>
/// Zeiler 2012, algorithm 1, where η is 1. The defaults are those of TensorFlow 1; PyTorch has η = 1, ρ = 0.9 and ε = 1e-6, Keras ε = 1e-7.
/// ε stands inside of both roots in all of them, and a and d start at 0: ε also sets the size of the first updates.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Rho">ρ, the part of a and d that is kept.</param>
/// <param name="Epsilon">ε, inside of the roots.</param>
public readonly record struct Adadelta(double LearningRate = 0.001, double Rho = 0.95, double Epsilon = 1e-8) : IUpdateRule<Adadelta>
{
    private static readonly Slot[] Squares = [new("a"), new("d")];

    /// <summary>With the default hyperparameters.</summary>
    public Adadelta() : this(0.001) { }

    IReadOnlyList<Slot> IUpdateRule<Adadelta>.Slots => Squares;

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireKeptPart(Rho);
        Hyperparameter.RequirePositive(Epsilon);
    }

    /// <inheritdoc/>
    public Adadelta At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber a, ref TNumber d, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        a = (Rho * a) + ((1 - Rho) * (g * g));
        var u = (d + Epsilon).Sqrt() / (a + Epsilon).Sqrt() * g;
        d = (Rho * d) + ((1 - Rho) * (u * u));
        w -= rate * u;
    }
}
