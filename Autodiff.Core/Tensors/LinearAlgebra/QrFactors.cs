using System.Numerics;

namespace Autodiff;

/// <summary>A = Q R for matrices at least as high as wide, (m, n): Q, (m, n), stands above R, (n, n).</summary>
/// <remarks>
/// Ā = (Q̄ + Q C) R⁻ᵀ, where C is the lower triangle of R R̄ᵀ - Q̄ᵀ Q, mirrored at the diagonal (Walter and Lehmann 2012, section 3.1;
/// Seeger et al. 2017). A must have full rank, numerically: else R⁻¹ does not exist, and the factors have no derivative.
/// </remarks>
internal readonly record struct QrFactors<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "qr";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape[-2] >= x[0].Shape[-1]
        ? MatrixShapes.Of(x[0].Shape, x[0].Shape[-2] + x[0].Shape[-1], x[0].Shape[-1])
        : throw new ArgumentException($"{Name}: the shape {x[0].Shape} has fewer rows than columns. Factor the leading square part.");

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var (m, n) = (x[0].Shape[-2], x[0].Shape[-1]);
        for (int i = 0; i < MatrixShapes.BatchOf(x[0].Shape); i++)
        {
            var factors = y.Span.Slice(i * (m + n) * n, (m + n) * n);
            Qr.Factor(x[0].Span.Slice(i * m * n, m * n), m, n, factors[..(m * n)], factors[(m * n)..]);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var (q, r) = Parts(y);
        var (qAdjoint, rAdjoint) = Parts(adjoint);
        var c = (r.MatMul(rAdjoint.Upper().Transpose()) - qAdjoint.Transpose().MatMul(q)).Lower();
        c += c.Lower(-1).Transpose();
        return SolveUpper(r, (qAdjoint + q.MatMul(c)).Transpose(), q.Shape[-2], Name).Transpose();
    }

    /// <remarks>With Z = dA R⁻¹ and C = Qᵀ Z, of which Ω is the part below the diagonal made skew: dQ = Z - Q (C - Ω) and dR = (C - Ω) R.</remarks>
    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var (q, r) = Parts(y);
        var z = SolveUpper(r, tangent.Transpose(), q.Shape[-2], Name, transposed: true).Transpose();
        var c = q.Transpose().MatMul(z);
        var upper = c.Upper() + c.Lower(-1).Transpose();
        return Tensor.Concat(-2, z - q.MatMul(upper), upper.MatMul(r));
    }

    public Reads Reads(int operand) => Autodiff.Reads.Result;

    /// <summary>R⁻¹ B, or R⁻ᵀ B, for the factor R of matrices of as many rows; what needs their full rank is named.</summary>
    /// <exception cref="ArithmeticException">An element of the diagonal of R is 0, but for rounding.</exception>
    public static Tensor<T> SolveUpper(Tensor<T> r, Tensor<T> right, int rows, string caller, bool transposed = false) =>
        Tensor<T>.Apply(new SolveTriangle<T>(IsUpper: true, transposed, IsUnit: false) { Caller = caller, Order = rows }, r, right);

    /// <summary>Q and R; views.</summary>
    public static (Tensor<T> Q, Tensor<T> R) Parts(Tensor<T> packed)
    {
        int m = packed.Shape[-2] - packed.Shape[-1];
        return (packed.Slice(-2, ..m), packed.Slice(-2, m..));
    }
}
