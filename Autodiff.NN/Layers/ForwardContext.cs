namespace Autodiff.NN;

/// <summary>What a forward pass is for, and where its random numbers come from.</summary>
public sealed class ForwardContext
{
    private readonly Random? random;

    private ForwardContext(bool isTraining, bool isNoisy, Random? random) => (IsTraining, IsNoisy, this.random) = (isTraining, isNoisy, random);

    /// <summary>To use the network: nothing is dropped, statistics are those collected in training.</summary>
    public static ForwardContext Inference { get; } = new(isTraining: false, isNoisy: false, random: null);

    /// <summary>To train the network.</summary>
    /// <param name="random">Where layers such as dropout draw from; may be missing when no layer does.</param>
    public static ForwardContext Training(Random? random = null) => new(isTraining: true, isNoisy: true, random);

    /// <summary>
    /// To use the network with what is random in training: dropout drops and noise is added, while statistics are those collected in training
    /// and stay as they are. See <see cref="NN.MonteCarlo.Predict"/>.
    /// </summary>
    /// <param name="random">Where layers such as dropout draw from.</param>
    public static ForwardContext MonteCarlo(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new(isTraining: false, isNoisy: true, random);
    }

    /// <summary>True in training: batch statistics are taken and collected.</summary>
    public bool IsTraining { get; }

    /// <summary>True where dropout and noise act: in training, and in <see cref="MonteCarlo"/>.</summary>
    public bool IsNoisy { get; }

    /// <summary>Where random numbers come from.</summary>
    /// <exception cref="InvalidOperationException">There is no source.</exception>
    public Random Random => random ?? throw new InvalidOperationException(
        "A layer draws random numbers, and the context has no source of them. Make it with ForwardContext.Training(new Random(seed)), or MonteCarlo(new Random(seed)).");
}
