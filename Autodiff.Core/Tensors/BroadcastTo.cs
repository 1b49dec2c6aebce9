using System.Numerics;

namespace Autodiff;

/// <summary>The elements repeated along axes of length 1 and along new leading axes; a view.</summary>
internal readonly record struct BroadcastTo<T>(Shape Shape) : IViewOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "broadcastTo";

    public string Attributes => $"{Shape}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var from = x[0].Shape;
        return Shape.Broadcast(from, Shape, Name) == Shape
            ? Shape
            : throw new ArgumentException($"{Name}: the shape {from} does not broadcast to {Shape}, which has a smaller length or fewer axes. Sum the axis, or reshape.");
    }

    public Layout? View(Layout x) => x.BroadcastTo(Shape);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint.SumTo(x[0].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => tangent.BroadcastTo(Shape);
}
