using System.Numerics;

namespace Autodiff;

/// <summary>The places of the first k elements along an axis in ascending or descending order; equal ones stay in their order. Meets detached tensors only.</summary>
internal readonly record struct ArgSort<T>(int Axis, bool Descending, int Count) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "argSort";

    public string Attributes => FormattableString.Invariant($"axis = {Axis}{(Descending ? ", descending" : "")}, count = {Count}");

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var shape = x[0].Shape;
        Indices.RequireCounted<T>(shape, Axis, Name);
        return Count >= 0 && Count <= shape.Lengths[Axis]
            ? shape.With(Axis, Count)
            : throw new ArgumentException($"{Name}: axis {Axis} of the shape {shape} has {shape.Lengths[Axis]} elements, and {Count} were asked for. Ask for 0 to {shape.Lengths[Axis]}.");
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SortOrder.Run(x[0].Layout, x[0].Items, Axis, Descending, Count, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} has no derivative.");
}
