using System.Numerics;

namespace Autodiff;

/// <summary>y(…, i, …) = x(…): the axes in another order; a view. Axis k of the result is axis <c>Order[k]</c> of the operand.</summary>
internal readonly record struct Permute<T>(Integers Order) : IViewOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "permute";

    public string Attributes => $"order = {Order}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Shape.Of(Ordered(x[0].Shape.Lengths, stackalloc int[Order.Count]));

    public Layout? View(Layout x) => new(
        Shape.Of(Ordered(x.Shape.Lengths, stackalloc int[Order.Count])),
        Integers.Of(Ordered(x.Strides.Span, stackalloc int[Order.Count])),
        x.Offset);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        Span<int> inverse = stackalloc int[Order.Count];
        for (int axis = 0; axis < inverse.Length; axis++)
        {
            inverse[Order[axis]] = axis;
        }

        return adjoint.Permute(inverse);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    private ReadOnlySpan<int> Ordered(ReadOnlySpan<int> items, Span<int> ordered)
    {
        for (int axis = 0; axis < ordered.Length; axis++)
        {
            ordered[axis] = items[Order[axis]];
        }

        return ordered;
    }
}
