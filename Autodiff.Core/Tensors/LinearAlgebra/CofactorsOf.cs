using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>C = det(A) A⁻ᵀ, the matrix of cofactors, which exists for singular matrices too.</summary>
/// <remarks>
/// With B = A⁻ᵀ, dC = ⟨B, dA⟩ C - C dAᵀ B. The derivative is formed with the inverse, so of a singular matrix there is none here:
/// a determinant has first derivatives everywhere, and second ones where it is not 0.
/// </remarks>
internal readonly record struct CofactorsOf<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "cofactors";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        using var factors = new PooledSpan<T>(n * n);
        using var inverse = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        for (int start = 0; start < y.Length; start += n * n)
        {
            var a = x[0].Span.Slice(start, n * n);
            var cofactors = y.Span.Slice(start, n * n);
            a.CopyTo(factors.Span);
            int sign = Lu.Factor(factors.Span, n, pivots.Span).Sign;
            if (IsNearlySingular(factors.Span, n))
            {
                BySingularValues(a, n, cofactors);
                continue;
            }

            T determinant = Lu.Determinant<T>(factors.Span, n, sign);
            InverseOf<T>.Invert(factors.Span, n, pivots.Span, inverse.Span);
            MatrixRows.Transpose<T>(inverse.Span, n, n, n, cofactors, n);
            TensorPrimitives.Multiply(cofactors, determinant, cofactors);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var inverse = Tensor<T>.Apply(new InverseOf<T>(), x[0]).Transpose();
        var weight = (adjoint * y).Sum([-2, -1]).AsMatrices();
        return (weight * inverse) - inverse.MatMul(adjoint.Transpose().MatMul(y));
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var inverse = Tensor<T>.Apply(new InverseOf<T>(), x[0]).Transpose();
        var weight = (inverse * tangent).Sum([-2, -1]).AsMatrices();
        return (weight * y) - y.MatMul(tangent.Transpose().MatMul(inverse));
    }

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;

    /// <summary>True when the inverse may have lost half of its digits, by the ratio of the pivots.</summary>
    private static bool IsNearlySingular(ReadOnlySpan<T> factors, int n)
    {
        T least = T.PositiveInfinity;
        T greatest = T.Zero;
        for (int i = 0; i < n; i++)
        {
            T pivot = T.Abs(factors[(i * n) + i]);
            least = T.Min(least, pivot);
            greatest = T.Max(greatest, pivot);
        }

        return n > 0 && least <= T.Sqrt(MatrixRows.Precision<T>()) * greatest;
    }

    /// <summary>C = det(U) det(V) U diag(Πⱼ≠ᵢ σⱼ) Vᵀ: the cofactors of a product are the product of the cofactors, and those of U are det(U) U.</summary>
    private static void BySingularValues(ReadOnlySpan<T> a, int n, Span<T> cofactors)
    {
        using var scratch = new PooledSpan<T>((2 * n * n) + (2 * n));
        var u = scratch.Span[..(n * n)];
        var vt = scratch.Span.Slice(n * n, n * n);
        var values = scratch.Span.Slice(2 * n * n, n);
        var products = scratch.Span.Slice((2 * n * n) + n, n);
        Svd.Factor(a, n, n, u, values, vt);
        T sign = OrthogonalSign(u, n) * OrthogonalSign(vt, n);
        for (int i = 0; i < n; i++)
        {
            products[i] = sign;
            for (int j = 0; j < n; j++)
            {
                products[i] *= j == i ? T.One : values[j];
            }
        }

        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Multiply(u.Slice(i * n, n), products, u.Slice(i * n, n));
        }

        cofactors.Clear();
        BlockProduct.Accumulate<T>(cofactors, n, u, n, vt, n, n, n, n, subtract: false);
    }

    /// <summary>The determinant of an orthogonal matrix, 1 or -1.</summary>
    private static T OrthogonalSign(ReadOnlySpan<T> orthogonal, int n)
    {
        using var factors = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        orthogonal.CopyTo(factors.Span);
        int sign = Lu.Factor(factors.Span, n, pivots.Span).Sign;
        return Lu.LogDeterminant<T>(factors.Span, n, sign).Sign;
    }
}
