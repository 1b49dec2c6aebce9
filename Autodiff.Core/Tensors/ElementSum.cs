using System.Numerics;

namespace Autodiff;

/// <summary>Σ f(x, y) over some axes, which keep length 1, without an array of what is added. Meets plain numbers only, so it needs no derivative itself.</summary>
internal readonly record struct ElementSum<T, TFormula>(AxisSet Axes) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IElementFormula
{
    public string Name => "elementSum";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(Shape.Broadcast(x[0].Shape, x[1].Shape, Name), keepAxes: true);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var shape = Shape.Broadcast(x[0].Shape, x[1].Shape, Name);
        Reduction.Run<T, SumReducer<T>, FormulaKernel<T, TFormula>>(x[0].Layout.BroadcastTo(shape), x[0].Items, x[1].Layout.BroadcastTo(shape), x[1].Items, Axes, y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}
