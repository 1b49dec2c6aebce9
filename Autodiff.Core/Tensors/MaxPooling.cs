using System.Numerics;

namespace Autodiff;

/// <summary>y(n, c, i, j) = max x(n, c, ·, ·) over the window at place (i, j); of equal maxima the first is taken.</summary>
internal readonly record struct MaxPooling<T>(Sliding Sliding, (int Y, int X) Kernel) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => Sliding.Axes == 1 ? "maxPool1D" : "maxPool2D";

    public string Attributes => Sliding.Join(Sliding.KernelText(Kernel), $"{Sliding}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var images = x[0].Shape;
        Sliding.RequireImages(Name, images);
        var sizes = Sliding.Over(images, Kernel);
        var (y, across) = Pooling.Axes(sizes, new(Name, images));
        return Sliding.ShapeOf(sizes.Batch, sizes.Channels, y.Outputs, across.Outputs);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => MaxPool.Forward(Sliding.Over(x[0].Shape, Kernel), x[0].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.Apply(new MaxPoolingInput<T>(Sliding, Kernel), x[0].Detach(), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.Apply(new MaxPoolingTake<T>(Sliding, Kernel), x[0].Detach(), tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Operand;
}
