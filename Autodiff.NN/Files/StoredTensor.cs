namespace Autodiff.NN;

/// <summary>Where a tensor stands in a file, as its header says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">How its numbers are stored.</param>
/// <param name="Lengths">The lengths of its axes.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record StoredTensor(string Name, NumberFormat Format, IReadOnlyList<ulong> Lengths, ulong Begin, ulong End)
{
    /// <summary>The bytes of its numbers.</summary>
    /// <exception cref="InvalidDataException">There are more than can be counted.</exception>
    public ulong Size()
    {
        UInt128 size = (UInt128)Format.Size();
        foreach (ulong length in Lengths)
        {
            size *= length;
            if (size > ulong.MaxValue)
            {
                throw new InvalidDataException($"The tensor \"{Name}\" of shape {this} has more numbers than can be counted.");
            }
        }

        return (ulong)size;
    }

    /// <summary>The shape of the tensor in memory.</summary>
    /// <exception cref="NotSupportedException">It is too large for an array.</exception>
    public Shape Shape() => Lengths.All(length => length <= (ulong)Array.MaxLength) && Size() / (ulong)Format.Size() <= (ulong)Array.MaxLength
        ? Autodiff.Shape.Of([.. Lengths.Select(length => (int)length)])
        : throw new NotSupportedException($"The tensor \"{Name}\" of shape {this} does not fit into an array, which holds at most {Array.MaxLength} numbers.");

    /// <summary>The lengths.</summary>
    public override string ToString() => $"[{string.Join(", ", Lengths)}]";
}
