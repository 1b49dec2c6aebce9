using System.Numerics;

namespace Autodiff;

/// <summary>
/// A reverse sweep that is itself recorded: partials by the formulas of the rows, read with scalars, so that the adjoints are
/// entries of the same tape and can be differentiated again, to any order.
/// </summary>
internal static class RecordedSweep
{
    /// <summary>The derivatives of <paramref name="output"/> with respect to each of <paramref name="inputs"/>, recorded.</summary>
    public static Scalar<T>[] Run<T>(Tape<T> tape, Scalar<T> output, ReadOnlySpan<Scalar<T>> inputs) where T : IFloatingPointIeee754<T>
    {
        var entries = tape.Read();
        RequireRows(tape, entries, output.Index);
        var adjoints = new Scalar<T>[output.Index + 1];
        adjoints[output.Index] = T.One;
        for (int i = output.Index; i >= 0; i--)
        {
            if (Lifting<Scalar<T>>.Vanishes(adjoints[i]))
            {
                continue;
            }

            var entry = entries[i];
            var operands = new Scalar<T>[entry.Operands.Count];
            for (int k = 0; k < operands.Length; k++)
            {
                var operand = entry.Operands[k];
                operands[k] = operand.IsConstant ? new(operand.Value) : new(tape, operand.Index, operand.Value);
            }

            var partials = Partials(entry, operands, new(tape, i, entry.Value));
            for (int k = 0; k < operands.Length; k++)
            {
                if (!operands[k].IsConstant && !Lifting<Scalar<T>>.Vanishes(partials[k]))
                {
                    adjoints[operands[k].Index] += ChainRule.Product(partials[k], adjoints[i]);
                }
            }
        }

        var derivatives = new Scalar<T>[inputs.Length];
        for (int k = 0; k < inputs.Length; k++)
        {
            derivatives[k] = inputs[k].Index < adjoints.Length ? adjoints[inputs[k].Index] : T.Zero;
        }

        return derivatives;
    }

    private static Scalar<T>[] Partials<T>(TapeEntry<T> entry, Scalar<T>[] operands, Scalar<T> result) where T : IFloatingPointIeee754<T>
    {
        if (entry.Operation is not { } operation)
        {
            // Linear, or an input, which has no operands.
            return [.. entry.Operands.Select(operand => new Scalar<T>(operand.LocalPartial))];
        }

        var partials = new Scalar<T>[operands.Length];
        if (operation.Arity == Operation.AnyArity)
        {
            operation.Partials<Scalar<T>>(operands, result, partials);
            return partials;
        }

        for (int k = 0; k < operands.Length; k++)
        {
            // Not those by constants: the partial by a constant exponent is a logarithm that may not exist.
            partials[k] = operands[k].IsConstant ? T.Zero : operation.Derivative<Scalar<T>>(k, operands, result);
        }

        return partials;
    }

    /// <summary>Throws before anything is recorded if the sweep would meet an entry whose partials are only numbers.</summary>
    private static void RequireRows<T>(Tape<T> tape, TapeReader<T> entries, int last) where T : IFloatingPointIeee754<T>
    {
        var reached = new bool[last + 1];
        reached[last] = true;
        for (int i = last; i >= 0; i--)
        {
            if (!reached[i])
            {
                continue;
            }

            var entry = entries[i];
            if (tape.EntryAt(i).Code == OperationTable.Opaque)
            {
                throw new InvalidOperationException(
                    $"The operation '{entry.Label}' was recorded with numbers for partials, so they cannot be differentiated. Give it a row, or record the first derivative on a Tape<Dual<T>>.");
            }

            foreach (var operand in entry.Operands.Where(operand => !operand.IsConstant))
            {
                reached[operand.Index] = true;
            }
        }
    }
}
