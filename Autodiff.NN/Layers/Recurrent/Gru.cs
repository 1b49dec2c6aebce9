using System.Numerics;

namespace Autodiff.NN;

/// <summary>The gated recurrent unit, over sequences: [batch, time, features] to [batch, time, units], or to [batch, units] after the last time.</summary>
/// <remarks>The formula stands at <see cref="GruCell{T}"/>, and what happens to masks and states at <see cref="SequenceLayer{T}"/>.</remarks>
/// <param name="features">The length of the last axis of the input.</param>
/// <param name="units">The length of the state, which is the output.</param>
/// <param name="random">Where the first numbers come from.</param>
/// <param name="resetAfter">False for the reset before the product, as Cho et al. 2014 have it.</param>
/// <param name="start">How the parameters start.</param>
/// <param name="givesAll">True for the outputs of all times, false for the last.</param>
/// <param name="isReversed">True to go from the last time to the first.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
public sealed class Gru<T>(
    int features, int units, Random random, bool resetAfter = true, RecurrentStart? start = null, bool givesAll = true, bool isReversed = false)
    : Recurrent<T>(new GruCell<T>(features, units, random, resetAfter, start), givesAll, isReversed)
    where T : IFloatingPointIeee754<T>;
