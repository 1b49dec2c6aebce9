using System.Numerics;

namespace Autodiff.NN;

/// <summary>What can be asked of any layer.</summary>
public static partial class Layers
{
    /// <summary>
    /// The output in inference: to train, give <see cref="ForwardContext.Training"/> to <see cref="ILayer{T}.Forward"/>, else dropout does not act
    /// and batch statistics are not taken.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">The input.</param>
    public static Tensor<T> Forward<T>(this ILayer<T> layer, Tensor<T> x) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Forward(x, ForwardContext.Inference);
    }
}
