using System.Numerics;

namespace Autodiff;

/// <summary>yᵢ = xᵢ, with the elements side by side in row-major order.</summary>
internal readonly record struct Contiguous<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "contiguous";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Strided.Copy(x[0].Layout, x[0].Items, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint;

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => tangent;

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
