using System.Buffers;
using System.Diagnostics;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// From images t, the elements that stand where the maxima of x under the window do: the derivative of <see cref="MaxPooling{T}"/> in the
/// direction t, and the transpose of <see cref="MaxPoolingInput{T}"/>.
/// </summary>
internal readonly record struct MaxPoolingTake<T>(Sliding Sliding, (int Y, int X) Kernel) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => Sliding.Axes == 1 ? "maxPoolTake1D" : "maxPoolTake2D";

    public string Attributes => Sliding.Join(Sliding.KernelText(Kernel), $"{Sliding}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => new MaxPooling<T>(Sliding, Kernel).ShapeOf(x);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var sizes = Sliding.Over(x[0].Shape, Kernel);
        int[] indices = ArrayPool<int>.Shared.Rent(y.Length);
        MaxPool.Indices(sizes, x[0].Memory, indices);
        MaxPool.Take(sizes, x[1].Memory, indices, y);
        ArrayPool<int>.Shared.Return(indices);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 1
        ? Tensor<T>.Apply(new MaxPoolingInput<T>(Sliding, Kernel), x[0], adjoint)
        : throw new UnreachableException("The images whose maxima are taken are detached.");

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
