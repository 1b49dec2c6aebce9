using System.Numerics;

namespace Autodiff;

/// <summary>Images (batch, channels, height, width) to patches (batch, channels × taps, places): column q holds what the window sees at place q.</summary>
internal readonly record struct Unfolding<T>(Sliding Sliding, (int Y, int X) Kernel) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "unfold";

    public string Attributes => Sliding.Join(Sliding.KernelText(Kernel), $"{Sliding}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var images = x[0].Shape;
        Sliding.RequireImages(Name, images);
        var sizes = Sliding.Over(images, Kernel);
        var (y, across) = sizes.Window.Over(sizes.Height, sizes.Width, new(Name, images));
        int patch = Shape.Length((Int128)sizes.Channels * Kernel.Y * Kernel.X, Name, images);
        int places = Shape.Length((Int128)y.Outputs * across.Outputs, Name, images);
        return Shape.Of([sizes.Batch, patch, places], Name, images);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Unfold.Forward(Sliding.Over(x[0].Shape, Kernel), x[0].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.Apply(new Folding<T>(this, x[0].Shape.Lengths[2], x[0].Shape.Lengths[3]), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
