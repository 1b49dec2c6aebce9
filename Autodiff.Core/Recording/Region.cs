using System.Numerics;

namespace Autodiff;

/// <summary>The entries recorded by one checkpoint: the tensors among them, but for the result, are given back until a sweep comes to them.</summary>
internal sealed class Region<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The end of a checkpoint that is being recorded, whose elements are all there.</summary>
    public const int Open = int.MaxValue;

    /// <summary>The checkpoint around this one.</summary>
    public Region<T>? Parent { get; set; }

    /// <summary>The number of the first tensor recorded in it.</summary>
    public int First { get; set; }

    /// <summary>The number after that of the last tensor recorded in it.</summary>
    public int End { get; set; }

    public bool IsOpen => End == Open;

    public bool Contains(TensorNode<T> node) => node.Number >= First && node.Number < End;

    public bool IsInside(Region<T> other)
    {
        var region = this;
        while (region is not null && region != other)
        {
            region = region.Parent;
        }

        return region is not null;
    }
}
