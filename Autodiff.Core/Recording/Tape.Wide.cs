using System.Runtime.CompilerServices;

namespace Autodiff;

// Entries over many operands: one entry, whose operands and partials stand in side arrays.
public sealed partial class Tape<T>
{
    private readonly List<(int Index, string Label)> labels = [];
    private int[] wideOperands = [];
    private T[] widePartials = [];
    private T[] scratch = [];
    private int wideCount;

    /// <summary>
    /// Records one entry of a value and partials that the caller computed: an operation of any width, at the price of one.
    /// </summary>
    /// <param name="value">The result.</param>
    /// <param name="operands">The scalars it was computed from; constants among them are passed over by the sweep.</param>
    /// <param name="partials">The partial of the result with respect to each operand.</param>
    /// <param name="label">What the printed tape calls the operation.</param>
    /// <exception cref="ArgumentException">There are not as many partials as operands.</exception>
    /// <exception cref="InvalidOperationException">An operand is on another tape or stale. Nothing is recorded.</exception>
    public Scalar<T> Record(T value, ReadOnlySpan<Scalar<T>> operands, ReadOnlySpan<T> partials, string label = "custom")
    {
        if (partials.Length != operands.Length)
        {
            throw new ArgumentException($"Record needs a partial for each operand: there are {operands.Length} operands and {partials.Length} partials.", nameof(partials));
        }

        if (operands.IsEmpty)
        {
            return new(value);
        }

        var result = Record(OperationTable.Opaque, value, operands, partials);
        labels.Add((result.Index, label));
        return result;
    }

    internal Scalar<T> Record(int code, T value, ReadOnlySpan<Scalar<T>> operands, ReadOnlySpan<T> partials)
    {
        RequireOperands(operands);
        var places = PlaceOperands(operands);
        partials.CopyTo(places);
        return RecordPlaced(code, operands, places, value);
    }

    /// <summary>Records one entry of an n-ary row.</summary>
    internal Scalar<T> Record<TRow>(ReadOnlySpan<Scalar<T>> operands) where TRow : struct, INaryOperation
    {
        RequireOperands(operands);
        Grow(ref scratch, 0, operands.Length);
        var values = scratch.AsSpan(0, operands.Length);
        for (int i = 0; i < operands.Length; i++)
        {
            values[i] = operands[i].Value;
        }

        T value = Functions.Apply<TRow, T>(values);
        var places = PlaceOperands(operands);
        TRow.Partials(values, value, places);
        return RecordPlaced(NaryOperation<TRow>.Code, operands, places, value);
    }

    internal ReadOnlySpan<int> OperandsOf(in Entry<T> entry) => wideOperands.AsSpan(entry.Left, entry.Width);

    internal ReadOnlySpan<T> PartialsOf(in Entry<T> entry) => widePartials.AsSpan(entry.Left, entry.Width);

    /// <summary>What the user called the operation of this entry.</summary>
    internal string LabelOf(int index) => labels.Find(pair => pair.Index == index).Label;

    private void RequireOperands(ReadOnlySpan<Scalar<T>> operands)
    {
        foreach (var operand in operands)
        {
            if (operand.Tape == this)
            {
                RequireLive(operand);
            }
            else if (operand.Tape is not null)
            {
                TapeErrors.Mixed();
            }
        }
    }

    /// <summary>Copies the operand indices into the side array and returns the places of their partials.</summary>
    private Span<T> PlaceOperands(ReadOnlySpan<Scalar<T>> operands)
    {
        Grow(ref wideOperands, wideCount, operands.Length);
        Grow(ref widePartials, wideCount, operands.Length);
        var indices = wideOperands.AsSpan(wideCount, operands.Length);
        for (int i = 0; i < operands.Length; i++)
        {
            indices[i] = operands[i].Index;
        }

        return widePartials.AsSpan(wideCount, operands.Length);
    }

    private Scalar<T> RecordPlaced(int code, ReadOnlySpan<Scalar<T>> operands, Span<T> partials, T value)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Tape is null)
            {
                partials[i] = operands[i].Value; // a constant's slot keeps its value, as in every entry
            }
        }

        var result = Record(code, wideCount, ~operands.Length, value, T.Zero, value);
        wideCount += operands.Length;
        return result;
    }

    private void TrimWide()
    {
        Array.Resize(ref wideOperands, wideCount);
        Array.Resize(ref widePartials, wideCount);
        scratch = [];
    }

    private void Grow<TItem>(ref TItem[] array, int used, int more)
    {
        long needed = (long)used + more;
        if (needed > Limit)
        {
            TapeErrors.Full(Limit);
        }

        if (needed > array.Length)
        {
            Array.Resize(ref array, (int)Math.Min(Math.Max(needed, 2L * array.Length), Limit));
        }
    }
}
