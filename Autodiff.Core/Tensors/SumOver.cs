using System.Numerics;

namespace Autodiff;

/// <summary>The sum over some axes, which keep length 1 or vanish.</summary>
internal readonly record struct SumOver<T>(AxisSet Axes, bool KeepAxes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "sum";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxes);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Reduction.Run<T, SumReducer<T>>(x[0].Layout, x[0].Items, Axes, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)).BroadcastTo(x[0].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
