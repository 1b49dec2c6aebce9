using System.Numerics;

namespace Autodiff.NN;

/// <summary>The long short-term memory, over sequences: [batch, time, features] to [batch, time, units], or to [batch, units] after the last time.</summary>
/// <remarks>The formula stands at <see cref="LstmCell{T}"/>, and what happens to masks and states at <see cref="SequenceLayer{T}"/>.</remarks>
/// <param name="features">The length of the last axis of the input.</param>
/// <param name="units">The length of the state, which is the output.</param>
/// <param name="random">Where the first numbers come from.</param>
/// <param name="forgetBias">Added to the first bias of the forget gate, so that it starts open.</param>
/// <param name="start">How the parameters start.</param>
/// <param name="givesAll">True for the outputs of all times, false for the last.</param>
/// <param name="isReversed">True to go from the last time to the first.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
public sealed class Lstm<T>(
    int features, int units, Random random, double forgetBias = 1, RecurrentStart? start = null, bool givesAll = true, bool isReversed = false)
    : Recurrent<T>(new LstmCell<T>(features, units, random, forgetBias, start), givesAll, isReversed)
    where T : IFloatingPointIeee754<T>;
