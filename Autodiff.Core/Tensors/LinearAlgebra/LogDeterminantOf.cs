using System.Numerics;

namespace Autodiff;

/// <summary>(sign det A, log |det A|) side by side: (0, -∞) for a singular matrix. The derivative of the logarithm is A⁻ᵀ.</summary>
internal readonly record struct LogDeterminantOf<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "logDeterminant";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) =>
        MatrixShapes.Vectors(MatrixShapes.RequireSquare(x[0].Shape, Name, "Take that of A Aᵀ, or a sum of logarithms of singular values."), 2);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        using var factors = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        for (int i = 0; i < y.Length / 2; i++)
        {
            x[0].Span.Slice(i * n * n, n * n).CopyTo(factors.Span);
            int sign = Lu.Factor(factors.Span, n, pivots.Span).Sign;
            (y.Span[2 * i], y.Span[(2 * i) + 1]) = Lu.LogDeterminant<T>(factors.Span, n, sign);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.ChainProduct(Slopes(x[0]), Logarithm(adjoint).AsMatrices());

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var slope = Tensor<T>.ChainProduct(Slopes(x[0]), tangent).Sum([-2, -1]);
        return Tensor<T>.Apply(new Place<T, Slice<T>>(y.Shape, Part(1, y.Shape), T.Zero), slope.Unsqueeze(-1));
    }

    public Reads Reads(int operand) => Autodiff.Reads.Operand;

    /// <summary>The first of each two numbers.</summary>
    public static Tensor<T> Sign(Tensor<T> packed) => One(packed, 0);

    /// <summary>The second of each two numbers.</summary>
    public static Tensor<T> Logarithm(Tensor<T> packed) => One(packed, 1);

    /// <summary>A⁻ᵀ; infinite where A is singular, as the derivative of a logarithm is at 0.</summary>
    private static Tensor<T> Slopes(Tensor<T> a) => Tensor<T>.Apply(new InverseOf<T>(OrInfinite: true), a).Transpose();

    private static Tensor<T> One(Tensor<T> packed, int place) =>
        Tensor<T>.Apply(Part(place, packed.Shape), packed).Reshape(packed.Shape.Without(packed.Rank - 1));

    private static Slice<T> Part(int place, Shape packed) => Slice<T>.Along(packed.Rank - 1, place, 1, 1, packed);
}
