using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>C = det(A) A⁻ᵀ, the matrix of cofactors, which exists for singular matrices too.</summary>
/// <remarks>A determinant has first and second derivatives everywhere here (see <see cref="CofactorsAlong{T}"/>), and higher ones where it is not 0.</remarks>
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
            T determinant = Lu.Determinant<T>(factors.Span, n, sign);
            // Of a determinant out of range, the cofactors may be in it.
            if (IsNearlySingular(factors.Span, n) || !T.IsNormal(determinant))
            {
                BySingularValues(a, n, cofactors);
                continue;
            }

            InverseOf<T>.Invert(factors.Span, n, pivots.Span, inverse.Span);
            MatrixRows.Transpose<T>(inverse.Span, n, n, n, cofactors, n);
            TensorPrimitives.Multiply(cofactors, determinant, cofactors);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.Apply(new CofactorsAlong<T>(), x[0], adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.Apply(new CofactorsAlong<T>(), x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Operand;

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

    /// <summary>C = det(U) det(V) U diag(Πⱼ≠ᵢ σⱼ) Vᵀ.</summary>
    private static void BySingularValues(ReadOnlySpan<T> a, int n, Span<T> cofactors)
    {
        using var scratch = new PooledSpan<T>((3 * n * n) + n);
        var u = scratch.Span[..(n * n)];
        var vt = scratch.Span.Slice(n * n, n * n);
        var middle = scratch.Span.Slice(2 * n * n, n * n);
        var values = scratch.Span[^n..];
        Svd.Factor(a, n, n, u, values, vt);
        middle.Clear();
        for (int i = 0; i < n; i++)
        {
            middle[(i * n) + i] = SingularProducts.Without<T>(values, i, i);
        }

        SingularProducts.Surround<T>(u, middle, vt, n, cofactors);
    }
}
