using System.Numerics;

namespace Autodiff;

/// <summary>X = T⁻¹ B, or T⁻ᵀ B, where only one triangle of T is read.</summary>
/// <param name="IsUpper">True when T is upper triangular.</param>
/// <param name="Transposed">True to solve with Tᵀ.</param>
/// <param name="IsUnit">True when the diagonal is taken to be ones, and not read.</param>
internal readonly record struct SolveTriangle<T>(bool IsUpper, bool Transposed, bool IsUnit) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The operation of which T is the factor R, and which an error names: then elements of the diagonal that are rounding count as 0.</summary>
    public string? Caller { get; init; }

    /// <summary>The length of the columns that R was made of: |rᵢᵢ| ≤ Order ε max |rⱼⱼ| is rounding.</summary>
    public int Order { get; init; }

    public string Name => "solveTriangular";

    public string Attributes => $"{(IsUpper ? "upper" : "lower")}{(Transposed ? ", transposed" : "")}{(IsUnit ? ", unit diagonal" : "")}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => MatrixShapes.OfSolutions(x[0].Shape, x[1].Shape, Name);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var shape = ShapeOf(x);
        var (n, columns) = (shape[-2], shape[-1]);
        for (int i = 0; i < MatrixShapes.BatchOf(shape); i++)
        {
            int start = MatrixShapes.StartOf(x[0].Shape, shape, i);
            var triangle = x[0].Span.Slice(start, n * n);
            if (!IsUnit)
            {
                CheckDiagonal(triangle, x[0].Shape, n == 0 ? 0 : start / (n * n));
            }

            var solution = y.Span.Slice(i * n * columns, n * columns);
            x[1].Span.Slice(MatrixShapes.StartOf(x[1].Shape, shape, i), n * columns).CopyTo(solution);
            Triangular.Solve(triangle, n, solution, columns, IsUpper, Transposed, IsUnit);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var right = Tensor<T>.Apply(this with { Transposed = !Transposed }, x[0], adjoint);
        return operand == 1
            ? right.SumTo(x[1].Shape)
            : -Read(Transposed ? y.MatMul(right.Transpose()) : right.MatMul(y.Transpose())).SumTo(x[0].Shape);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 1
        ? Tensor<T>.Apply(this, x[0], tangent)
        : -Tensor<T>.Apply(this, x[0], (Transposed ? Read(tangent).Transpose() : Read(tangent)).MatMul(y));

    public Reads Reads(int operand) => operand == 1 ? Autodiff.Reads.Others : Autodiff.Reads.Operand | Autodiff.Reads.Result;

    private void CheckDiagonal(ReadOnlySpan<T> triangle, Shape shape, int matrix)
    {
        int n = shape[-1];
        T largest = T.Zero;
        for (int k = 0; Caller is not null && k < n; k++)
        {
            largest = T.Max(largest, T.Abs(triangle[(k * n) + k]));
        }

        T least = T.CreateChecked(Order) * MatrixRows.Precision<T>() * largest;
        for (int k = 0; k < n; k++)
        {
            if (T.Abs(triangle[(k * n) + k]) <= least)
            {
                if (Caller is null)
                {
                    MatrixErrors.SingularTriangle(Name, shape, matrix, k);
                }

                MatrixErrors.Dependent(Caller, shape, matrix, k);
            }
        }
    }

    /// <summary>The triangle that is read.</summary>
    private Tensor<T> Read(Tensor<T> a) => IsUpper ? a.Upper(IsUnit ? 1 : 0) : a.Lower(IsUnit ? -1 : 0);
}
