using System.Numerics;

namespace Autodiff;

/// <summary>The operands one after the other along an axis.</summary>
internal readonly record struct Concat<T>(int Axis) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "concat";

    public string Attributes => $"axis = {Axis}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var first = x[0].Shape;
        long length = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var shape = x[i].Shape;
            if (shape.Rank != first.Rank || shape.With(Axis, first.Lengths[Axis]) != first)
            {
                throw new ArgumentException($"{Name}: the shapes {first} of operand 0 and {shape} of operand {i} do not fit along axis {Axis}, for all other lengths must be equal. Reshape or slice one.");
            }

            length += shape.Lengths[Axis];
        }

        return length <= Array.MaxLength
            ? first.With(Axis, (int)length, Name)
            : throw new ArgumentException($"{Name}: the operands have the length {length} together along axis {Axis}, more than an array can hold. Work on parts.");
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var whole = Layout.RowMajor(ShapeOf(x));
        int start = 0;
        foreach (ref readonly var operand in x)
        {
            var place = whole with { Shape = operand.Shape, Offset = operand.Count == 0 ? 0 : start * whole.Strides[Axis] };
            StridedCopy.Run(operand.Layout, operand.Items, place, y);
            start += operand.Shape.Lengths[Axis];
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.Apply(SliceOf(operand, x, y.Shape), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.Apply(new Place<T, Slice<T>>(y.Shape, SliceOf(operand, x, y.Shape), T.Zero), tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;

    /// <summary>The part of the result that is one operand.</summary>
    private Slice<T> SliceOf(int operand, ReadOnlySpan<Tensor<T>> x, Shape whole)
    {
        int start = 0;
        for (int i = 0; i < operand; i++)
        {
            start += x[i].Shape.Lengths[Axis];
        }

        return Slice<T>.Along(Axis, start, 1, x[operand].Shape.Lengths[Axis], whole);
    }
}
