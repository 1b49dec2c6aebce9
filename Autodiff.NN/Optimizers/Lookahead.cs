using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>After every k updates of another optimizer, s ← s + α (w - s) and w ← s: slow weights s that follow the fast ones w.</summary>
/// <remarks>
/// Zhang, Lucas, Hinton and Ba 2019, algorithm 1. The slow weights start as what the weights are before the first update; after other numbers
/// were given to the weights, set <see cref="Steps"/> to 0 to begin anew.
/// </remarks>
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
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> Parameters => fast.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> State => [.. fast.State, .. slow];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counters
    {
        get => fast.Counters;
        set => fast.Counters = value;
    }

    /// <inheritdoc/>
    public long Steps
    {
        get => fast.Steps;
        set => fast.Steps = value;
    }

    /// <inheritdoc/>
    public void Update(Gradients<T> gradients)
    {
        long before = Steps;
        for (int i = 0; i < (before == 0 ? slow.Length : 0); i++)
        {
            slow[i].Assign(Parameters[i]);
        }

        fast.Update(gradients);
        if (Steps == before || Steps % every != 0)
        {
            return;
        }

        for (int i = 0; i < slow.Length; i++)
        {
            var parameter = Parameters[i];
            if (!parameter.IsFrozen)
            {
                T[] mean = slow[i].Array.ChangeSome();
                TensorPrimitives.Lerp(mean, parameter.Span, T.CreateChecked(alpha), mean);
                parameter.Assign(slow[i]);
                parameter.Constrain(gradients[parameter].Tape!);
            }

            slow[i].Assign(parameter);
        }
    }
}
