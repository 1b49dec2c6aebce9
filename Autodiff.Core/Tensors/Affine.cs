using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>f(x W + b): sum and function are computed while the part of the product that they are applied to is in the cache.</summary>
/// <remarks>One entry and one pass over memory instead of three. Of relu the derivative needs the result alone.</remarks>
/// <param name="Activation">f.</param>
internal readonly record struct Affine<T>(GemmActivation Activation) : IActivated<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "affine";

    public string Attributes => Activation == GemmActivation.Relu ? "relu" : "";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var (weight, bias) = (x[1].Shape, x[2].Shape);
        return weight.Rank == 2 && bias.Rank == 1 && bias[0] == weight[1]
            ? default(MatMul<T>).ShapeOf(x[..2])
            : throw new ArgumentException(
                $"affine: the shapes {weight} of W and {bias} of b do not fit, for W must be a matrix and b a vector with a number for each of its columns. For others use MatMul and +, which broadcast.");
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        if (y.IsEmpty)
        {
            return;
        }

        var (depth, columns) = x[1].Shape;
        Gemm.Multiply(new GemmProduct<T>(y.Length / columns, columns, depth, x[0].Memory, depth, 1, x[1].Memory, columns, 1, y, columns, 1, Accumulate: false)
        {
            Epilogue = new(x[2].Memory, Activation),
        });
    }

    public Tensor<T> PullbackOfStart(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        operand < 2 ? default(MatMul<T>).Pullback(operand, x[..2], y, adjoint)
        : adjoint.Rank == 2 ? adjoint.Sum(0) : adjoint.SumTo(x[2].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var ofSum = operand < 2 ? default(MatMul<T>).Tangent(operand, x[..2], y, tangent) : tangent.BroadcastTo(y.Shape);
        return ToStart(y, ofSum); // a diagonal Jacobian is its own transpose
    }

    /// <summary>relu is positive where its argument is, so its own row can look at the result instead.</summary>
    public Tensor<T> ToStart(Tensor<T> y, Tensor<T> adjoint) =>
        Activation == GemmActivation.Relu ? default(Elementwise<T, Unary<Relu>>).Pullback(0, [y], y, adjoint) : adjoint;

    public Reads Reads(int operand) =>
        (operand < 2 ? Autodiff.Reads.Others : Autodiff.Reads.Nothing) | (Activation == GemmActivation.None ? Autodiff.Reads.Nothing : Autodiff.Reads.Result);
}
