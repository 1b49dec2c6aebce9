using System.Numerics;

namespace Autodiff;

/// <summary>A = U Σ Vᵀ for (m, n) and k = min(m, n): U, (m, k), stands above the row of the singular values, descending, and that above V, (n, k).</summary>
/// <remarks>
/// Townsend 2016, "Differentiating the singular value decomposition", with his Fᵢⱼ = 1/(sⱼ² - sᵢ²) in partial fractions: of P = Uᵀ dA V, Uᵀ dU and
/// Vᵀ dV are ½ (K + L) and ½ (K - L) with Kᵢⱼ = (Pᵢⱼ + Pⱼᵢ)/(sⱼ - sᵢ) and Lᵢⱼ = (Pᵢⱼ - Pⱼᵢ)/(sⱼ + sᵢ). Where a denominator is rounding, at most
/// max(m, n) ε max s, vectors have no derivative: of repeated singular values, and of 0 in matrices that are not square. It is NaN then, unless
/// what is divided is 0 (see <see cref="Resolution{T}.Quotient"/>), so that what does not depend on these vectors has its gradient.
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
        var (left, right) = (u.Transpose().MatMul(uAdjoint), v.Transpose().MatMul(vAdjoint));
        // Each part over the differences alone: sums that cancel, as of V f(Σ) Vᵀ, say nothing about the limit.
        var k = OverDifferences(left, uAdjoint, s, m, n) + OverDifferences(right, vAdjoint, s, m, n);
        var l = OverSums(left, uAdjoint, s, m, n) - OverSums(right, vAdjoint, s, m, n);
        var inner = k.Symmetric() + (l * MatrixTensors.Half<T>()) + sAdjoint.DiagonalMatrix();
        var sum = u.MatMul(inner).MatMul(v.Transpose());
        if (m > n)
        {
            sum += OverValues(Outside(u, uAdjoint), uAdjoint, s, m, n).MatMul(v.Transpose());
        }
        else if (m < n)
        {
            sum += u.MatMul(OverValues(Outside(v, vAdjoint), vAdjoint, s, m, n).Transpose());
        }

        return sum;
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var (m, n) = (x[0].Shape[-2], x[0].Shape[-1]);
        var (u, s, v) = Parts(y, m);
        var right = tangent.MatMul(v);
        var inner = u.Transpose().MatMul(right);
        var k = OverDifferences(inner + inner.Transpose(), tangent, s, m, n);
        var l = OverSums(inner, tangent, s, m, n);
        var uTangent = u.MatMul(k + l) * MatrixTensors.Half<T>();
        var vTangent = v.MatMul(k - l) * MatrixTensors.Half<T>();
        if (m > n)
        {
            uTangent += OverValues(Outside(u, right), right, s, m, n);
        }
        else if (m < n)
        {
            var left = tangent.Transpose().MatMul(u);
            vTangent += OverValues(Outside(v, left), left, s, m, n);
        }

        return Tensor.Concat(-2, uTangent, inner.Diagonal().Unsqueeze(-2), vTangent);
    }

    public Reads Reads(int operand) => Autodiff.Reads.Result;

    /// <summary>U, the singular values and V; views.</summary>
    public static (Tensor<T> U, Tensor<T> S, Tensor<T> V) Parts(Tensor<T> packed, int m) => (packed.Slice(-2, ..m), packed.Row(m), packed.Slice(-2, (m + 1)..));

    /// <summary>(I - X Xᵀ) Y: what of Y is outside the span of orthonormal columns.</summary>
    private static Tensor<T> Outside(Tensor<T> x, Tensor<T> y) => y - x.MatMul(x.Transpose().MatMul(y));

    /// <summary>Xᵢⱼ/(sⱼ - sᵢ), and 0 on the diagonal.</summary>
    private static Tensor<T> OverDifferences(Tensor<T> x, Tensor<T> source, Tensor<T> s, int m, int n) =>
        Resolution<T>.Quotient(x.OffDiagonal(), source, s.Unsqueeze(-2) - s.Unsqueeze(-1), s, Math.Max(m, n));

    /// <summary>(Xᵢⱼ - Xⱼᵢ)/(sⱼ + sᵢ).</summary>
    private static Tensor<T> OverSums(Tensor<T> x, Tensor<T> source, Tensor<T> s, int m, int n) =>
        Resolution<T>.Quotient(x - x.Transpose(), source, s.Unsqueeze(-2) + s.Unsqueeze(-1), s, Math.Max(m, n));

    /// <summary>X Σ⁻¹: each column over its singular value.</summary>
    private static Tensor<T> OverValues(Tensor<T> x, Tensor<T> source, Tensor<T> s, int m, int n) =>
        Resolution<T>.Quotient(x, source, s.Unsqueeze(-2), s, Math.Max(m, n));
}
