using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// f(Wᵀ x + b): the transpose of a <see cref="Conv1D{T}"/> from outputs to inputs. From [batch, inputs, length] to
/// [batch, outputs, (length - 1) · stride - 2 · padding + dilation · (kernel - 1) + 1 + output padding].
/// </summary>
public sealed class ConvTranspose1D<T> : ConvolutionLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Growth growth;

    /// <summary>A transposed convolution along rows.</summary>
    /// <param name="inputs">The channels of the input.</param>
    /// <param name="outputs">The channels of the output.</param>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="stride">Elements of the output from one place of the kernel to the next.</param>
    /// <param name="padding">Elements taken away from both ends of the output.</param>
    /// <param name="outputPadding">Elements put at the end of the output, less than the stride.</param>
    /// <param name="dilation">Elements of the output from one tap to the next.</param>
    /// <param name="groups">The outputs of a group see the inputs of that group only.</param>
    /// <param name="activation">f; none when left out.</param>
    /// <param name="weights">How the weights start, with the fans inputs / groups · taps and outputs / groups · taps (PyTorch takes them the other way round).</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False to leave b out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ArgumentException">The groups divide the inputs or the outputs with a rest.</exception>
    public ConvTranspose1D(
        int inputs,
        int outputs,
        int kernel,
        Random random,
        int stride = 1,
        int padding = 0,
        int outputPadding = 0,
        int dilation = 1,
        int groups = 1,
        ILayer<T>? activation = null,
        Initializer? weights = null,
        Initializer? biases = null,
        bool hasBias = true)
        : base(new(inputs, outputs, groups), [kernel], isTransposed: true, random, activation, weights, biases, hasBias) =>
        growth = new(kernel, stride, padding, outputPadding, dilation);

    internal override bool Takes(Tensor<T> x) => x.Rank == 3 && x.Shape[1] == Channels.Inputs && growth.Takes(x.Shape[2]);

    internal override string Asked => $"[batch, {Channels.Inputs}, length], at least {growth.LeastLength} long";

    private protected override Tensor<T> Convolve(Tensor<T> x) =>
        x.ConvolveTransposed1D(Weight, growth.Stride, growth.Padding, growth.OutputPadding, growth.Dilation, Channels.Groups);
}
