using System.Numerics;

namespace Autodiff;

/// <summary>L Lᵀ = ½ (A + Aᵀ): the lower triangular factor of a positive definite matrix.</summary>
/// <remarks>Ā = ½ (S + Sᵀ) with S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, and dL = L Φ(L⁻¹ dA L⁻ᵀ) (Murray 2016, equations 8 and 10).</remarks>
internal readonly record struct CholeskyFactor<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "cholesky";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => MatrixShapes.RequireSquare(x[0].Shape, Name, "Give A Aᵀ, or factor with Qr.");

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        for (int start = 0; start < y.Length; start += n * n)
        {
            var factor = y.Span.Slice(start, n * n);
            SymmetricPart.Lower(x[0].Span.Slice(start, n * n), n, factor);
            int failed = Cholesky.Factor(factor, n);
            if (failed >= 0)
            {
                MatrixErrors.NotPositive(Name, x[0].Shape, start / (n * n), failed);
            }
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var left = y.SolveTriangular(y.Transpose().MatMul(adjoint).LowerHalf(), transposed: true);
        return y.SolveTriangular(left.Transpose(), transposed: true).Symmetric();
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var left = y.SolveTriangular(tangent.Symmetric());
        return y.MatMul(y.SolveTriangular(left.Transpose()).LowerHalf());
    }

    public Reads Reads(int operand) => Autodiff.Reads.Result;
}
