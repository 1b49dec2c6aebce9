namespace Autodiff.NN;

/// <summary>The channels of a convolution: the outputs of a group see the inputs of that group only.</summary>
internal readonly record struct Channels
{
    /// <summary>Channels in groups.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The groups divide the inputs or the outputs with a rest.</exception>
    public Channels(int inputs, int outputs, int groups = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException($"{inputs} input channels and {outputs} output channels do not both fall into {groups} equal groups. Give multiples of the groups.", nameof(groups));
        }

        (Inputs, Outputs, Groups) = (inputs, outputs, groups);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Groups { get; }

    public int InputsOfGroup => Inputs / Groups;

    public int OutputsOfGroup => Outputs / Groups;
}
