using System.Numerics;

namespace Autodiff;

/// <summary>½ (A + Aᵀ) = V Λ Vᵀ: the eigenvalues, ascending, stand as a row above V, (n, n), whose columns are orthonormal.</summary>
/// <remarks>
/// Ā = V (diag(λ̄) + F ∘ VᵀV̄) Vᵀ with Fᵢⱼ = 1/(λⱼ - λᵢ) (Giles 2008, section 3.1), symmetrised. Where λᵢ and λⱼ are equal but for rounding,
/// |λᵢ - λⱼ| ≤ n ε max |λ|, and on the diagonal, F is 0: vectors of a repeated eigenvalue have no derivative.
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
        var inner = valuesAdjoint.DiagonalMatrix() + (Gaps(values) * vectors.Transpose().MatMul(vectorsAdjoint));
        return vectors.MatMul(inner).MatMul(vectors.Transpose()).Symmetric();
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var (values, vectors) = Parts(y);
        var inner = vectors.Transpose().MatMul(tangent.Symmetric().MatMul(vectors));
        return Tensor.Concat(-2, inner.Diagonal().Unsqueeze(-2), vectors.MatMul(Gaps(values) * inner));
    }

    public Reads Reads(int operand) => Autodiff.Reads.Result;

    /// <summary>λ and V; views.</summary>
    public static (Tensor<T> Values, Tensor<T> Vectors) Parts(Tensor<T> packed) => (packed.Row(0), packed.Slice(-2, 1..));

    private static Tensor<T> Gaps(Tensor<T> values) => Resolution<T>.Reciprocal(values.Unsqueeze(-2) - values.Unsqueeze(-1), values, values.Shape[-1]);
}
