using System.Numerics;

namespace Autodiff;

/// <summary>D(A, E), the derivative of the cofactors of A along E: the second derivative of the determinant, which is linear in E and its own transpose.</summary>
/// <remarks>
/// With A = U Σ Vᵀ and M = Uᵀ E V it is det(U) det(V) U X Vᵀ, where Xᵢᵢ = Σⱼ πᵢⱼ Mⱼⱼ and Xᵢⱼ = -πᵢⱼ Mⱼᵢ with πᵢⱼ = Π σₖ over k ≠ i, j and
/// i ≠ j: the cofactors of Σ + M to first order. Nothing is divided by, so that it is right for singular matrices too.
/// The derivative by A, the third one of the determinant, is formed with the inverse.
/// </remarks>
internal readonly record struct CofactorsAlong<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "cofactorsAlong";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        int size = n * n;
        using var scratch = new PooledSpan<T>((5 * size) + n);
        var u = scratch.Span[..size];
        var vt = scratch.Span.Slice(size, size);
        var left = scratch.Span.Slice(2 * size, size);
        var inner = scratch.Span.Slice(3 * size, size);
        var middle = scratch.Span.Slice(4 * size, size);
        var values = scratch.Span[^n..];
        for (int start = 0; start < y.Length; start += size)
        {
            Svd.Factor(x[0].Span.Slice(start, size), n, n, u, values, vt);
            // M = Uᵀ E V, by transposes into the spans that are free.
            MatrixRows.Transpose<T>(u, n, n, n, inner, n);
            left.Clear();
            BlockProduct.Accumulate<T>(left, n, inner, n, x[1].Span.Slice(start, size), n, n, n, n, subtract: false);
            MatrixRows.Transpose<T>(vt, n, n, n, middle, n);
            inner.Clear();
            BlockProduct.Accumulate<T>(inner, n, left, n, middle, n, n, n, n, subtract: false);
            Middle(values, inner, n, middle);
            SingularProducts.Surround<T>(u, middle, vt, n, y.Span.Slice(start, size));
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => operand == 1
        ? Tensor<T>.Apply(this, x[0], adjoint)
        : Third(x[0], x[1], adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 1
        ? Tensor<T>.Apply(this, x[0], tangent)
        : Third(x[0], x[1], tangent);

    public Reads Reads(int operand) => operand == 1 ? Autodiff.Reads.Others : Autodiff.Reads.Operand | Autodiff.Reads.Others;

    private static void Middle(ReadOnlySpan<T> values, ReadOnlySpan<T> inner, int n, Span<T> middle)
    {
        middle.Clear();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                T product = SingularProducts.Without(values, i, j);
                middle[(i * n) + i] += product * inner[(j * n) + j];
                middle[(j * n) + j] += product * inner[(i * n) + i];
                middle[(i * n) + j] = -product * inner[(j * n) + i];
                middle[(j * n) + i] = -product * inner[(i * n) + j];
            }
        }
    }

    /// <summary>
    /// The third derivative of det A along E and W, as a gradient: with X = A⁻¹E and Y = A⁻¹W it is
    /// det(A) A⁻ᵀ ((tr X tr Y - tr XY) I - tr(X) Y - tr(Y) X + XY + YX)ᵀ, by ∂ log det A = tr A⁻¹ ∂A.
    /// </summary>
    private static Tensor<T> Third(Tensor<T> a, Tensor<T> e, Tensor<T> w)
    {
        var inverse = Tensor<T>.Apply(new InverseOf<T> { Caller = "third derivatives of determinant" }, a);
        var determinant = Tensor<T>.Apply(new DeterminantOf<T>(), a).AsMatrices();
        var (x, y) = (inverse.MatMul(e), inverse.MatMul(w));
        var (xy, yx) = (x.MatMul(y), y.MatMul(x));
        var (traceX, traceY) = (Trace(x), Trace(y));
        // (t I) A⁻¹ is t A⁻¹: the products are taken with A⁻¹ from the right, for (A⁻ᵀ Zᵀ) = (Z A⁻¹)ᵀ.
        var rest = xy + yx - (traceX * y) - (traceY * x);
        return determinant * ((((traceX * traceY) - Trace(xy)) * inverse) + rest.MatMul(inverse)).Transpose();
    }

    private static Tensor<T> Trace(Tensor<T> a) => a.Diagonal().Sum([-1]).AsMatrices();
}
