namespace Autodiff.NN;

/// <summary>Multiplies the rate by a decay whenever the loss has not fallen for a while. Tell it the loss of each epoch: <see cref="Observe"/>.</summary>
public sealed class ReduceOnPlateau : ISchedule
{
    private readonly int patience;
    private readonly double decay;
    private readonly double threshold;
    private readonly double least;

    /// <summary>A schedule that has seen no loss.</summary>
    /// <param name="patience">The observations without improvement after which the rate falls.</param>
    /// <param name="decay">By what it is multiplied then.</param>
    /// <param name="threshold">The part of the best loss by which another must be less to count as an improvement.</param>
    /// <param name="least">The least factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience or the threshold is negative, the decay not from 0 on and less than 1, or the least factor not from 0 to 1.</exception>
    public ReduceOnPlateau(int patience = 10, double decay = 0.1, double threshold = 1e-4, double least = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        Hyperparameter.RequireKeptPart(decay);
        Hyperparameter.RequireNotNegative(threshold);
        Hyperparameter.Require(least is >= 0 and <= 1, least, nameof(least), "from 0 to 1");
        (this.patience, this.decay, this.threshold, this.least) = (patience, decay, threshold, least);
    }

    /// <summary>What it has learnt from losses. To go on where another schedule stopped, set it.</summary>
    public PlateauState State { get; set; } = new();

    /// <inheritdoc/>
    public double Factor(long updates) => State.Factor;

    /// <summary>Takes note of a loss.</summary>
    /// <param name="loss">That of an epoch, on examples held out as a rule.</param>
    /// <returns>True when the rate falls.</returns>
    public bool Observe(double loss)
    {
        var (best, factor, waited) = State;
        bool improves = double.IsPositiveInfinity(best) ? loss < best : loss < best - (threshold * Math.Abs(best));
        bool falls = !improves && waited >= patience;
        State = improves ? new(loss, factor)
            : falls ? new(best, Math.Max(factor * decay, least))
            : State with { Waited = waited + 1 };
        return falls;
    }
}

/// <summary>What <see cref="ReduceOnPlateau"/> keeps from one loss to the next.</summary>
/// <param name="Best">The least loss.</param>
/// <param name="Factor">By what the rate is multiplied.</param>
/// <param name="Waited">The losses since the best or the last fall.</param>
public sealed record PlateauState(double Best = double.PositiveInfinity, double Factor = 1, int Waited = 0);
