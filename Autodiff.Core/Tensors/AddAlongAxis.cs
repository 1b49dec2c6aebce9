using System.Numerics;

namespace Autodiff;

/// <summary>y(…, indices(…, j, …, i), …, i) = Σ x(…, j, …, i) over equal indices, and 0 where none points: the transpose of <see cref="TakeAlongAxis{T}"/>, whose indices were looked at.</summary>
internal readonly record struct AddAlongAxis<T>(int Axis, int Length) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "addAlongAxis";

    public string Attributes => $"axis = {Axis}, length = {Length}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        if (x[0].Shape != x[1].Shape)
        {
            throw new ArgumentException($"{Name}: the shapes {x[0].Shape} of what is added and {x[1].Shape} of the indices differ. Give one index for each element.");
        }

        return x[0].Shape.With(Axis, Length);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var shape = x[0].Shape;
        Indexing.AddTaken(x[0].Memory, x[1].Memory, Length, shape.Lengths[Axis], shape.Strides[Axis], y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 0
        ? Tensor<T>.Apply(new TakeAlongAxis<T>(Axis), adjoint, x[1])
        : throw Indices.Constant(Name);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 0
        ? Tensor<T>.Apply(this, tangent, x[1])
        : throw Indices.Constant(Name);

    public Reads Reads(int operand) => Autodiff.Reads.Others;
}
