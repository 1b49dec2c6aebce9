using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>A = U Σ Vᵀ for cofactors: those of a product are the product of the cofactors, and those of an orthogonal U are det(U) U.</summary>
internal static class SingularProducts
{
    /// <summary>det(U) det(V) U M Vᵀ, over M; all are (n, n).</summary>
    public static void Surround<T>(ReadOnlySpan<T> u, Span<T> middle, ReadOnlySpan<T> vt, int n, Span<T> result) where T : IFloatingPointIeee754<T>
    {
        T sign = OrthogonalSign(u, n) * OrthogonalSign(vt, n);
        TensorPrimitives.Multiply(middle, sign, middle);
        using var left = new PooledSpan<T>(n * n);
        left.Span.Clear();
        BlockProduct.Accumulate<T>(left.Span, n, u, n, middle, n, n, n, n, subtract: false);
        result.Clear();
        BlockProduct.Accumulate<T>(result, n, left.Span, n, vt, n, n, n, n, subtract: false);
    }

    /// <summary>Π σₖ over k ≠ i and k ≠ j, which leaves the range only if the product itself does.</summary>
    public static T Without<T>(ReadOnlySpan<T> values, int i, int j) where T : IFloatingPointIeee754<T>
    {
        T product = T.One;
        long exponent = 0;
        for (int k = 0; k < values.Length; k++)
        {
            if (k == i || k == j)
            {
                continue;
            }

            if (values[k] == T.Zero || !T.IsFinite(values[k]))
            {
                return values[k];
            }

            int own = T.ILogB(values[k]);
            product *= T.ScaleB(values[k], -own);
            int rest = T.ILogB(product);
            product = T.ScaleB(product, -rest);
            exponent += own + (long)rest;
        }

        return T.ScaleB(product, (int)Math.Clamp(exponent, -100_000, 100_000));
    }

    /// <summary>The determinant of an orthogonal matrix, 1 or -1.</summary>
    private static T OrthogonalSign<T>(ReadOnlySpan<T> orthogonal, int n) where T : IFloatingPointIeee754<T>
    {
        using var factors = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        orthogonal.CopyTo(factors.Span);
        int sign = Lu.Factor(factors.Span, n, pivots.Span).Sign;
        return Lu.LogDeterminant<T>(factors.Span, n, sign).Sign;
    }
}
