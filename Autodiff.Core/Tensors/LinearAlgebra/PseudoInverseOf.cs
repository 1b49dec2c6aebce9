using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>A⁺ = V Σ⁺ Uᵀ for matrices at least as high as wide, where Σ⁺ has 1/s where s is above a part of the largest s, and else 0.</summary>
/// <remarks>
/// As long as the rank stays the same, dA⁺ = -A⁺ dA A⁺ + A⁺A⁺ᵀ dAᵀ (I - AA⁺) + (I - A⁺A) dAᵀ A⁺ᵀA⁺ (Golub and Pereyra 1973,
/// equation 4.12), which knows nothing of the singular vectors, so that repeated singular values are no trap.
/// </remarks>
/// <param name="Tolerance">The part of the largest singular value up to which one counts as 0.</param>
internal readonly record struct PseudoInverseOf<T>(T Tolerance) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "pseudoInverse";

    public string Attributes => FormattableString.Invariant($"tolerance = {Tolerance}");

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => MatrixShapes.Of(x[0].Shape, x[0].Shape[-1], x[0].Shape[-2]);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var (m, n) = (x[0].Shape[-2], x[0].Shape[-1]);
        using var scratch = new PooledSpan<T>((2 * m * n) + n + (2 * n * n));
        var u = scratch.Span[..(m * n)];
        var ut = scratch.Span.Slice(m * n, m * n);
        var s = scratch.Span.Slice(2 * m * n, n);
        var vt = scratch.Span.Slice((2 * m * n) + n, n * n);
        var v = scratch.Span[^(n * n)..];
        for (int start = 0; start < y.Length; start += m * n)
        {
            Svd.Factor(x[0].Span.Slice(start, m * n), m, n, u, s, vt);
            MatrixRows.Transpose<T>(u, n, m, n, ut, m);
            MatrixRows.Transpose<T>(vt, n, n, n, v, n);
            T least = Tolerance * s[0];
            for (int i = 0; i < n; i++)
            {
                var row = ut.Slice(i * m, m);
                if (s[i] <= least)
                {
                    row.Clear();
                }
                else
                {
                    TensorPrimitives.Divide(row, s[i], row);
                }
            }

            var inverse = y.Span.Slice(start, m * n);
            inverse.Clear();
            BlockProduct.Accumulate<T>(inverse, m, v, n, ut, m, n, m, n, subtract: false);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var transpose = adjoint.Transpose();
        var beyondColumns = transpose - x[0].MatMul(y.MatMul(transpose));
        var beyondRows = transpose - transpose.MatMul(y).MatMul(x[0]);
        return beyondColumns.MatMul(y.MatMul(y.Transpose())) + y.Transpose().MatMul(y.MatMul(beyondRows) - adjoint.MatMul(y.Transpose()));
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var transpose = tangent.Transpose();
        var beyondColumns = transpose - transpose.MatMul(x[0]).MatMul(y);
        var beyondRows = transpose - y.MatMul(x[0].MatMul(transpose));
        return y.MatMul(y.Transpose()).MatMul(beyondColumns) + (beyondRows.MatMul(y.Transpose()) - y.MatMul(tangent)).MatMul(y);
    }

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;
}
