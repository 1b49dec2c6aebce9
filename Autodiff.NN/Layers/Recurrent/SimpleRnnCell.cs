using System.Numerics;

namespace Autodiff.NN;

/// <summary>h' = f(x W + h U + b): Elman 1990.</summary>
public sealed class SimpleRnnCell<T> : RecurrentCell<T> where T : IFloatingPointIeee754<T>
{
    private readonly ILayer<T> activation;

    /// <summary>A simple recurrent cell.</summary>
    /// <param name="features">The length of the last axis of the input.</param>
    /// <param name="units">The length of the state, which is the output.</param>
    /// <param name="random">Where the first numbers come from.</param>
    /// <param name="activation">f; tanh when left out.</param>
    /// <param name="start">How the parameters start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public SimpleRnnCell(int features, int units, Random random, ILayer<T>? activation = null, RecurrentStart? start = null)
        : base(features, units, gates: 1, random, start) => this.activation = AddLayer("activation", activation ?? new Tanh<T>());

    /// <inheritdoc/>
    public override RecurrentState<T> Update(Tensor<T> projected, RecurrentState<T> state, ForwardContext context) =>
        new(activation.Forward(projected + state.Hidden.MatMul(RecurrentWeight.Beside(projected)), context));
}
