using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>
/// Each element has a length s of its own, and w ← w - η s sign(g): s grows by <paramref name="Increase"/> where g has the sign of the update before,
/// and shrinks by <paramref name="Decrease"/> where the sign changed; there the weight waits for one update.
/// </summary>
/// <remarks>
/// Riedmiller and Braun 1993, in the form iRprop⁻ of Igel and Hüsken 2003, as PyTorch has it; for gradients of all examples, not of batches. s starts
/// at 1 and is in units of η, so that a schedule of η applies: PyTorch's least and greatest step sizes, 1e-6 and 50, are the defaults here at its default η, 0.01.
/// </remarks>
/// <param name="LearningRate">η, the change of a weight at the first update.</param>
/// <param name="Increase">More than 1.</param>
/// <param name="Decrease">Between 0 and 1.</param>
/// <param name="Least">The least s.</param>
/// <param name="Greatest">The greatest s.</param>
public readonly record struct Rprop(double LearningRate = 0.01, double Increase = 1.2, double Decrease = 0.5, double Least = 1e-4, double Greatest = 5000)
    : IUpdateRule<Rprop>
{
    private static readonly Slot[] LengthAndSign = [new("s", 1), new("sign")];

    /// <summary>With the default hyperparameters.</summary>
    public Rprop() : this(0.01) { }

    IReadOnlyList<Slot> IUpdateRule<Rprop>.Slots => LengthAndSign;

    /// <inheritdoc/>
    public void Check()
    {
        Hyperparameter.RequireNotNegative(LearningRate);
        Hyperparameter.Require(Increase > 1 && double.IsFinite(Increase), Increase, nameof(Increase), "greater than 1, and finite");
        Hyperparameter.Require(Decrease is > 0 and < 1, Decrease, nameof(Decrease), "greater than 0 and less than 1");
        Hyperparameter.Require(Least is > 0 and <= 1, Least, nameof(Least), "greater than 0 and at most 1, where s starts");
        Hyperparameter.Require(Greatest >= 1 && double.IsFinite(Greatest), Greatest, nameof(Greatest), "1, where s starts, or greater, and finite");
    }

    /// <inheritdoc/>
    public Rprop At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber s, ref TNumber before, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>
    {
        var sign = g.Sign(); // of the numbers themselves products could underflow or be 0 ∞
        var agreement = sign * before;
        var changed = (-agreement).Exceeds(0);
        s = TNumber.Where(changed, Decrease * s, TNumber.Where(agreement.Exceeds(0), Increase * s, s)).Clamp(Least, Greatest);
        before = TNumber.Where(changed, sign - sign, sign); // 0, and not -0
        w -= rate * (s * before);
    }
}
