using System.Numerics;

namespace Autodiff;

/// <summary>y(…, indices(j), …) = Σ x(…, j, …) over equal indices, and 0 where none points: the transpose of <see cref="IndexSelect{T}"/>.</summary>
internal readonly record struct IndexAdd<T>(int Axis, int Length) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "indexAdd";

    public string Attributes => $"axis = {Axis}, length = {Length}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        if (x[0].Shape.Lengths[Axis] != x[1].Count)
        {
            throw new ArgumentException($"{Name}: the shape {x[0].Shape} has the length {x[0].Shape.Lengths[Axis]} along axis {Axis}, and there are {x[1].Count} indices. Give one index for each.");
        }

        var shape = x[0].Shape.With(Axis, Length);
        Indices.Require(x[1], shape, Axis, Name);
        return shape;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        SelectedSums<T>.Run(x[0].Memory, x[1].Memory.Span, Length, x[0].Shape.Strides[Axis], y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 0
        ? Tensor<T>.Apply(new IndexSelect<T>(Axis), adjoint, x[1])
        : throw Indices.Constant(Name);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 0
        ? Tensor<T>.Apply(this, tangent, x[1])
        : throw Indices.Constant(Name);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
