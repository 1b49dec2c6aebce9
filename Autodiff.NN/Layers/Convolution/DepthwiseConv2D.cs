using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// A convolution of each channel by itself: <see cref="Conv2D{T}"/> with as many groups as channels. From [batch, channels, height, width] to
/// channels · multiplier channels, of which the first ones are made of the first channel. W has the shape [channels · multiplier, 1, kernel…].
/// </summary>
public sealed class DepthwiseConv2D<T> : Conv2D<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>A convolution of each channel by itself.</summary>
    /// <param name="channels">The channels of the input.</param>
    /// <param name="kernel">The height and width of the kernels.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="multiplier">The output channels of each input channel.</param>
    /// <param name="stride">Elements from one place of the kernel to the next; 1 when left out.</param>
    /// <param name="padding">The zeros on the four sides; none when left out.</param>
    /// <param name="dilation">Elements from one tap to the next; 1 when left out.</param>
    /// <param name="activation">What is applied to the output; nothing when left out.</param>
    /// <param name="weights">How the weights start; by default as the activation asks for.</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public DepthwiseConv2D(
        int channels,
        Extent kernel,
        Random random,
        int multiplier = 1,
        Extent? stride = null,
        Padding padding = default,
        Extent? dilation = null,
        ILayer<T>? activation = null,
        Initializer? weights = null,
        Initializer? biases = null,
        bool hasBias = true)
        : base(channels, Outputs(channels, multiplier), kernel, random, stride, padding, dilation, channels, activation, weights, biases, hasBias)
    {
    }

    private static int Outputs(int channels, int multiplier)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiplier);
        return channels * multiplier;
    }
}
