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
        Tensor<T>.RequireIndices(shape, Axis, Name);
        return Count >= 0 && Count <= shape.Lengths[Axis]
            ? shape.With(Axis, Count)
            : throw new ArgumentException($"{Name}: axis {Axis} of the shape {shape} has {shape.Lengths[Axis]} elements, and {Count} were asked for. Ask for 0 to {shape.Lengths[Axis]}.");
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SortOrder.Run(x[0].Layout, x[0].Items, Axis, Descending, Count, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} has no derivative.");
}

/// <summary>yᵢ = x at the place iᵢ along an axis, of the operands x and i: the transpose of <see cref="ScatterPlaces{T}"/>.</summary>
/// <remarks>For the places that <see cref="ArgSort{T}"/> gives, which are in range and all different.</remarks>
internal readonly record struct GatherPlaces<T>(int Axis) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "gatherPlaces";

    public string Attributes => FormattableString.Invariant($"axis = {Axis}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[1].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SortOrder.Gather(x[0].Shape, Axis, x[0].Span, x[1].Span, y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.Apply(new ScatterPlaces<T>(Axis, x[0].Shape.Lengths[Axis]), adjoint, x[1]);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent, x[1]);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}

/// <summary>y at the place iᵢ along an axis is xᵢ, and 0 where no i points, of the operands x and i: the transpose of <see cref="GatherPlaces{T}"/>.</summary>
internal readonly record struct ScatterPlaces<T>(int Axis, int Length) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "scatterPlaces";

    public string Attributes => FormattableString.Invariant($"axis = {Axis}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape.With(Axis, Length);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SortOrder.Scatter(x[0].Shape.With(Axis, Length), Axis, x[0].Span, x[1].Span, y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.Apply(new GatherPlaces<T>(Axis), adjoint, x[1]);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent, x[1]);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
