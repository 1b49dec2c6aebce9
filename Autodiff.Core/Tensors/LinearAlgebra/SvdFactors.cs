using System.Numerics;

namespace Autodiff;

/// <summary>A = U Σ Vᵀ for (m, n) and k = min(m, n): U, (m, k), stands above the row of the singular values, descending, and that above V, (n, k).</summary>
/// <remarks>
/// Townsend 2016, "Differentiating the singular value decomposition", with Fᵢⱼ = 1/(sⱼ² - sᵢ²) = 1/((sⱼ - sᵢ)(sⱼ + sᵢ)). Factors of F and of
/// Σ⁻¹ are 0 where their denominators are rounding, at most max(m, n) ε max s: vectors of repeated singular values, and of 0 in matrices that are
/// not square, have no derivative.
/// </remarks>
internal readonly record struct SvdFactors<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "svd";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var shape = MatrixShapes.RequireMatrices(x[0].Shape, Name);
        return MatrixShapes.Of(shape, shape[-2] + 1 + shape[-1], Math.Min(shape[-2], shape[-1]));
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var (m, n) = (x[0].Shape[-2], x[0].Shape[-1]);
        int k = Math.Min(m, n);
        int size = (m + 1 + n) * k;
        using var transposed = new PooledSpan<T>(k * n);
        for (int i = 0; i < MatrixShapes.BatchOf(x[0].Shape); i++)
        {
            var factors = y.Span.Slice(i * size, size);
            Svd.Factor(x[0].Span.Slice(i * m * n, m * n), m, n, factors[..(m * k)], factors.Slice(m * k, k), transposed.Span);
            MatrixRows.Transpose<T>(transposed.Span, n, k, n, factors[((m + 1) * k)..], k);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var (m, n) = (x[0].Shape[-2], x[0].Shape[-1]);
        var (u, s, v) = Parts(y, m);
        var (uAdjoint, sAdjoint, vAdjoint) = Parts(adjoint, m);
        var f = Gaps(s, m, n);
        var inner = (f * Skew(u, uAdjoint) * s.Unsqueeze(-2)) + sAdjoint.DiagonalMatrix() + (s.Unsqueeze(-1) * f * Skew(v, vAdjoint));
        var sum = u.MatMul(inner).MatMul(v.Transpose());
        if (m > n)
        {
            sum += (Outside(u, uAdjoint) * Inverse(s, m, n)).MatMul(v.Transpose());
        }
        else if (m < n)
        {
            sum += u.MatMul((Outside(v, vAdjoint) * Inverse(s, m, n)).Transpose());
        }

        return sum;
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var (m, n) = (x[0].Shape[-2], x[0].Shape[-1]);
        var (u, s, v) = Parts(y, m);
        var right = tangent.MatMul(v);
        var inner = u.Transpose().MatMul(right);
        var f = Gaps(s, m, n);
        var (columns, rows) = (inner * s.Unsqueeze(-2), s.Unsqueeze(-1) * inner);
        var uTangent = u.MatMul(f * (columns + columns.Transpose()));
        var vTangent = v.MatMul(f * (rows + rows.Transpose()));
        if (m > n)
        {
            uTangent += Outside(u, right) * Inverse(s, m, n);
        }
        else if (m < n)
        {
            vTangent += Outside(v, tangent.Transpose().MatMul(u)) * Inverse(s, m, n);
        }

        return Tensor.Concat(-2, uTangent, inner.Diagonal().Unsqueeze(-2), vTangent);
    }

    public Reads Reads(int operand) => Autodiff.Reads.Result;

    /// <summary>U, the singular values and V; views.</summary>
    public static (Tensor<T> U, Tensor<T> S, Tensor<T> V) Parts(Tensor<T> packed, int m) => (packed.Slice(-2, ..m), packed.Row(m), packed.Slice(-2, (m + 1)..));

    /// <summary>XᵀX̄ - X̄ᵀX.</summary>
    private static Tensor<T> Skew(Tensor<T> x, Tensor<T> adjoint)
    {
        var product = x.Transpose().MatMul(adjoint);
        return product - product.Transpose();
    }

    /// <summary>(I - X Xᵀ) Y: what of Y is outside the span of orthonormal columns.</summary>
    private static Tensor<T> Outside(Tensor<T> x, Tensor<T> y) => y - x.MatMul(x.Transpose().MatMul(y));

    private static Tensor<T> Gaps(Tensor<T> s, int m, int n) =>
        Resolution<T>.Reciprocal(s.Unsqueeze(-2) - s.Unsqueeze(-1), s, Math.Max(m, n)) * Resolution<T>.Reciprocal(s.Unsqueeze(-2) + s.Unsqueeze(-1), s, Math.Max(m, n));

    /// <summary>The diagonal of Σ⁻¹ as a row, which scales columns.</summary>
    private static Tensor<T> Inverse(Tensor<T> s, int m, int n) => Resolution<T>.Reciprocal(s.Unsqueeze(-2), s, Math.Max(m, n));
}
