using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>After every k updates of another optimizer, s ← s + α (w - s) and w ← s: slow weights s that follow the fast ones w.</summary>
/// <remarks>Zhang, Lucas, Hinton and Ba 2019, algorithm 1.</remarks>
public sealed class Lookahead<T> : IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly IOptimizer<T> fast;
    private readonly Parameter<T>[] slow;
    private readonly int every;
    private readonly double alpha;

    /// <summary>Lookahead over an optimizer.</summary>
    /// <param name="fast">The optimizer of the fast weights.</param>
    /// <param name="every">k.</param>
    /// <param name="alpha">α.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive, or α not from 0 to 1.</exception>
    public Lookahead(IOptimizer<T> fast, int every = 5, double alpha = 0.5)
    {
        ArgumentNullException.ThrowIfNull(fast);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        this.alpha = alpha is >= 0 and <= 1 ? alpha : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The part of the way lies between 0 and 1.");
        (this.fast, this.every) = (fast, every);
        slow = [.. fast.Parameters.Select(parameter => new Parameter<T>($"{parameter.Path}.slow", parameter.Value) { IsFrozen = true })];
        State = [.. fast.State, .. slow];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> Parameters => fast.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> State { get; }

    /// <inheritdoc/>
    public long Steps
    {
        get => fast.Steps;
        set => fast.Steps = value;
    }

    /// <inheritdoc/>
    public void Update(Gradients<T> gradients)
    {
        fast.Update(gradients);
        if (Steps % every != 0)
        {
            return;
        }

        for (int i = 0; i < slow.Length; i++)
        {
            var weights = slow[i].Edit();
            TensorPrimitives.Lerp(weights, Parameters[i].Span, T.CreateChecked(alpha), weights);
            weights.CopyTo(Parameters[i].Edit());
        }
    }
}
