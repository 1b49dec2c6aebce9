namespace Autodiff.NN;

/// <summary>Multiplies the rate by a decay whenever the loss has not fallen for a while. Tell it the loss of each epoch: <see cref="Observe"/>.</summary>
/// <param name="patience">The observations without improvement after which the rate falls.</param>
/// <param name="decay">By what it is multiplied then.</param>
/// <param name="threshold">The part of the best loss by which another must be less to count as an improvement.</param>
/// <param name="least">The least factor.</param>
public sealed class ReduceOnPlateau(int patience = 10, double decay = 0.1, double threshold = 1e-4, double least = 0) : ISchedule
{
    private double best = double.PositiveInfinity;
    private double factor = 1;
    private int waited;

    /// <inheritdoc/>
    public double Factor(long updates) => factor;

    /// <summary>Takes note of a loss.</summary>
    /// <param name="loss">That of an epoch, on examples held out as a rule.</param>
    /// <returns>True when the rate falls.</returns>
    public bool Observe(double loss)
    {
        if (double.IsPositiveInfinity(best) ? loss < best : loss < best - (threshold * Math.Abs(best)))
        {
            (best, waited) = (loss, 0);
            return false;
        }

        if (++waited <= patience)
        {
            return false;
        }

        waited = 0;
        factor = Math.Max(factor * decay, least);
        return true;
    }
}
