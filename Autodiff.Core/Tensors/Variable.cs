using System.Numerics;

namespace Autodiff;

/// <summary>
/// y = x, an entry of its own: what a derivative inside another is taken with respect to, so that f(y) = x y at y = x has the
/// derivative x, and not that of x x.
/// </summary>
internal readonly record struct Variable<T> : IViewOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "variable";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public Layout? View(Layout x) => x;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Strided.Copy(x[0].Layout, x[0].Items, y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint;

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => tangent;
}
