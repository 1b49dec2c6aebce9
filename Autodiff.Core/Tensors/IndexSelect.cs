using System.Numerics;

namespace Autodiff;

/// <summary>y(…, j, …) = x(…, indices(j), …): the rows of an embedding, along any axis; the indices are the second operand, a vector.</summary>
internal readonly record struct IndexSelect<T>(int Axis) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "indexSelect";

    public string Attributes => $"axis = {Axis}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        Indices.Require(x[1], x[0].Shape, Axis, Name);
        return x[0].Shape.With(Axis, x[1].Count, Name);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var shape = x[0].Shape;
        Indexing.Select(x[0].Memory, x[1].Memory, shape.Lengths[Axis], shape.Strides[Axis], y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 0
        ? Tensor<T>.Apply(new IndexAdd<T>(Axis, x[0].Shape.Lengths[Axis]), adjoint, x[1])
        : throw Indices.Constant(Name);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 0
        ? Tensor<T>.Apply(this, tangent, x[1])
        : throw Indices.Constant(Name);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
