namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>
    /// The first entry recorded whose value, or partial with respect to an operand on the tape, is NaN or infinite; null when all are finite.
    /// </summary>
    /// <remarks>Of a tensor, the first such element of its value; it has no partials on the tape.</remarks>
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
    /// An entry whose adjoint is 0 was passed over by the sweep, so that its infinities did no harm. Adjoints of tensors that were given
    /// back are not looked at: set <see cref="KeepsAdjoints"/> before the sweep to have the first told and not only the first kept.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The gradients are of another tape, or were released.</exception>
    public NonFinite<T>? FindNonFinite(Gradients<T> gradients)
    {
        var adjoints = AdjointsOf(gradients);
        var entries = Read();
        for (int i = 0; i < adjoints.Length; i++)
        {
            if (!Lifting<T>.Vanishes(adjoints[i]) && NonFiniteIn(entries[i]) is { } found)
            {
                return found;
            }
        }

        for (int i = adjoints.Length - 1; i >= 0; i--)
        {
            if (!Lifting<T>.IsFinite(adjoints[i]))
            {
                return new(entries[i], NonFiniteKind.Adjoint, adjoints[i]);
            }

            if (entries[i].Tensor is not null && KeptAdjoint(gradients, i) is { } adjoint && NonFiniteIn(entries[i], NonFiniteKind.Adjoint, adjoint) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The adjoints by index, after a check that they are this tape's.</summary>
    internal ReadOnlySpan<T> AdjointsOf(Gradients<T> gradients)
    {
        var adjoints = gradients.Values;
        return gradients.Tape == this ? adjoints : throw new InvalidOperationException("The gradients are of another tape. Give those that this tape swept.");
    }

    /// <summary>The adjoint of the tensor at an index; null when there is none, or the sweep gave it back once it had passed.</summary>
    internal Tensor<T>? KeptAdjoint(Gradients<T> gradients, int index)
    {
        if (index >= gradients.Values.Length || Lifting<T>.Vanishes(gradients.Values[index]))
        {
            return null;
        }

        try
        {
            return gradients[new Tensor<T>(NodeOf(in EntryAt(index)))];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static NonFinite<T>? NonFiniteIn(TapeEntry<T> entry, NonFiniteKind kind, Tensor<T> tensor)
    {
        var elements = tensor.ToArray();
        int place = Array.FindIndex(elements, element => !Lifting<T>.IsFinite(element));
        return place < 0 ? null : new(entry, kind, elements[place]) { Element = TapeEntry<T>.IndexOf(tensor.Shape, place) };
    }

    private static NonFinite<T>? NonFiniteIn(TapeEntry<T> entry)
    {
        if (entry.Tensor is { } tensor)
        {
            return NonFiniteIn(entry, NonFiniteKind.Value, tensor);
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
}
