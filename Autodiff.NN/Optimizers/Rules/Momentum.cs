using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>m ← β m + g, w ← w - η m; with Nesterov's momentum w ← w - η (g + β m).</summary>
/// <remarks>
/// Polyak 1964; Sutskever, Martens, Dahl and Hinton 2013 for Nesterov's. As TensorFlow 1 and PyTorch (dampening 0). Keras and many lectures take η
/// into the momentum, m ← β m + η g, w ← w - m: the same while η stays the same; when η changes, here the whole momentum follows at once.
/// </remarks>
/// <param name="LearningRate">η.</param>
/// <param name="Beta">The part of m that is kept.</param>
/// <param name="Nesterov">True to look one update ahead.</param>
public readonly record struct Momentum(double LearningRate = 0.01, double Beta = 0.9, bool Nesterov = false) : IUpdateRule<Momentum>
{
    private static readonly Slot[] Velocity = [new("m")];

    /// <summary>With the default hyperparameters.</summary>
    public Momentum() : this(0.01) { }

    IReadOnlyList<Slot> IUpdateRule<Momentum>.Slots => Velocity;

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.RequireKeptPart(Beta);
    }

    /// <inheritdoc/>
    public Momentum At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber m, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        m = (Beta * m) + g;
        w -= rate * (Nesterov ? g + (Beta * m) : m);
    }
}
