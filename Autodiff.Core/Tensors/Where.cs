using System.Numerics;

namespace Autodiff;

/// <summary>y where the mask is not 0, else z: of the operands mask, y, z. What was not chosen is not multiplied by 0 but not looked at.</summary>
internal readonly record struct Where<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "where";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Shape.Broadcast(Shape.Broadcast(x[0].Shape, x[1].Shape, Name), x[2].Shape, Name);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => ElementLoop<T>.Run<Choice<T>>(ShapeOf(x), x, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Chosen(operand, x[0], adjoint).SumTo(x[operand].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Chosen(operand, x[0], tangent).BroadcastTo(y.Shape);

    public Reads Reads(int operand) => Autodiff.Reads.Others;

    private static Tensor<T> Chosen(int operand, Tensor<T> mask, Tensor<T> weight) => operand == 1
        ? Tensor<T>.Where(mask, weight, T.Zero)
        : Tensor<T>.Where(mask, T.Zero, weight);
}
