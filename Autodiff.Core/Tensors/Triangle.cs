using System.Numerics;

namespace Autodiff;

/// <summary>
/// y(…, i, j) = x(…, i, j) on one side of a diagonal, that one with it, and 0 on the other: j - i ≤ Offset below, j - i ≥ Offset above.
/// Its own transpose, as every choice of elements is.
/// </summary>
internal readonly record struct Triangle<T>(bool Lower, int Offset) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => Lower ? "lower" : "upper";

    public string Attributes => FormattableString.Invariant($"offset = {Offset}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Rank >= 2
        ? x[0].Shape
        : throw new ArgumentException($"{Name}: the shape {x[0].Shape} is not that of matrices. Give two axes or more; Unsqueeze inserts one.");

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var from = x[0].Span;
        var to = y.Span;
        to.Clear();
        var (rows, columns) = (x[0].Shape[-2], x[0].Shape[-1]);
        for (int start = 0, row = 0; start < to.Length; start += columns, row = (row + 1) % rows)
        {
            int border = (int)Math.Clamp(row + (long)Offset + (Lower ? 1 : 0), 0, columns);
            var kept = Lower ? start..(start + border) : (start + border)..(start + columns);
            from[kept].CopyTo(to[kept]);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.Apply(this, adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
