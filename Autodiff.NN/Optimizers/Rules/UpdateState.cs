using System.Numerics;

namespace Autodiff.NN;

/// <summary>What a rule keeps from one update of a tensor to the next, as a value: how many updates were made, and the slots.</summary>
/// <param name="Steps">The updates made.</param>
/// <param name="First">The first slot; the default when the rule has none, and the others likewise.</param>
/// <param name="Second">The second slot.</param>
/// <param name="Third">The third slot.</param>
public readonly record struct UpdateState<T>(long Steps, Tensor<T> First, Tensor<T> Second, Tensor<T> Third) where T : IFloatingPointIeee754<T>;
