using System.Numerics;

namespace Autodiff;

/// <summary>Where along an axis the greatest or the smallest element is; the first of equals. Meets detached tensors only: a position has no derivative.</summary>
internal readonly record struct ArgExtreme<T>(int Axis, bool KeepAxis, bool IsMin) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => IsMin ? "argMin" : "argMax";

    public string Attributes => FormattableString.Invariant($"axis = {Axis}");

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var axis = new AxisSet(1u << Axis);
        Tensor<T>.RequireElements(x[0].Shape, axis, Name);
        Indices.RequireCounted<T>(x[0].Shape, Axis, Name);
        return axis.Reduce(x[0].Shape, KeepAxis);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var rows = Reduction.ReducedLast(x[0].Layout, new(1u << Axis));
        if (IsMin)
        {
            ReductionPlaces.Run<T, MinReducer<T>>(rows, x[0].Items, y);
        }
        else
        {
            ReductionPlaces.Run<T, MaxReducer<T>>(rows, x[0].Items, y);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} has no derivative.");
}
