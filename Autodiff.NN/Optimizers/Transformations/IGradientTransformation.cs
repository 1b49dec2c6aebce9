using System.Numerics;

namespace Autodiff.NN;

/// <summary>What happens to the gradients of all parameters before the update, written in tensor operations; a record of its settings.</summary>
public interface IGradientTransformation
{
    /// <summary>False of one that goes by gradients alone, so that no weights are copied for it.</summary>
    bool ReadsWeights => true;

    /// <summary>Replaces gradients.</summary>
    /// <param name="gradients">The gradients, one for each parameter that is not frozen.</param>
    /// <param name="weights">Those parameters; none where <see cref="ReadsWeights"/> is false.</param>
    void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T>;
}
