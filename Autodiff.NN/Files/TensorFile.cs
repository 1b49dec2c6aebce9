using System.Numerics;

namespace Autodiff.NN;

/// <summary>What a file of tensors holds.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">Texts by name.</param>
public sealed record TensorFile<T>(IReadOnlyDictionary<string, Tensor<T>> Tensors, IReadOnlyDictionary<string, string> Metadata)
    where T : IFloatingPointIeee754<T>;
