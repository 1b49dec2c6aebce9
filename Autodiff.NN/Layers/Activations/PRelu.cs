using System.Numerics;

namespace Autodiff.NN;

/// <summary>x where x &gt; 0, else a x, with a learned slope a (He et al. 2015). The derivative by a is Σ x dy over the x ≤ 0.</summary>
/// <remarks>One slope for all, or one for each channel: of images [batch, channels, height, width] along axis 1, of all else along the last axis.</remarks>
public sealed class PRelu<T> : Layer<T>, IActivation where T : IFloatingPointIeee754<T>
{
    private readonly Shape perChannel;

    /// <summary>A learned slope.</summary>
    /// <param name="channels">The number of slopes, one for each channel; 1 for one slope of all channels, however many.</param>
    /// <param name="start">The slopes at first: 0.25 as in the paper and in PyTorch; Keras starts at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of channels is not positive.</exception>
    public PRelu(int channels = 1, double start = 0.25)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Slope = AddParameter("slope", Tensor.Full([channels], T.CreateChecked(start)));
        perChannel = [channels, 1, 1];
    }

    /// <summary>a, of shape [channels].</summary>
    public Parameter<T> Slope { get; }

    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.LeakyHeUniform(double.CreateChecked(Slope.Span[0]));

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        bool isImage = x.Rank == 4;
        if (Slope.Count > 1 && (x.Rank == 0 || x.Shape[isImage ? 1 : ^1] != Slope.Count))
        {
            throw Misfit(x, $"[batch, {Slope.Count}, height, width] or [..., {Slope.Count}]: there is one slope for each channel");
        }

        return x.LeakyRelu(isImage ? Slope.Beside(x).Reshape(perChannel) : Slope);
    }

    /// <inheritdoc/>
    public override string ToString() => $"PRelu({Slope.Count})";
}
