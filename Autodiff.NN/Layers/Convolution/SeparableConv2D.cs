using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// A convolution in two steps: each channel by itself, then all channels at each place by a kernel of 1 × 1. From [batch, inputs, height, width] to
/// [batch, outputs, …] with inputs · multiplier · taps + inputs · multiplier · outputs weights, where <see cref="Conv2D{T}"/> has inputs · outputs · taps.
/// </summary>
/// <remarks>Bias and activation follow the second step alone, as in Keras. Chollet 2017.</remarks>
public sealed class SeparableConv2D<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly DepthwiseConv2D<T> depthwise;
    private readonly Conv2D<T> pointwise;

    /// <summary>A convolution in two steps.</summary>
    /// <param name="inputs">The channels of the input.</param>
    /// <param name="outputs">The channels of the output.</param>
    /// <param name="kernel">The height and width of the kernels of the first step.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="multiplier">The channels that the first step makes of each input channel.</param>
    /// <param name="stride">Elements from one place of the kernel to the next; 1 when left out.</param>
    /// <param name="padding">The zeros on the four sides; none when left out.</param>
    /// <param name="dilation">Elements from one tap to the next; 1 when left out.</param>
    /// <param name="activation">What is applied to the output; nothing when left out.</param>
    /// <param name="weights">How the weights of both steps start; by default as the activation asks for.</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public SeparableConv2D(
        int inputs,
        int outputs,
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
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        depthwise = AddLayer("depthwise", new DepthwiseConv2D<T>(
            inputs, kernel, random, multiplier, stride, padding, dilation, weights: weights ?? Initializer.For(activation), hasBias: false));
        pointwise = AddLayer("pointwise", new Conv2D<T>(
            inputs * multiplier, outputs, 1, random, activation: activation, weights: weights, biases: biases, hasBias: hasBias));
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (!depthwise.Takes(x))
        {
            throw Misfit(x, depthwise.Asked);
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(pointwise.Forward(depthwise.Forward(x, context), context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"SeparableConv2D({depthwise.Channels.Inputs}, {pointwise.Channels.Outputs})";
}
