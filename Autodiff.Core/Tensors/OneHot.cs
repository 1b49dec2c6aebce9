using System.Numerics;

namespace Autodiff;

/// <summary>y(…, k) = 1 where x(…) = k, else 0. Meets constants only, so it needs no derivative.</summary>
internal readonly record struct OneHot<T>(int Classes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "oneHot";

    public string Attributes => $"classes = {Classes}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        if (Classes < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), $"{Name}: the elements of the shape {x[0].Shape} cannot be of {Classes} classes. Give 0 or more.");
        }

        var shape = x[0].Shape.Insert(x[0].Rank, Classes, Name);
        Indices.Require(x[0], shape, shape.Rank - 1, Name);
        return shape;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var indices = x[0].Span;
        var rows = y.Span;
        rows.Clear();
        for (int i = 0; i < indices.Length; i++)
        {
            rows[(i * Classes) + int.CreateTruncating(indices[i])] = T.One;
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw Indices.Constant(Name);
}
