using System.Numerics;

namespace Autodiff.NN;

/// <summary>h' = f(x W + h U + b), over sequences: [batch, time, features] to [batch, time, units], or to [batch, units] after the last time.</summary>
/// <remarks>The formula stands at <see cref="SimpleRnnCell{T}"/>, and what happens to masks and states at <see cref="SequenceLayer{T}"/>.</remarks>
/// <param name="features">The length of the last axis of the input.</param>
/// <param name="units">The length of the state, which is the output.</param>
/// <param name="random">Where the first numbers come from.</param>
/// <param name="activation">f; tanh when left out.</param>
/// <param name="start">How the parameters start.</param>
/// <param name="givesAll">True for the outputs of all times, false for the last.</param>
/// <param name="isReversed">True to go from the last time to the first.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
public sealed class SimpleRnn<T>(
    int features, int units, Random random, ILayer<T>? activation = null, RecurrentStart? start = null, bool givesAll = true, bool isReversed = false)
    : Recurrent<T>(new SimpleRnnCell<T>(features, units, random, activation, start), givesAll, isReversed)
    where T : IFloatingPointIeee754<T>;
