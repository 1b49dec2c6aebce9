using System.Numerics;

namespace Autodiff.NN;

/// <summary>A function of a tensor with arrays of its own: those that are trained, and state that is kept but not trained.</summary>
public interface ILayer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>What is trained, each array once, with its path within this layer.</summary>
    IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>What is kept but not trained, such as running statistics.</summary>
    IReadOnlyList<Parameter<T>> State { get; }

    /// <summary>
    /// The output. Recorded when the input is on a tape; of plain input nothing is. Whether dropout acts and statistics move is not asked of the
    /// input but of the context.
    /// </summary>
    /// <param name="x">The input, whose first axis is the examples.</param>
    /// <param name="context">Training or inference, and where random numbers come from.</param>
    /// <exception cref="ArgumentException">The layer does not take an input of this shape; the message names the layer.</exception>
    Tensor<T> Forward(Tensor<T> x, ForwardContext context);
}
