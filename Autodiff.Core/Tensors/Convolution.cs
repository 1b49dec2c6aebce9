using System.Numerics;

namespace Autodiff;

/// <summary>
/// y(n, o, i, j) = Σ w(o, c, u, v) x(n, c, i·s - p + u·d, j·s - p + v·d), bilinear in x and w: with <see cref="ConvolutionInput{T}"/> and
/// <see cref="ConvolutionWeights{T}"/> one trilinear form Σ y w x read from its three sides, so that the derivatives of each are the other two.
/// </summary>
internal readonly record struct Convolution<T>(ConvolutionSettings Settings) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => Settings.Sliding.Axes == 1 ? "convolve1D" : "convolve2D";

    public string Attributes => $"{Settings}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var (images, weights) = (x[0].Shape, x[1].Shape);
        Settings.Check(Name, images, weights);
        var sizes = Settings.Sizes(images, weights);
        var (y, across) = sizes.Window.Over(sizes.Height, sizes.Width, new(Name, images));
        return Settings.Sliding.ShapeOf(sizes.Batch, sizes.Outputs, y.Outputs, across.Outputs);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Convolution.Forward(Settings.Sizes(x[0].Shape, x[1].Shape), x[0].Memory, x[1].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var (_, _, height, width) = Settings.Sliding.Sizes(x[1].Shape);
        return operand == 0
            ? Tensor<T>.Apply(new ConvolutionInput<T>(Settings, RestOf(x[0].Shape, x[1].Shape)), adjoint, x[1])
            : Tensor<T>.Apply(new ConvolutionWeights<T>(Settings, height, width), x[0], adjoint);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        operand == 0 ? Tensor<T>.Apply(this, tangent, x[1]) : Tensor<T>.Apply(this, x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Others;

    private (int Y, int X) RestOf(Shape images, Shape weights)
    {
        var sizes = Settings.Sizes(images, weights);
        var (y, x) = sizes.Window.Over(sizes.Height, sizes.Width);
        return (y.Rest, x.Rest);
    }
}
