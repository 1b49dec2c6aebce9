using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// The list of elementary operations in the order in which they were computed (a Wengert list), from which gradients are swept.
/// </summary>
/// <remarks>
/// The tape owns its memory: after <see cref="Reset"/> the next recording reuses it and allocates nothing. One tape serves one
/// thread at a time; several threads may each have their own.
/// </remarks>
/// <typeparam name="T">The number type of values and partials: <see cref="double"/>, <see cref="float"/>, or <see cref="Dual{T}"/> for second derivatives.</typeparam>
public sealed partial class Tape<T> where T : IFloatingPointIeee754<T>
{
    private readonly List<(int Index, string Name)> names = [];
    private readonly Lives lives = new();
    private readonly Leases<T> leases;

    /// <summary>An empty tape.</summary>
    /// <param name="capacity">The number of entries to make room for at once; the tape grows by itself beyond it.</param>
    /// <param name="limit">The number of entries at which recording throws instead of taking more memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">Either is negative, the limit is 0 or beyond the longest array, or the capacity is beyond the limit.</exception>
    public Tape(int capacity = 0, int limit = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, limit);
        Limit = Math.Min(limit, Array.MaxLength); // adjoints are one array
        leases = new(this);
        Reserve(Math.Min(Math.Max(capacity, SmallestChunk), Limit));
        chunk = chunks[0];
    }

    /// <summary>The number of entries recorded.</summary>
    public int Count => chunkStart + position;

    /// <summary>The number of entries at which recording throws.</summary>
    public int Limit { get; }

    /// <summary>The number of inputs before the first operation.</summary>
    internal int LeadingInputs { get; private set; }

    /// <summary>Records an independent variable.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="name">The name that the printed tape gives it; without one it is v1, v2, … by its place.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">The tape holds its limit of entries.</exception>
    public Scalar<T> Input(T value, string? name = null)
    {
        RequireName(name);
        var input = RecordInput(value);
        return name is null ? input : input.Named(name);
    }

    /// <summary>Records independent variables, one for each value.</summary>
    public Scalar<T>[] Inputs(params ReadOnlySpan<T> values)
    {
        var inputs = new Scalar<T>[values.Length];
        Inputs(values, inputs);
        return inputs;
    }

    /// <summary>Records independent variables, one for each value, into a span of the same length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Inputs(ReadOnlySpan<T> values, Span<Scalar<T>> inputs)
    {
        if (inputs.Length != values.Length)
        {
            throw new ArgumentException($"Inputs needs a place for each value: there are {values.Length} values and {inputs.Length} places.", nameof(inputs));
        }

        for (int i = 0; i < values.Length; i++)
        {
            inputs[i] = RecordInput(values[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Scalar<T> RecordInput(T value)
    {
        int index = Push(OperationTable.Input, Entry<T>.None, Entry<T>.None, value, T.Zero);
        if (index == LeadingInputs)
        {
            LeadingInputs++;
        }

        return new(this, index, value);
    }

    /// <summary>Forgets every entry and keeps the memory. Scalars and gradients from before may not be used any more.</summary>
    public void Reset() => Truncate(default);

    /// <summary>Remembers the present end of the tape.</summary>
    public Mark Mark() => new(this, Epoch, Count, wideCount, nodes.Count, constants.Count, joinings.Count, names.Count, labels.Count, leases.Next);

    /// <summary>
    /// Forgets what was recorded and named since <paramref name="mark"/> and the gradients taken since; everything older stays valid.
    /// </summary>
    /// <exception cref="InvalidOperationException">The mark is not of this tape, or the tape was cut to before it since.</exception>
    public void Rewind(Mark mark)
    {
        if (mark.Tape != this)
        {
            throw new InvalidOperationException("The mark was not made by this tape. Rewind to what Mark() of the same tape returned.");
        }

        if (lives.WasCutBelow(mark.Count, mark.Epoch))
        {
            throw new InvalidOperationException("The tape was reset or rewound to before the mark, and what the mark stood behind is gone. Make a new mark.");
        }

        Truncate(mark);
    }

    /// <summary>
    /// Forgets what a method recorded before it threw. Older tensors and scalars stay valid, and so do gradients; a checkpoint that was open
    /// stays open. When nothing was recorded, no epoch starts, so that scalars keep the short check.
    /// </summary>
    internal void Abandon(Mark mark)
    {
        if (lives.WasCutBelow(mark.Count, mark.Epoch))
        {
            return; // an operation of the user's cut the tape itself
        }

        if (Count > mark.Count)
        {
            Truncate(mark);
        }
        else
        {
            ReleaseTemporaries(Math.Min(mark.Constants, constants.Count));
            TruncateJoinings(mark.Joinings); // of frozen parameters, which are constants
        }
    }

    /// <summary>Gives memory beyond the present recording back to the garbage collector.</summary>
    public void Trim()
    {
        TrimChunks();
        TrimWide();
        leases.Trim();
        buffers.Trim();
        freeNodes.Clear();
        freeOperands.Clear();
        missed.Clear();
    }

    /// <summary>The number of entries, in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"tape of {Count} entries");

    internal void SetName(Scalar<T> scalar, string name)
    {
        RequireLive(scalar, "scalar");
        names.Add((scalar.Index, name)); // the last name given counts
    }

    /// <summary>Throws unless the scalar is a live entry of this tape.</summary>
    internal void RequireLive(Scalar<T> scalar, string role)
    {
        if (scalar.Tape is null)
        {
            TapeErrors.Constant(role);
        }

        if (scalar.Tape != this)
        {
            TapeErrors.OtherTape(role);
        }

        RequireLive(scalar.Index, scalar.Epoch);
    }

    /// <summary>The rare half of the check that every operation makes: a scalar of an older epoch may still live before all marks rewound to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void RequireLive(int index, int epoch)
    {
        if (epoch != Epoch && !lives.Contains(index, epoch))
        {
            TapeErrors.Stale();
        }
    }

    /// <summary>The same for two operands, either of which may be a constant; fields instead of scalars, which would be copied in memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void RequireCommon(Tape<T>? left, int leftIndex, int leftEpoch, Tape<T>? right, int rightIndex, int rightEpoch)
    {
        if (left is not null && right is not null && left != right)
        {
            TapeErrors.Mixed();
        }

        if (left is not null)
        {
            RequireLive(leftIndex, leftEpoch);
        }

        if (right is not null)
        {
            RequireLive(rightIndex, rightEpoch);
        }
    }

    private static void RequireName(string? name)
    {
        if (name is { Length: 0 })
        {
            throw new ArgumentException("A name has at least one character. Leave it out to have the entry numbered.", nameof(name));
        }
    }

    private void Truncate(Mark mark)
    {
        TruncateChunks(mark.Count);
        wideCount = mark.WideCount;
        LeadingInputs = Math.Min(LeadingInputs, mark.Count);
        names.RemoveRange(Math.Min(mark.Names, names.Count), Math.Max(0, names.Count - mark.Names)); // two marks of one place may differ in names
        labels.RemoveRange(mark.Labels, labels.Count - mark.Labels);
        leases.ReleaseSince(mark.Lease);
        TruncateTensors(mark.Nodes, mark.Constants);
        TruncateJoinings(mark.Joinings);
        lives.Start(++Epoch, mark.Count);
        FirstId = ((long)Epoch << 32) + 1;
    }
}
