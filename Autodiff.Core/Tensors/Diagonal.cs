using System.Numerics;

namespace Autodiff;

/// <summary>y(…, i) = x(…, i, i + Offset), or x(…, i - Offset, i) where the offset is negative; a view of the last two axes.</summary>
internal readonly record struct Diagonal<T>(int Offset) : IViewOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "diagonal";

    public string Attributes => FormattableString.Invariant($"offset = {Offset}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Rank >= 2
        ? ShapeOf(x[0].Shape)
        : throw new ArgumentException($"{Name}: the shape {x[0].Shape} has no last two axes. To build a matrix from its diagonal, use DiagonalMatrix.");

    public Layout? View(Layout x)
    {
        var shape = ShapeOf(x.Shape);
        int rank = shape.Rank;
        Span<int> strides = stackalloc int[rank];
        x.Strides.Span[..rank].CopyTo(strides);
        strides[^1] = x.Strides[rank - 1] + x.Strides[rank];
        int first = Offset >= 0 ? Offset * x.Strides[rank] : -Offset * x.Strides[rank - 1];
        return new(shape, Integers.Of(strides), x.Offset + (shape.ElementCount == 0 ? 0 : first));
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.Apply(new Place<T, Diagonal<T>>(x[0].Shape, this, T.Zero), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    private Shape ShapeOf(Shape matrices)
    {
        long rows = matrices[-2] + (long)Math.Min(0, Offset);
        long columns = matrices[-1] - (long)Math.Max(0, Offset);
        return matrices.Without(matrices.Rank - 1).With(matrices.Rank - 2, (int)Math.Max(0, Math.Min(rows, columns)));
    }
}
