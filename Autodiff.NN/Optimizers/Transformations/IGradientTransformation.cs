using System.Numerics;

namespace Autodiff.NN;

/// <summary>What happens to the gradients of all parameters before the update, written in tensor operations; a record of its settings.</summary>
public interface IGradientTransformation
{
    /// <summary>Replaces gradients.</summary>
    /// <param name="gradients">The gradients, one for each parameter.</param>
    /// <param name="weights">The parameters.</param>
    void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T>;
}
