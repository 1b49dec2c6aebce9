using System.Numerics;

namespace Autodiff;

/// <summary>X = A⁻¹ B, or A⁻ᵀ B: each is the transpose of the other.</summary>
/// <remarks>Ā = -B̄ Xᵀ with B̄ = A⁻ᵀ X̄ (Giles 2008, section 2.3.1). The factors are computed again for each; they are not kept.</remarks>
/// <param name="Transposed">True to solve with Aᵀ.</param>
internal readonly record struct SolveSystem<T>(bool Transposed) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "solve";

    public string Attributes => Transposed ? "transposed" : "";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => MatrixShapes.OfSolutions(x[0].Shape, x[1].Shape, Name);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var shape = ShapeOf(x);
        var (n, columns) = (shape[-2], shape[-1]);
        using var factors = new PooledSpan<T>(n * n);
        using var pivots = new PooledSpan<int>(n);
        int factored = -1; // a matrix with several right-hand sides of the batch is factored once
        for (int i = 0; i < MatrixShapes.BatchOf(shape); i++)
        {
            int start = MatrixShapes.StartOf(x[0].Shape, shape, i);
            if (start != factored)
            {
                x[0].Span.Slice(start, n * n).CopyTo(factors.Span);
                int zero = Lu.Factor(factors.Span, n, pivots.Span).ZeroPivot;
                if (zero >= 0)
                {
                    MatrixErrors.Singular(Name, x[0].Shape, start / (n * n), zero);
                }

                factored = start;
            }

            var solution = y.Span.Slice(i * n * columns, n * columns);
            x[1].Span.Slice(MatrixShapes.StartOf(x[1].Shape, shape, i), n * columns).CopyTo(solution);
            if (Transposed)
            {
                Lu.SolveTransposed<T>(factors.Span, n, pivots.Span, solution, columns);
            }
            else
            {
                Lu.Solve<T>(factors.Span, n, pivots.Span, solution, columns);
            }
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var right = Tensor<T>.Apply(new SolveSystem<T>(!Transposed), x[0], adjoint);
        return operand == 1
            ? right.SumTo(x[1].Shape)
            : -(Transposed ? y.MatMul(right.Transpose()) : right.MatMul(y.Transpose())).SumTo(x[0].Shape);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 1
        ? Tensor<T>.Apply(this, x[0], tangent)
        : -Tensor<T>.Apply(this, x[0], (Transposed ? tangent.Transpose() : tangent).MatMul(y));

    public Reads Reads(int operand) => operand == 1 ? Autodiff.Reads.Others : Autodiff.Reads.Operand | Autodiff.Reads.Result;
}
