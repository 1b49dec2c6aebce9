using System.Numerics;

namespace Autodiff;

/// <summary>The elements in the same row-major order, in axes of other lengths; a view where strides can say where they stand.</summary>
internal readonly record struct Reshape<T>(Shape Shape) : IViewOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "reshape";

    public string Attributes => $"{Shape}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Count == Shape.ElementCount
        ? Shape
        : throw new ArgumentException($"{Name}: the shape {x[0].Shape} has {x[0].Count} elements and {Shape} has {Shape.ElementCount}. Both must have the same number; one length may be given as -1 to be found from the others.");

    public Layout? View(Layout x) => x.Reshape(Shape);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Strided.Copy(x[0].Layout, x[0].Items, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint.Reshape(x[0].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => tangent.Reshape(Shape);
}
