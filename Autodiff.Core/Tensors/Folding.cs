using System.Numerics;

namespace Autodiff;

/// <summary>Patches (batch, channels × taps, places) to images in which each element is the sum of its occurrences: the transpose of <see cref="Unfolding{T}"/>.</summary>
internal readonly record struct Folding<T>(Unfolding<T> Unfolding, int Height, int Width) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "fold";

    public string Attributes => Sliding.Join($"size = ({Height}, {Width})", Unfolding.Attributes);

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var patches = x[0].Shape;
        if (patches.Rank != 3)
        {
            throw new ArgumentException($"{Name}: the patches of shape {patches} have {patches.Rank} axes, but must have 3: (batch, channels × taps, places). {(patches.Rank == 2 ? "Insert an axis of length 1 with Unsqueeze(0)." : "Reshape them.")}");
        }

        var window = Unfolding.Sliding.WindowOf(Unfolding.Kernel.Y, Unfolding.Kernel.X);
        var (y, across) = window.Over(Height, Width, new(Name, patches));
        long places = (long)y.Outputs * across.Outputs;
        if (patches.Lengths[2] != places)
        {
            throw new ArgumentException($"{Name}: the shape {patches} has {patches.Lengths[2]} places, but a window has {y.Outputs} × {across.Outputs} = {places} over images of {Height} × {Width}. Give the size, kernel, stride, padding and dilation of the unfolding.");
        }

        var (channels, rest) = Math.DivRem(patches.Lengths[1], window.Area);
        return rest == 0
            ? [patches.Lengths[0], channels, Height, Width]
            : throw new ArgumentException($"{Name}: the second axis of the shape {patches} is no multiple of the {window.Height} × {window.Width} = {window.Area} taps of the window. It must be channels × taps: give the kernel of the unfolding.");
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var (kernel, patches) = (Unfolding.Kernel, x[0].Shape);
        int channels = patches.Lengths[1] / (kernel.Y * kernel.X);
        Unfold.Input(new(patches.Lengths[0], channels, Height, Width, Unfolding.Sliding.WindowOf(kernel.Y, kernel.X)), x[0].Memory, y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.Apply(Unfolding, adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
