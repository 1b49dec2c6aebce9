using System.Numerics;

namespace Autodiff;

/// <summary>det A, whose derivative is the matrix of cofactors: right where det A = 0, too.</summary>
internal readonly record struct DeterminantOf<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "determinant";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) =>
        MatrixShapes.Numbers(MatrixShapes.RequireSquare(x[0].Shape, Name, "Take the determinant of A Aᵀ, or a product of singular values."));

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        using var factors = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        for (int i = 0; i < y.Length; i++)
        {
            x[0].Span.Slice(i * n * n, n * n).CopyTo(factors.Span);
            int sign = Lu.Factor(factors.Span, n, pivots.Span).Sign;
            y.Span[i] = Lu.Determinant<T>(factors.Span, n, sign);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.ChainProduct(Tensor<T>.Apply(new CofactorsOf<T>(), x[0]), adjoint.AsMatrices());

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.ChainProduct(Tensor<T>.Apply(new CofactorsOf<T>(), x[0]), tangent).Sum([-2, -1]);

    public Reads Reads(int operand) => Autodiff.Reads.Operand;
}
