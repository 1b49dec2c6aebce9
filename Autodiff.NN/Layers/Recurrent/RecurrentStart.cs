namespace Autodiff.NN;

/// <summary>How the parameters of a recurrent cell start, each gate by itself; by default all as U(-1/√units, 1/√units).</summary>
public sealed record RecurrentStart
{
    /// <summary>W of a gate: [features, units].</summary>
    public Initializer InputWeights { get; init; } = new ReciprocalRootUniform();

    /// <summary>U of a gate: [units, units].</summary>
    public Initializer RecurrentWeights { get; init; } = new ReciprocalRootUniform();

    /// <summary>b of a gate: [units].</summary>
    public Initializer Biases { get; init; } = new ReciprocalRootUniform();
}
