using System.Numerics;

namespace Autodiff.NN;

/// <summary>decode(encode(x)): what comes back through a code that has room for less than x. Rumelhart, Hinton and Williams 1986.</summary>
public sealed class Autoencoder<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>An encoder with its decoder.</summary>
    /// <param name="encoder">From x to the code.</param>
    /// <param name="decoder">From the code to what should be x.</param>
    public Autoencoder(ILayer<T> encoder, ILayer<T> decoder)
    {
        Encoder = AddLayer("encoder", encoder);
        Decoder = AddLayer("decoder", decoder);
    }

    /// <summary>An encoder with its decoder, each of layers one after the other.</summary>
    /// <param name="encoder">From x to the code.</param>
    /// <param name="decoder">From the code to what should be x.</param>
    public Autoencoder(Sequential<T> encoder, Sequential<T> decoder) : this((ILayer<T>)encoder, decoder)
    {
    }

    /// <summary>From x to the code.</summary>
    public ILayer<T> Encoder { get; }

    /// <summary>From the code to what should be x.</summary>
    public ILayer<T> Decoder { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(Decoder.Forward(Encoder.Forward(x, context), context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Autoencoder({Encoder}, {Decoder})";
}
