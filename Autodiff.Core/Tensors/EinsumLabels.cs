using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>What an equation calls the axes of one tensor, in order: a letter, or for an axis under the ellipsis its distance from the last of them.</summary>
internal struct EinsumLabels
{
    private Labels labels;

    public int Count { get; private set; }

    public readonly byte this[int axis] => labels[axis];

    /// <summary>True for an axis under the ellipsis, which broadcasts.</summary>
    public static bool IsUnnamed(byte label) => label < Shape.MaxRank;

    public readonly bool Contains(byte label) => IndexOf(label) >= 0;

    public readonly int IndexOf(byte label, int from = 0)
    {
        for (int i = from; i < Count; i++)
        {
            if (labels[i] == label)
            {
                return i;
            }
        }

        return -1;
    }

    public void Add(byte label)
    {
        if (Count == Shape.MaxRank)
        {
            throw new ArgumentException($"einsum: a result on the way would have more than {Shape.MaxRank} axes. Contract in steps.");
        }

        labels[Count++] = label;
    }

    public void AddAll(in EinsumLabels more)
    {
        for (int i = 0; i < more.Count; i++)
        {
            Add(more[i]);
        }
    }

    public void RemoveAt(int axis)
    {
        for (int i = axis + 1; i < Count; i++)
        {
            labels[i - 1] = labels[i];
        }

        Count--;
    }

    /// <summary>The axes of these labels among others, in which each must be.</summary>
    public readonly ReadOnlySpan<int> AxesIn(in EinsumLabels others, Span<int> axes)
    {
        for (int i = 0; i < Count; i++)
        {
            axes[i] = others.IndexOf(labels[i]);
        }

        return axes[..Count];
    }

    [InlineArray(Shape.MaxRank)]
    private struct Labels
    {
        private byte first;
    }
}
