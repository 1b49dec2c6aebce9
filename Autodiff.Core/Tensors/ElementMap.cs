using System.Numerics;

namespace Autodiff;

/// <summary>f(x, y, …), element by element, of a formula that belongs to one pullback. Meets plain numbers only, so it needs no derivative itself.</summary>
internal readonly record struct ElementMap<T, TFormula> : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IElementFormula
{
    public string Name => "elementMap";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => ElementLoop<T>.Run<FormulaKernel<T, TFormula>>(x[0].Shape, x, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}
