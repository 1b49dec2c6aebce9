using System.Numerics;

namespace Autodiff;

/// <summary>Y = A⁻¹, with Ā = -Yᵀ Ȳ Yᵀ (Giles 2008, section 2.2.3).</summary>
/// <param name="OrInfinite">True to give infinities for a singular matrix and not throw: a derivative that a mask may yet discard.</param>
internal readonly record struct InverseOf<T>(bool OrInfinite) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The operation that needs the inverse, which an error names; null of the inverse itself.</summary>
    public string? Caller { get; init; }

    public string Name => "inverse";

    public string Attributes => OrInfinite ? "or infinite" : "";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => MatrixShapes.RequireSquare(x[0].Shape, Name, "Use PseudoInverse.");

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        using var factors = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        for (int start = 0; start < y.Length; start += n * n)
        {
            x[0].Span.Slice(start, n * n).CopyTo(factors.Span);
            int zero = Lu.Factor(factors.Span, n, pivots.Span).ZeroPivot;
            if (zero >= 0 && OrInfinite)
            {
                y.Span.Slice(start, n * n).Fill(T.PositiveInfinity);
                continue;
            }

            if (zero >= 0)
            {
                MatrixErrors.Singular(Caller ?? Name, x[0].Shape, start / (n * n), zero);
            }

            Invert(factors.Span, n, pivots.Span, y.Span.Slice(start, n * n));
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        -y.Transpose().MatMul(adjoint.MatMul(y.Transpose()));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => -y.MatMul(tangent.MatMul(y));

    public Reads Reads(int operand) => Autodiff.Reads.Result;

    /// <summary>A⁻¹ from the factors of A.</summary>
    public static void Invert(ReadOnlySpan<T> factors, int n, ReadOnlySpan<int> pivots, Span<T> inverse)
    {
        inverse.Clear();
        for (int i = 0; i < n; i++)
        {
            inverse[(i * n) + i] = T.One;
        }

        Lu.Solve(factors, n, pivots, inverse, n);
    }
}
