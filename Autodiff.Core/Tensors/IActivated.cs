using System.Numerics;

namespace Autodiff;

/// <summary>
/// An operation that ends with a function of each element. All its pullbacks begin with the same pass over the adjoint, which a sweep makes once.
/// </summary>
internal interface IActivated<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The operation of the same operands without its end.</summary>
    ITensorOperation<T> Start { get; }

    /// <summary>The adjoint of what stood before the end, of that of the result.</summary>
    Tensor<T> ToStart(Tensor<T> y, Tensor<T> adjoint);
}
