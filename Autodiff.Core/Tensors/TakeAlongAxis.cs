using System.Numerics;

namespace Autodiff;

/// <summary>y(…, j, …, i) = x(…, indices(…, j, …, i), …, i): for each place an index of its own; the indices are the second operand, with other lengths along the axis only, and were looked at.</summary>
internal readonly record struct TakeAlongAxis<T>(int Axis) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "takeAlongAxis";

    public string Attributes => $"axis = {Axis}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        if (x[0].Rank != x[1].Rank || x[1].Shape.With(Axis, x[0].Shape.Lengths[Axis]) != x[0].Shape)
        {
            throw new ArgumentException($"{Name}: the shapes {x[0].Shape} and {x[1].Shape} of the indices do not fit along axis {Axis}, for all other lengths must be equal. Reshape or broadcast one.");
        }

        return x[1].Shape;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var (shape, taken) = (x[0].Shape, x[1].Shape);
        Indexing.Take(x[0].Memory, x[1].Memory, shape.Lengths[Axis], taken.Lengths[Axis], taken.Strides[Axis], y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 0
        ? Tensor<T>.Apply(new AddAlongAxis<T>(Axis, x[0].Shape.Lengths[Axis]), adjoint, x[1])
        : throw Indices.Constant(Name);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 0
        ? Tensor<T>.Apply(this, tangent, x[1])
        : throw Indices.Constant(Name);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
