using System.Numerics;

namespace Autodiff;

/// <summary>A partial times an adjoint or a tangent in one pass. Meets plain numbers only, so it needs no derivative itself.</summary>
internal readonly record struct ElementwiseProduct<T, TRow, TOperand> : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TRow : struct, IElementRow
    where TOperand : struct, IOperandNumber
{
    public string Name => $"{PartialOf<TRow, TOperand>.Name} product";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[^1].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => ElementLoop<T>.Run<ProductKernel<T, TRow, TOperand>>(x[^1].Shape, x, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}
