using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// f(x * W + b): a cross-correlation along rows, <see cref="Tensor{T}.Convolve1D(Tensor{T}, int, int, int, int)"/>. From [batch, inputs, length] to
/// [batch, outputs, ⌊(length + padding - dilation (kernel - 1) - 1) / stride⌋ + 1], where padding is that of both ends.
/// </summary>
/// <remarks>Channels come before the length, as in PyTorch; the layer of this name in Keras has them last.</remarks>
public sealed class Conv1D<T> : ConvolutionLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Window window;
    private readonly int stride;
    private readonly int dilation;

    /// <summary>A convolution along rows.</summary>
    /// <param name="inputs">The channels of the input.</param>
    /// <param name="outputs">The channels of the output.</param>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="stride">Elements from one place of the kernel to the next.</param>
    /// <param name="padding">The zeros at both ends; none when left out.</param>
    /// <param name="dilation">Elements from one tap to the next.</param>
    /// <param name="groups">The outputs of a group see the inputs of that group only.</param>
    /// <param name="activation">f; none when left out.</param>
    /// <param name="weights">How the weights start, with the fans inputs / groups · taps and outputs / groups · taps; by default as the activation asks for.</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False to leave b out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The groups divide the inputs or the outputs with a rest.</exception>
    public Conv1D(
        int inputs,
        int outputs,
        int kernel,
        Random random,
        int stride = 1,
        Padding padding = default,
        int dilation = 1,
        int groups = 1,
        ILayer<T>? activation = null,
        Initializer? weights = null,
        Initializer? biases = null,
        bool hasBias = true)
        : base(new(inputs, outputs, groups), [kernel], isTransposed: false, random, activation, weights, biases, hasBias)
    {
        window = new(kernel, stride, dilation, padding);
        (this.stride, this.dilation) = (stride, dilation);
    }

    internal override bool Takes(Tensor<T> x) => x.Rank == 3 && x.Shape[1] == Channels.Inputs && x.Shape[2] >= window.LeastLength;

    internal override string Asked => $"[batch, {Channels.Inputs}, length], at least {window.LeastLength} long";

    private protected override Tensor<T> Convolve(Tensor<T> x) => Framed(x).Convolve1D(Weight, stride, window.Before(x.Shape[2]), dilation, Channels.Groups);

    private protected override Tensor<T> Convolve(Tensor<T> x, Parameter<T> bias, bool isRectified) =>
        Framed(x).Convolve1D(Weight, bias, stride, window.Before(x.Shape[2]), dilation, Channels.Groups, isRectified);

    private Tensor<T> Framed(Tensor<T> x) => x.Pad(2, 0, window.Excess(x.Shape[2]));
}
