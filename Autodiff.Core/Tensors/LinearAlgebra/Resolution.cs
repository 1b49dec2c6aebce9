using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>(n ε max |xᵢ|) for each vector x, as a matrix of one element: eigenvalues that differ by no more are equal but for rounding.</summary>
/// <remarks>ε is the distance from 1 to the next number. Applied to detached values, so that it has no derivative.</remarks>
/// <param name="Order">The factor n.</param>
internal readonly record struct Resolution<T>(int Order) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "resolution";

    public string Attributes => $"order = {Order}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape.With(x[0].Rank - 1, 1).Insert(x[0].Rank, 1);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int length = x[0].Shape[-1];
        T unit = T.CreateChecked(Order) * MatrixRows.Precision<T>();
        for (int i = 0; i < y.Length; i++)
        {
            y.Span[i] = unit * MatrixRows.Largest(x[0].Span.Slice(i * length, length));
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        throw new NotSupportedException($"{Name} is not recorded.");

    /// <summary>1/x, and 0 where |x| is not above the resolution of some values.</summary>
    public static Tensor<T> Reciprocal(Tensor<T> x, Tensor<T> values, int order) => Tensor<T>.Apply(
        new Elementwise<T, ReciprocalBeyond>(), x, Tensor<T>.Apply(new Resolution<T>(order), values.Detach()));
}
