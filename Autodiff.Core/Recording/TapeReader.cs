using System.Collections;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// The entries of a tape, to be read by printers, exporters and students: what was recorded when <see cref="Tape{T}.Read"/>
/// was called, whatever is recorded later.
/// </summary>
/// <remarks>
/// Results are not stored on the tape: the reader computes them again from inputs and constants in the order of recording.
/// Entries are made when they are asked for, so that a long tape costs no more than its values. On a tape of scalars that
/// are themselves recorded, computing again records again, on the tape of those.
/// </remarks>
public sealed class TapeReader<T> : IReadOnlyList<TapeEntry<T>> where T : IFloatingPointIeee754<T>
{
    private readonly Tape<T> tape;
    private readonly int epoch;
    private readonly T[] values;
    private readonly Dictionary<int, string> names;
    private readonly Dictionary<int, string> labels;

    internal TapeReader(Tape<T> tape)
    {
        this.tape = tape;
        epoch = tape.Epoch;
        names = tape.Names.ToDictionary();
        labels = tape.Labels.ToDictionary();
        values = Replay(tape);
    }

    /// <summary>The number of entries.</summary>
    public int Count => values.Length;

    /// <summary>The entry at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    /// <exception cref="InvalidOperationException">The tape was reset or rewound since it was read.</exception>
    public TapeEntry<T> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            if (tape.Epoch != epoch)
            {
                TapeErrors.ReadBefore();
            }

            ref readonly var entry = ref tape.EntryAt(index);
            var operation = entry.IsTensor ? tape.NodeOf(in entry).Operation?.Row : OperationTable.Find(entry.Code);
            return new(index, NameOf(index), operation, LabelOf(in entry, index), OperandsOf(in entry), values[index])
            {
                Tensor = entry.IsTensor ? new Tensor<T>(tape.NodeOf(in entry)).Detach() : null,
                Attributes = AttributesOf(in entry),
            };
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TapeEntry<T>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The name of an entry.</summary>
    internal string NameOf(int index) => UserNameOf(index) ?? TapeEntry<T>.Numbered(index);

    /// <summary>The name that the user gave an entry.</summary>
    internal string? UserNameOf(int index) => names.GetValueOrDefault(index);

    /// <summary>The indices of the entries that the user named.</summary>
    internal IEnumerable<int> Named => names.Keys.Order();

    private string LabelOf(in Entry<T> entry, int index) => entry.Code switch
    {
        OperationTable.Input => "input",
        OperationTable.Element => "toScalar",
        OperationTable.Tensor => tape.NodeOf(in entry) is { IsInput: false } node ? node.Operation?.Name ?? "stack" : "input",
        _ => OperationTable.Find(entry.Code)?.Name ?? labels[index],
    };

    private string AttributesOf(in Entry<T> entry)
    {
        if (entry.IsTensor)
        {
            return tape.NodeOf(in entry).Operation?.Attributes ?? "";
        }

        return entry.IsElement && tape.NodeOf(in entry).Shape is { Rank: > 0 } shape ? Integers.Text(TapeEntry<T>.IndexOf(shape, Tape<T>.PlaceOf(in entry))) : "";
    }

    private TapeOperand<T>[] OperandsOf(in Entry<T> entry)
    {
        if (entry.IsElement)
        {
            return [Operand(tape.NodeOf(in entry))];
        }

        if (entry.IsTensor)
        {
            return [.. TensorOperands(tape.NodeOf(in entry)), .. ScalarOperands(tape.NodeOf(in entry))];
        }

        if (entry.IsWide)
        {
            var indices = tape.OperandsOf(in entry);
            var partials = tape.PartialsOf(in entry);
            var operands = new TapeOperand<T>[indices.Length];
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = Operand(indices[i], partials[i]);
            }

            return operands;
        }

        return OperationTable.Find(entry.Code)?.Arity switch
        {
            null => [],
            1 => [Operand(entry.Left, entry.LeftPartial)],
            _ => [Operand(entry.Left, entry.LeftPartial), Operand(entry.Right, entry.RightPartial)],
        };
    }

    private IEnumerable<TapeOperand<T>> TensorOperands(TensorNode<T> node)
    {
        for (int k = 0; k < node.Operands.Length; k++)
        {
            yield return node.Wanted[k] ? Operand(node.Operands[k].Node) : new(Entry<T>.None, node.Operands[k].Node.ConstantName, T.Zero, T.Zero) { Tensor = node.Operands[k] };
        }
    }

    private IEnumerable<TapeOperand<T>> ScalarOperands(TensorNode<T> node)
    {
        var elements = node.ScalarCount > 0 ? new Tensor<T>(node).ToArray() : [];
        for (int k = 0; k < elements.Length; k++)
        {
            int index = tape.ScalarsOf(node)[k];
            yield return index == Entry<T>.None ? new(index, null, elements[k], T.Zero) : Operand(index, T.Zero);
        }
    }

    private TapeOperand<T> Operand(TensorNode<T> node) =>
        new(node.Index, NameOf(node.Index), T.Zero, T.Zero) { Tensor = new Tensor<T>(node).Detach() };

    private TapeOperand<T> Operand(int index, T partial) => index == Entry<T>.None
        ? new(index, null, partial, T.Zero) // the slot of a constant keeps its value
        : new(index, NameOf(index), values[index], partial);

    private static T[] Replay(Tape<T> tape)
    {
        var values = new T[tape.Count];
        var operands = new T[2];
        for (int i = 0; i < values.Length; i++)
        {
            ref readonly var entry = ref tape.EntryAt(i);
            if (entry.IsWide || entry.Code == OperationTable.Input)
            {
                values[i] = entry.LeftPartial;
                continue;
            }

            var operation = OperationTable.Find(entry.Code)!;
            operands[0] = entry.Left == Entry<T>.None ? entry.LeftPartial : values[entry.Left];
            operands[1] = entry.Right == Entry<T>.None ? entry.RightPartial : values[entry.Right];
            values[i] = operation.Apply<T>(operands.AsSpan(0, operation.Arity));
        }

        return values;
    }
}
