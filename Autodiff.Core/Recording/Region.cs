using System.Numerics;

namespace Autodiff;

/// <summary>The entries recorded by one checkpoint: the tensors among them, but for the result, are given back until a sweep comes to them.</summary>
/// <param name="Parent">The checkpoint around this one.</param>
/// <param name="First">The number of the first tensor recorded in it.</param>
internal sealed record Region<T>(Region<T>? Parent, int First) where T : IFloatingPointIeee754<T>
{
    /// <summary>The number after that of the last tensor recorded in it.</summary>
    public int End { get; set; }

    public bool Contains(TensorNode<T> node) => node.Number >= First && node.Number < End;
}
