namespace Autodiff;

/// <summary>A place on a tape to which it can be rewound; made by <see cref="Tape{T}.Mark"/>.</summary>
public readonly struct Mark
{
    internal Mark(object tape, int epoch, int count, int wideCount, int nodes, int constants, int joinings, int names, int labels, long lease) =>
        (Tape, Epoch, Count, WideCount, Nodes, Constants, Joinings, Names, Labels, Lease) = (tape, epoch, count, wideCount, nodes, constants, joinings, names, labels, lease);

    internal object? Tape { get; }

    internal int Epoch { get; }

    internal int Count { get; }

    internal int WideCount { get; }

    internal int Nodes { get; }

    internal int Constants { get; }

    internal int Joinings { get; }

    internal int Names { get; }

    internal int Labels { get; }

    internal long Lease { get; }
}
