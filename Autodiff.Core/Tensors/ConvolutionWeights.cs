using System.Numerics;

namespace Autodiff;

/// <summary>w from x and y: the transpose of <see cref="Convolution{T}"/> with respect to w.</summary>
/// <param name="Settings">Those of the convolution.</param>
/// <param name="Height">The height of the window.</param>
/// <param name="Width">The width of the window.</param>
internal readonly record struct ConvolutionWeights<T>(ConvolutionSettings Settings, int Height, int Width) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => Settings.Sliding.Axes == 1 ? "convolveWeights1D" : "convolveWeights2D";

    public string Attributes => $"{Settings}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) =>
        Settings.Sliding.ShapeOf(x[1].Shape.Lengths[1], x[0].Shape.Lengths[1] / Settings.Groups, Height, Width);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Convolution.Weights(Settings.Sizes(x[0].Shape, ShapeOf(x)), x[0].Memory, x[1].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        if (operand == 1)
        {
            return Tensor<T>.Apply(new Convolution<T>(Settings), x[0], adjoint);
        }

        var sizes = Settings.Sizes(x[0].Shape, adjoint.Shape);
        var (down, across) = sizes.Window.Over(sizes.Height, sizes.Width);
        return Tensor<T>.Apply(new ConvolutionInput<T>(Settings, (down.Rest, across.Rest)), x[1], adjoint);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        operand == 0 ? Tensor<T>.Apply(this, tangent, x[1]) : Tensor<T>.Apply(this, x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
