using System.Numerics;

namespace Autodiff.NN;

/// <summary>What can be asked of any layer.</summary>
public static partial class Layers
{
    /// <summary>The output in inference.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">The input.</param>
    public static Tensor<T> Forward<T>(this ILayer<T> layer, Tensor<T> x) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Forward(x, ForwardContext.Inference);
    }
}
