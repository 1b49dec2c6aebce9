using System.Numerics;

namespace Autodiff;

/// <summary>½ (A + Aᵀ) = V Λ Vᵀ: the eigenvalues, ascending, stand as a row above V, (n, n), whose columns are orthonormal.</summary>
/// <remarks>
/// Ā = V (diag(λ̄) + F ∘ VᵀV̄) Vᵀ with Fᵢⱼ = 1/(λⱼ - λᵢ) (Giles 2008, section 3.1), symmetrised; on the diagonal F is 0.
/// Where λᵢ and λⱼ are equal but for rounding, |λᵢ - λⱼ| ≤ n ε max |λ|, F is NaN, for their vectors have no derivative; but a 0 in VᵀV̄ stays 0, so
/// that what does not depend on these vectors has its gradient. V f(Λ) Vᵀ has one too, with the limit f′(λ) of (f(λⱼ) - f(λᵢ))/(λⱼ - λᵢ), but V̄
/// is the same whatever f′ is: it cannot be told from functions that have none.
/// </remarks>
internal readonly record struct EigenFactors<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "symmetricEigen";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var shape = MatrixShapes.RequireSquare(x[0].Shape, Name, "Use Svd.");
        return MatrixShapes.Of(shape, shape[-1] + 1, shape[-1]);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        using var lower = new PooledSpan<T>(n * n);
        for (int i = 0; i < MatrixShapes.BatchOf(x[0].Shape); i++)
        {
            var factors = y.Span.Slice(i * (n + 1) * n, (n + 1) * n);
            SymmetricPart.Lower(x[0].Span.Slice(i * n * n, n * n), n, lower.Span);
            SymmetricEigen.Factor<T>(lower.Span, n, factors[..n], factors[n..]);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var (values, vectors) = Parts(y);
        var (valuesAdjoint, vectorsAdjoint) = Parts(adjoint);
        var inner = valuesAdjoint.DiagonalMatrix() + OverGaps(vectors.Transpose().MatMul(vectorsAdjoint), vectorsAdjoint, values);
        return vectors.MatMul(inner).MatMul(vectors.Transpose()).Symmetric();
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var (values, vectors) = Parts(y);
        var inner = vectors.Transpose().MatMul(tangent.Symmetric().MatMul(vectors));
        return Tensor.Concat(-2, inner.Diagonal().Unsqueeze(-2), vectors.MatMul(OverGaps(inner, tangent, values)));
    }

    public Reads Reads(int operand) => Autodiff.Reads.Result;

    /// <summary>λ and V; views.</summary>
    public static (Tensor<T> Values, Tensor<T> Vectors) Parts(Tensor<T> packed) => (packed.Row(0), packed.Slice(-2, 1..));

    /// <summary>F ∘ X.</summary>
    private static Tensor<T> OverGaps(Tensor<T> x, Tensor<T> source, Tensor<T> values) =>
        Resolution<T>.Quotient(x.OffDiagonal(), source, values.Unsqueeze(-2) - values.Unsqueeze(-1), values, values.Shape[-1]);
}
