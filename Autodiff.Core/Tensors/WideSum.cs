using System.Numerics;

namespace Autodiff;

/// <summary>Σ xᵢ / divisor over some axes in one step, for a number type in which the sum or the divisor alone may overflow.</summary>
internal readonly record struct WideSum<T>(AxisSet Axes, bool KeepAxes, int Divisor) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "sum";

    public string Attributes => $"{Axes}, over {Divisor}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxes);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Widened.Run(x[0], Axes, y, Reduction.Run<float, SumReducer<float>>, Divisor);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)).Over(Divisor).BroadcastTo(x[0].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
