namespace Autodiff.NN;

/// <summary>What a forward pass is for, and where its random numbers come from.</summary>
public sealed class ForwardContext
{
    private readonly Random? random;

    private ForwardContext(bool isTraining, Random? random) => (IsTraining, this.random) = (isTraining, random);

    /// <summary>To use the network: nothing is dropped, statistics are those collected in training.</summary>
    public static ForwardContext Inference { get; } = new(isTraining: false, random: null);

    /// <summary>To train the network.</summary>
    /// <param name="random">Where layers such as dropout draw from; may be missing when no layer does.</param>
    public static ForwardContext Training(Random? random = null) => new(isTraining: true, random);

    /// <summary>True in training.</summary>
    public bool IsTraining { get; }

    /// <summary>Where random numbers come from.</summary>
    /// <exception cref="InvalidOperationException">There is no source.</exception>
    public Random Random => random ?? throw new InvalidOperationException(
        "A layer draws random numbers in training, and the context has no source of them. Make it with ForwardContext.Training(new Random(seed)).");
}
