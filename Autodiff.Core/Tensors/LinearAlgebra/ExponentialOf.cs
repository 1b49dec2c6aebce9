using System.Numerics;

namespace Autodiff;

/// <summary>exp A = Σ Aᵏ/k!. Its derivative along E is the block L of exp((A, E), (0, A)) = ((exp A, L), (0, exp A)).</summary>
/// <remarks>Higham 2008, "Functions of Matrices", equation 10.43. The transpose of the derivative at A is the derivative at Aᵀ.</remarks>
internal readonly record struct ExponentialOf<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "matrixExponential";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => MatrixShapes.RequireSquare(x[0].Shape, Name, "Only square matrices have powers; for exp of each element, use Exp.");

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int n = x[0].Shape[-1];
        for (int start = 0; start < y.Length; start += n * n)
        {
            MatrixExponential.Exp(x[0].Span.Slice(start, n * n), n, y.Span.Slice(start, n * n));
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Derivative(x[0].Transpose(), adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Derivative(x[0], tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Operand;

    private static Tensor<T> Derivative(Tensor<T> a, Tensor<T> direction)
    {
        int n = a.Shape[-1];
        var whole = MatrixShapes.Of(a.Shape, 2 * n, 2 * n);
        var blocks = Block(a, whole, 0, 0) + Block(direction, whole, 0, n) + Block(a, whole, n, n);
        return Tensor<T>.Apply(new ExponentialOf<T>(), blocks).Slice(-2, ..n).Slice(-1, n..);
    }

    /// <summary>A matrix as a block of a larger one, which is 0 elsewhere.</summary>
    private static Tensor<T> Block(Tensor<T> a, Shape whole, int row, int column)
    {
        Span<int> starts = stackalloc int[whole.Rank];
        Span<int> steps = stackalloc int[whole.Rank];
        starts.Clear();
        steps.Fill(1);
        (starts[^2], starts[^1]) = (row, column);
        return Tensor<T>.Apply(new Place<T, Slice<T>>(whole, new(a.Shape, Integers.Of(starts), Integers.Of(steps)), T.Zero), a);
    }
}
