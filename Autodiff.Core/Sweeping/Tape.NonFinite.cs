namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>
    /// The first entry recorded whose value, or partial with respect to an operand on the tape, is NaN or infinite; null when all are finite.
    /// </summary>
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
    /// <remarks>An entry whose adjoint is 0 was passed over by the sweep, so that its infinities did no harm.</remarks>
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
        }

        return null;
    }

    /// <summary>The adjoints by index, after a check that they are this tape's.</summary>
    internal ReadOnlySpan<T> AdjointsOf(Gradients<T> gradients)
    {
        var adjoints = gradients.Values;
        return gradients.Tape == this ? adjoints : throw new InvalidOperationException("The gradients are of another tape. Give those that this tape swept.");
    }

    private static NonFinite<T>? NonFiniteIn(TapeEntry<T> entry)
    {
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
