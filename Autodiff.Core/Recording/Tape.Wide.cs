using Autodiff.Operations;

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
    /// <returns>The result; a constant if every operand is one.</returns>
    /// <exception cref="ArgumentException">There are not as many partials as operands, or the label is empty.</exception>
    /// <exception cref="InvalidOperationException">An operand is on another tape or stale. Nothing is recorded.</exception>
    public Scalar<T> Record(T value, ReadOnlySpan<Scalar<T>> operands, ReadOnlySpan<T> partials, string label = "custom")
    {
        if (partials.Length != operands.Length)
        {
            throw new ArgumentException($"Record needs a partial for each operand: there are {operands.Length} operands and {partials.Length} partials.", nameof(partials));
        }

        ArgumentException.ThrowIfNullOrEmpty(label);
        bool constant = true;
        foreach (var operand in operands)
        {
            constant &= operand.IsConstant;
        }

        return constant ? new(value) : Record(OperationTable.Opaque, value, operands, partials, label);
    }

    /// <summary>Records one entry without a row.</summary>
    internal Scalar<T> Record(int code, T value, ReadOnlySpan<Scalar<T>> operands, ReadOnlySpan<T> partials, string label)
    {
        var result = Record(code, value, operands, partials);
        labels.Add((result.Index, label));
        return result;
    }

    /// <summary>Records one entry of many operands; partials of constants are replaced by their values.</summary>
    internal Scalar<T> Record(int code, T value, ReadOnlySpan<Scalar<T>> operands, ReadOnlySpan<T> partials)
    {
        int start = wideCount;
        var places = Place(operands, start, operands.Length);
        for (int i = 0; i < operands.Length; i++)
        {
            places[i] = operands[i].IsConstant ? operands[i].Value : partials[i];
        }

        return RecordWide(code, start, operands.Length, value);
    }

    /// <summary>Records one entry of an n-ary row.</summary>
    internal Scalar<T> Record<TRow>(ReadOnlySpan<Scalar<T>> operands) where TRow : struct, INaryOperation
    {
        int start = wideCount;
        var places = Place(operands, start, operands.Length);
        Grow(ref scratch, 0, operands.Length);
        var values = scratch.AsSpan(0, operands.Length);
        bool constants = false;
        for (int i = 0; i < operands.Length; i++)
        {
            values[i] = operands[i].Value;
            constants |= operands[i].IsConstant;
        }

        T value = Functions.Apply<TRow, T>(values);
        TRow.Partials(values, value, places);
        for (int i = 0; constants && i < operands.Length; i++)
        {
            places[i] = operands[i].IsConstant ? values[i] : places[i];
        }

        return RecordWide(NaryOperation<TRow>.Code, start, operands.Length, value);
    }

    /// <summary>Records Σ xᵢ yᵢ; apart from the n-ary rows, as its operands are two spans whose values need no copy.</summary>
    internal Scalar<T> RecordDot(ReadOnlySpan<Scalar<T>> x, ReadOnlySpan<Scalar<T>> y)
    {
        int start = wideCount;
        int width = 2 * x.Length;
        var places = Place(x, start, width);
        Place(y, start + x.Length, y.Length);
        T value = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            var (left, right) = (x[i], y[i]);
            value += left.Value * right.Value;
            places[i] = left.IsConstant ? left.Value : right.Value;
            places[x.Length + i] = right.IsConstant ? right.Value : left.Value;
        }

        return RecordWide(NaryOperation<Dot>.Code, start, width, value);
    }

    internal ReadOnlySpan<int> OperandsOf(in Entry<T> entry) => wideOperands.AsSpan(entry.Left, entry.Width);

    internal ReadOnlySpan<T> PartialsOf(in Entry<T> entry) => widePartials.AsSpan(entry.Left, entry.Width);

    /// <summary>
    /// Checks the operands, writes their indices into the side array from <paramref name="start"/> on, and returns the places
    /// of <paramref name="room"/> partials there. Nothing is recorded yet, so a failing check leaves no trace.
    /// </summary>
    private Span<T> Place(ReadOnlySpan<Scalar<T>> operands, int start, int room)
    {
        Grow(ref wideOperands, start, room);
        Grow(ref widePartials, start, room);
        var indices = wideOperands.AsSpan(start, operands.Length);
        for (int i = 0; i < operands.Length; i++)
        {
            var operand = operands[i];
            if (operand.Tape != this || operand.Epoch != Epoch)
            {
                RequireCommon(operand);
            }

            indices[i] = operand.Index;
        }

        return widePartials.AsSpan(start, room);
    }

    private void RequireCommon(Scalar<T> operand)
    {
        if (operand.Tape == this)
        {
            RequireLive(operand.Index, operand.Epoch);
        }
        else if (!operand.IsConstant)
        {
            TapeErrors.Mixed();
        }
    }

    private Scalar<T> RecordWide(int code, int start, int width, T value)
    {
        int index = Push(code, start, ~width, value, T.Zero);
        wideCount = start + width;
        return new(this, index, value);
    }

    private void TrimWide()
    {
        Array.Resize(ref wideOperands, wideCount);
        Array.Resize(ref widePartials, wideCount);
        scratch = [];
    }

    private static void Grow<TItem>(ref TItem[] array, int used, int more)
    {
        long needed = (long)used + more;
        if (needed > Array.MaxLength)
        {
            TapeErrors.TooManyOperands();
        }

        if (needed > array.Length)
        {
            Array.Resize(ref array, (int)Math.Min(Math.Max(needed, 2L * array.Length), Array.MaxLength));
        }
    }
}
