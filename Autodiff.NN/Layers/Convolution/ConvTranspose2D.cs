using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// f(Wᵀ x + b): the transpose of a <see cref="Conv2D{T}"/> from outputs to inputs, also called deconvolution. From [batch, inputs, height, width] to
/// [batch, outputs, (height - 1) · stride - 2 · padding + dilation · (kernel height - 1) + 1 + output padding, and so for the width].
/// </summary>
public sealed class ConvTranspose2D<T> : ConvolutionLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Growth rows;
    private readonly Growth columns;

    /// <summary>A transposed convolution over images.</summary>
    /// <param name="inputs">The channels of the input.</param>
    /// <param name="outputs">The channels of the output.</param>
    /// <param name="kernel">The height and width of the kernel.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="stride">Elements of the output from one place of the kernel to the next; 1 when left out.</param>
    /// <param name="padding">Elements taken away from the four sides of the output.</param>
    /// <param name="outputPadding">Elements put below and right of the output, less than the stride.</param>
    /// <param name="dilation">Elements of the output from one tap to the next; 1 when left out.</param>
    /// <param name="groups">The outputs of a group see the inputs of that group only.</param>
    /// <param name="activation">f; none when left out.</param>
    /// <param name="weights">How the weights start, with the fans inputs / groups · taps and outputs / groups · taps (PyTorch takes them the other way round).</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False to leave b out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="ArgumentException">The groups divide the inputs or the outputs with a rest.</exception>
    public ConvTranspose2D(
        int inputs,
        int outputs,
        Extent kernel,
        Random random,
        Extent? stride = null,
        Extent padding = default,
        Extent outputPadding = default,
        Extent? dilation = null,
        int groups = 1,
        ILayer<T>? activation = null,
        Initializer? weights = null,
        Initializer? biases = null,
        bool hasBias = true)
        : base(new(inputs, outputs, groups), [kernel.Height, kernel.Width], isTransposed: true, random, activation, weights, biases, hasBias)
    {
        var (every, apart) = (stride ?? 1, dilation ?? 1);
        rows = new(kernel.Height, every.Height, padding.Height, outputPadding.Height, apart.Height);
        columns = new(kernel.Width, every.Width, padding.Width, outputPadding.Width, apart.Width);
    }

    internal override bool Takes(Tensor<T> x) =>
        x.Rank == 4 && x.Shape[1] == Channels.Inputs && rows.Takes(x.Shape[2]) && columns.Takes(x.Shape[3]);

    internal override string Asked => $"[batch, {Channels.Inputs}, height, width], at least {rows.LeastLength} high and {columns.LeastLength} wide";

    private protected override Tensor<T> Convolve(Tensor<T> x) => x.ConvolveTransposed2D(
        Weight,
        (rows.Stride, columns.Stride),
        (rows.Padding, columns.Padding),
        (rows.OutputPadding, columns.OutputPadding),
        (rows.Dilation, columns.Dilation),
        Channels.Groups);
}
