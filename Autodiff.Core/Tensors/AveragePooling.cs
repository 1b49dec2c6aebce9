using System.Numerics;

namespace Autodiff;

/// <summary>y(n, c, i, j) = mean x(n, c, ·, ·) over the window at place (i, j).</summary>
internal readonly record struct AveragePooling<T>(Sliding Sliding, (int Y, int X) Kernel, bool CountPadding) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => Sliding.Axes == 1 ? "averagePool1D" : "averagePool2D";

    public string Attributes => Sliding.Join(Sliding.KernelText(Kernel), $"{Sliding}", CountPadding ? "" : "countPadding = false");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var images = x[0].Shape;
        Sliding.RequireImages(Name, images);
        var sizes = Sliding.Over(images, Kernel);
        var (y, across) = AveragePool.Axes(sizes, CountPadding, new(Name, images));
        return Sliding.ShapeOf(sizes.Batch, sizes.Channels, y.Outputs, across.Outputs);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => AveragePool.Forward(Sliding.Over(x[0].Shape, Kernel), CountPadding, x[0].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.Apply(new AveragePoolingInput<T>(this, x[0].Shape), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
