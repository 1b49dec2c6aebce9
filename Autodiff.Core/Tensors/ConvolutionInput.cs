using System.Numerics;

namespace Autodiff;

/// <summary>
/// x from y and w: the transpose of <see cref="Convolution{T}"/> with respect to x, also called transposed convolution.
/// </summary>
/// <param name="Settings">Those of the convolution.</param>
/// <param name="OutputPadding">The elements at the end of each axis that no place of the window reaches, less than the stride.</param>
internal readonly record struct ConvolutionInput<T>(ConvolutionSettings Settings, (int Y, int X) OutputPadding) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => Settings.Sliding.Axes == 1 ? "convolveTransposed1D" : "convolveTransposed2D";

    public string Attributes => Sliding.Join($"{Settings}", OutputPadding == (0, 0) ? "" : $"outputPadding = {OutputPadding}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var (images, weights) = (x[0].Shape, x[1].Shape);
        Settings.CheckTransposed(Name, images, weights);
        var made = Unchecked(images, weights);
        var sizes = Settings.Sizes(made, weights);
        _ = sizes.Window.Over(sizes.Height, sizes.Width, new(Name, images));
        return made;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) =>
        Convolution.Input(Settings.Sizes(Unchecked(x[0].Shape, x[1].Shape), x[1].Shape), x[0].Memory, x[1].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var (_, _, height, width) = Settings.Sliding.Sizes(x[1].Shape);
        return operand == 0
            ? Tensor<T>.Apply(new Convolution<T>(Settings), adjoint, x[1])
            : Tensor<T>.Apply(new ConvolutionWeights<T>(Settings, height, width), adjoint, x[0]);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        operand == 0 ? Tensor<T>.Apply(this, tangent, x[1]) : Tensor<T>.Apply(this, x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Others;

    private Shape Unchecked(Shape images, Shape weights)
    {
        var (batch, _, height, width) = Settings.Sliding.Sizes(images);
        var (_, channels, tall, wide) = Settings.Sliding.Sizes(weights);
        var (stride, padding, dilation) = (Settings.Sliding.Stride, Settings.Sliding.Padding, Settings.Sliding.Dilation);
        return Settings.Sliding.ShapeOf(
            batch,
            channels * Settings.Groups,
            Length(images, height, tall, stride.Y, padding.Y, dilation.Y, OutputPadding.Y),
            Length(images, width, wide, stride.X, padding.X, dilation.X, OutputPadding.X));
    }

    /// <summary>(n - 1)·s - 2p + d·(k - 1) + 1 and the output padding.</summary>
    private int Length(Shape images, int places, int kernel, int stride, int padding, int dilation, int outputPadding)
    {
        if (places == 0)
        {
            throw new ArgumentException($"{Name}: the images {images} are empty. Give at least 1 element along each axis but the batch.");
        }

        if (outputPadding < 0 || outputPadding >= Math.Max(1, stride))
        {
            throw new ArgumentOutOfRangeException(nameof(outputPadding), outputPadding, $"{Name}: the output padding is {outputPadding}, but must be 0 or more and less than the stride, {stride}. Put more elements with Pad.");
        }

        long length = ((places - 1L) * stride) - (2L * padding) + ((long)dilation * (kernel - 1)) + 1 + outputPadding;
        return length is >= 0 and <= int.MaxValue
            ? (int)length
            : throw new ArgumentException($"{Name}: the images {images} would have the length {length} along an axis with the kernel {kernel}, stride {stride}, padding {padding}, dilation {dilation} and output padding {outputPadding}. The padding is taken away from both sides: give {(length < 0 ? "a smaller one" : "a smaller stride or dilation")}.");
    }
}
