using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// f(x * W + b): a cross-correlation over images, <see cref="Tensor{T}.Convolve2D(Tensor{T}, int, int, int, int)"/>. From [batch, inputs, height, width]
/// to [batch, outputs, ⌊(height + padding - dilation (kernel height - 1) - 1) / stride⌋ + 1, and so for the width], where padding is that of both sides.
/// </summary>
/// <remarks>Channels come before height and width, as in PyTorch; Keras has them last by default.</remarks>
public class Conv2D<T> : ConvolutionLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Window rows;
    private readonly Window columns;
    private readonly Extent stride;
    private readonly Extent dilation;

    /// <summary>A convolution over images.</summary>
    /// <param name="inputs">The channels of the input.</param>
    /// <param name="outputs">The channels of the output.</param>
    /// <param name="kernel">The height and width of the kernel.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="stride">Elements from one place of the kernel to the next; 1 when left out.</param>
    /// <param name="padding">The zeros on the four sides; none when left out. For numbers that differ by side, <see cref="ZeroPad2D{T}"/>.</param>
    /// <param name="dilation">Elements from one tap to the next; 1 when left out.</param>
    /// <param name="groups">The outputs of a group see the inputs of that group only.</param>
    /// <param name="activation">f; none when left out.</param>
    /// <param name="weights">How the weights start, with the fans inputs / groups · taps and outputs / groups · taps; by default as the activation asks for.</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False to leave b out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">The groups divide the inputs or the outputs with a rest.</exception>
    public Conv2D(
        int inputs,
        int outputs,
        Extent kernel,
        Random random,
        Extent? stride = null,
        Padding padding = default,
        Extent? dilation = null,
        int groups = 1,
        ILayer<T>? activation = null,
        Initializer? weights = null,
        Initializer? biases = null,
        bool hasBias = true)
        : base(new(inputs, outputs, groups), [kernel.Height, kernel.Width], isTransposed: false, random, activation, weights, biases, hasBias)
    {
        (this.stride, this.dilation) = (stride ?? 1, dilation ?? 1);
        rows = new(kernel.Height, this.stride.Height, this.dilation.Height, padding);
        columns = new(kernel.Width, this.stride.Width, this.dilation.Width, padding);
    }

    internal override bool Takes(Tensor<T> x) =>
        x.Rank == 4 && x.Shape[1] == Channels.Inputs && x.Shape[2] >= rows.LeastLength && x.Shape[3] >= columns.LeastLength;

    internal override string Asked => $"[batch, {Channels.Inputs}, height, width], at least {rows.LeastLength} high and {columns.LeastLength} wide";

    private protected override Tensor<T> Convolve(Tensor<T> x) => Framed(x).Convolve2D(Weight, stride, PaddingOf(x), dilation, Channels.Groups);

    private protected override Tensor<T> Convolve(Tensor<T> x, Parameter<T> bias, bool isRectified) =>
        Framed(x).Convolve2D(Weight, bias, stride, PaddingOf(x), dilation, Channels.Groups, isRectified);

    private Tensor<T> Framed(Tensor<T> x) => x.Pad(2, 0, rows.Excess(x.Shape[2])).Pad(3, 0, columns.Excess(x.Shape[3]));

    private (int Height, int Width) PaddingOf(Tensor<T> x) => (rows.Before(x.Shape[2]), columns.Before(x.Shape[3]));
}
