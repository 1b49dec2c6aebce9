using System.Numerics;

namespace Autodiff;

/// <summary>
/// An operation that ends with a function of each element. All its pullbacks begin with the same pass over the adjoint, which a sweep makes once.
/// </summary>
internal interface IActivated<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The adjoint of what stood before the end, of that of the result.</summary>
    Tensor<T> ToStart(Tensor<T> y, Tensor<T> adjoint);

    /// <summary>The pullback of what stands before the end.</summary>
    Tensor<T> PullbackOfStart(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint);

    Tensor<T> ITensorOperation<T>.Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        PullbackOfStart(operand, x, y, ToStart(y, adjoint));

    void ITensorOperation<T>.PullbackAll(TensorNode<T> node, Tensor<T> y, Tensor<T> adjoint, Adjoints<T> adjoints)
    {
        var ofStart = ToStart(y, adjoint);
        for (int k = 0; k < node.Operands.Length; k++)
        {
            if (node.Wanted[k])
            {
                adjoints.Add(node.Operands[k].Node, PullbackOfStart(k, node.Operands, y, ofStart));
            }
        }
    }
}
