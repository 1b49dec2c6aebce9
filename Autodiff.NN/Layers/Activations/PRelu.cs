using System.Numerics;

namespace Autodiff.NN;

/// <summary>x where x &gt; 0, else a x, with a learned slope a (He et al. 2015). The derivative by a is Σ x dy over the x ≤ 0.</summary>
/// <remarks>One slope for all, or one for each channel: along axis 1 as in PyTorch, whatever the rank, or along another axis.</remarks>
public sealed class PRelu<T> : Layer<T>, IActivation where T : IFloatingPointIeee754<T>
{
    private readonly ChannelAxis axis;

    /// <summary>A learned slope.</summary>
    /// <param name="channels">The number of slopes, one for each channel; 1 for one slope of all channels, however many.</param>
    /// <param name="start">The slopes at first: 0.25 as in the paper and in PyTorch; Keras starts at 0.</param>
    /// <param name="axis">Where the channels are: 1, or -1 for sequences [batch, time, features]. Of one slope it means nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of channels is not positive, the start not finite, or the axis not 1 or greater or -1.</exception>
    public PRelu(int channels = 1, double start = 0.25, int axis = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Hyperparameter.Require(double.IsFinite(start), start, nameof(start), "finite");
        this.axis = new(axis);
        Slope = AddParameter("slope", Tensor.Full([channels], T.CreateChecked(start)));
    }

    /// <summary>a, of shape [channels].</summary>
    public Parameter<T> Slope { get; }

    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.LeakyHeUniform(double.CreateChecked(Slope.Span[0]));

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (Slope.Count == 1)
        {
            return x.LeakyRelu(Slope);
        }

        int place = axis.In(x.Shape);
        if (place == 0 || x.Shape[place] != Slope.Count)
        {
            throw Misfit(x, $"{axis.Asked(Slope.Count)}: there is one slope for each channel. Of sequences, whose features are last, give axis: -1");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x.LeakyRelu(axis.Align(Slope.Beside(x), x)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"PRelu({Slope.Count})";
}
