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

    /// <summary>
    /// x/gap, element by element, for matrices x. Where a gap is not above the resolution of some values, so that it is 0 but for rounding,
    /// this is 0 if x is 0, and else NaN: the limit of 0/0 depends on what the values cannot tell.
    /// </summary>
    /// <param name="x">What is divided: a product of vectors with <paramref name="source"/>, so that its rounding is relative to that.</param>
    /// <param name="source">The matrices of which x is made.</param>
    /// <param name="gaps">Differences or sums of values.</param>
    /// <param name="values">Eigenvalues or singular values.</param>
    /// <param name="order">The factor n of their resolution.</param>
    public static Tensor<T> Quotient(Tensor<T> x, Tensor<T> source, Tensor<T> gaps, Tensor<T> values, int order)
    {
        var reciprocals = Tensor<T>.Apply(new Elementwise<T, ResolvedReciprocal>(), gaps, Tensor<T>.Apply(new Resolution<T>(order), values.Detach()));
        var elements = source.Detach().Reshape(MatrixShapes.Vectors(source.Shape, source.Shape[-2] * source.Shape[-1]));
        // Orthogonality of computed vectors is good to some n ε; 8 is "some".
        var isRounding = x.Detach().Abs() <= Tensor<T>.Apply(new Resolution<T>(8 * order), elements);
        // Taking the rounding off, not masking it, leaves the derivative of x by what x is made of: it is NaN where the quotient has none.
        var rounding = Tensor<T>.Where(isRounding * reciprocals.NotEqualTo(reciprocals), x.Detach(), T.Zero);
        return Tensor<T>.ChainProduct(reciprocals, x - rounding);
    }
}
