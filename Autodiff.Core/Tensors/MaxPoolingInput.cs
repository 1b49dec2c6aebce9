using System.Diagnostics;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// From numbers y, images in which each stands where the maximum of x under its window does, 0 elsewhere: the derivative of <see cref="MaxPooling{T}"/>
/// transposed, and the transpose of <see cref="MaxPoolingTake{T}"/>.
/// </summary>
/// <remarks>
/// Where the maxima are is found again from x: kept from the first pass it would need memory as long as the tape lives, and as a tensor of T
/// it would not hold the indices of a large image in a small format.
/// </remarks>
internal readonly record struct MaxPoolingInput<T>(Sliding Sliding, (int Y, int X) Kernel) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => Sliding.Axes == 1 ? "maxPoolInput1D" : "maxPoolInput2D";

    public string Attributes => Sliding.Join(Sliding.KernelText(Kernel), $"{Sliding}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => MaxPool.Input(Sliding.Over(x[0].Shape, Kernel), x[0].Memory, x[1].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 1
        ? Tensor<T>.Apply(new MaxPoolingTake<T>(Sliding, Kernel), x[0], adjoint)
        : throw new UnreachableException("The images whose maxima are taken are detached.");

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
