using System.Numerics;

namespace Autodiff;

/// <summary>y(i, j, …) = x(Starts[0] + i Steps[0], Starts[1] + j Steps[1], …): evenly spaced elements along each axis; a view.</summary>
internal readonly record struct Slice<T>(Shape Shape, Integers Starts, Integers Steps) : IViewOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "slice";

    public string Attributes => $"starts = {Starts}, steps = {Steps}, shape = {Shape}";

    /// <summary>The elements along one axis from a start on; the other axes whole.</summary>
    public static Slice<T> Along(int axis, int start, int step, int length, Shape whole)
    {
        Span<int> starts = stackalloc int[whole.Rank];
        Span<int> steps = stackalloc int[whole.Rank];
        starts.Clear();
        steps.Fill(1);
        (starts[axis], steps[axis]) = (start, step);
        return new(whole.With(axis, length), Integers.Of(starts), Integers.Of(steps));
    }

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Shape;

    public Layout? View(Layout x)
    {
        Span<int> strides = stackalloc int[Shape.Rank];
        int offset = x.Offset;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            // Without elements there is no first one, and memory might end before the start.
            offset += Shape.ElementCount == 0 ? 0 : Starts[axis] * x.Strides[axis];
            strides[axis] = Steps[axis] * x.Strides[axis];
        }

        return new(Shape, Integers.Of(strides), offset);
    }

    // A slice with all elements is some axes reversed, and that is its own inverse.
    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => x[0].Shape == Shape
        ? Tensor<T>.Apply(this, adjoint)
        : Tensor<T>.Apply(new Place<T, Slice<T>>(x[0].Shape, this, T.Zero), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);
}
