namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>
    /// The first entry recorded whose value, or partial with respect to an operand on the tape, is NaN or infinite; null when all are finite.
    /// </summary>
    /// <remarks>
    /// Of a tensor, the first such element of its value; or where the operation of a row was applied to every element, of a partial.
    /// Other operations on tensors have no partials on the tape.
    /// </remarks>
    public NonFinite<T>? FindNonFinite()
    {
        foreach (var entry in Read())
        {
            if (NonFiniteIn(entry) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>
    /// What made <paramref name="gradients"/> NaN or infinite: the first entry recorded, among those with an adjoint other
    /// than 0, whose value or partial is so; if there is none, the first adjoint that the sweep made so. Null when all are finite.
    /// </summary>
    /// <remarks>
    /// An entry whose adjoint is 0 was passed over by the sweep, so that its infinities did no harm; so were the partials at an element of a
    /// tensor whose adjoint is 0 there. Adjoints of tensors that were given back cannot be looked at: then partials count when an adjoint that was kept is
    /// not finite. Set <see cref="KeepsAdjoints"/> before the sweep to have the first told and not only the first kept.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The gradients are of another tape, or were released.</exception>
    public NonFinite<T>? FindNonFinite(Gradients<T> gradients)
    {
        var adjoints = AdjointsOf(gradients);
        var entries = Read();
        var last = NonFiniteAdjoint(gradients, entries);
        for (int i = 0; i < adjoints.Length; i++)
        {
            if (!Lifting<T>.Vanishes(adjoints[i]) && NonFiniteIn(entries[i], Kept(gradients, entries[i]), harmed: last is not null) is { } found)
            {
                return found;
            }
        }

        return last;
    }

    /// <summary>The adjoints by index, after a check that they are this tape's.</summary>
    internal ReadOnlySpan<T> AdjointsOf(Gradients<T> gradients)
    {
        var adjoints = gradients.Values;
        return gradients.Tape == this ? adjoints : throw new InvalidOperationException("The gradients are of another tape. Give those that this tape swept.");
    }

    /// <summary>The first adjoint in the order of the sweep, from the last entry to the first.</summary>
    private NonFinite<T>? NonFiniteAdjoint(Gradients<T> gradients, TapeReader<T> entries)
    {
        var adjoints = gradients.Values;
        for (int i = adjoints.Length - 1; i >= 0; i--)
        {
            if (!Lifting<T>.IsFinite(adjoints[i]))
            {
                return new(entries[i], NonFiniteKind.Adjoint, adjoints[i]);
            }

            if (Kept(gradients, entries[i]) is { } adjoint && NonFiniteIn(entries[i], NonFiniteKind.Adjoint, adjoint) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Tensor<T>? Kept(Gradients<T> gradients, TapeEntry<T> entry) =>
        entry.Tensor is null ? null : gradients.Kept(NodeOf(in EntryAt(entry.Index)));

    private static NonFinite<T>? NonFiniteIn(TapeEntry<T> entry, NonFiniteKind kind, Tensor<T> tensor)
    {
        var elements = tensor.ToArray();
        int place = Array.FindIndex(elements, element => !Lifting<T>.IsFinite(element));
        return place < 0 ? null : new(entry, kind, elements[place]) { Element = TapeEntry<T>.IndexOf(tensor.Shape, place) };
    }

    /// <param name="entry">The entry.</param>
    /// <param name="adjoint">Of a tensor, the adjoint if it is known: where that is 0, partials do not count.</param>
    /// <param name="harmed">Whether partials count where the adjoint is not known.</param>
    private static NonFinite<T>? NonFiniteIn(TapeEntry<T> entry, Tensor<T>? adjoint = null, bool harmed = true)
    {
        if (entry.Tensor is { } tensor)
        {
            return NonFiniteIn(entry, NonFiniteKind.Value, tensor)
                ?? (entry.Operation is { } row && (harmed || adjoint is not null) ? NonFinitePartialIn(entry, row, tensor, adjoint?.ToArray()) : null);
        }

        if (!Lifting<T>.IsFinite(entry.Value))
        {
            return new(entry, NonFiniteKind.Value, entry.Value);
        }

        foreach (var operand in entry.Operands)
        {
            if (!operand.IsConstant && !Lifting<T>.IsFinite(operand.LocalPartial))
            {
                return new(entry, NonFiniteKind.LocalPartial, operand.LocalPartial, operand);
            }
        }

        return null;
    }

    /// <summary>The first element at which a partial of a row is not finite, where the row was applied to every element.</summary>
    private static NonFinite<T>? NonFinitePartialIn(TapeEntry<T> entry, Operation row, Tensor<T> tensor, T[]? adjoint)
    {
        var shape = tensor.Shape;
        var results = tensor.ToArray();
        T[][] elements = [.. entry.Operands.Select(operand => operand.Tensor!.Value.ToPlain().BroadcastTo(shape).ToArray())];
        var operands = new T[elements.Length];
        for (int place = 0; place < results.Length; place++)
        {
            if (adjoint is not null && Lifting<T>.Vanishes(adjoint[place]))
            {
                continue;
            }

            for (int k = 0; k < operands.Length; k++)
            {
                operands[k] = elements[k][place];
            }

            for (int k = 0; k < operands.Length; k++)
            {
                if (!entry.Operands[k].IsConstant && row.Derivative(k, operands, results[place]) is var partial && !Lifting<T>.IsFinite(partial))
                {
                    return new(entry, NonFiniteKind.LocalPartial, partial, entry.Operands[k]) { Element = TapeEntry<T>.IndexOf(shape, place) };
                }
            }
        }

        return null;
    }
}
