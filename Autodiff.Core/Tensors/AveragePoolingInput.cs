using System.Numerics;

namespace Autodiff;

/// <summary>Images of a shape over which each mean y is spread evenly: the transpose of <see cref="AveragePooling{T}"/>.</summary>
internal readonly record struct AveragePoolingInput<T>(AveragePooling<T> Pooling, Shape Shape) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
{
    public string Name => Pooling.Sliding.Axes == 1 ? "averagePoolInput1D" : "averagePoolInput2D";

    public string Attributes => Pooling.Attributes;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => AveragePool.Input(Pooling.Sliding.Over(Shape, Pooling.Kernel), Pooling.CountPadding, x[0].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.Apply(Pooling, adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
