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
                // A zero adjoint masks an infinite partial, as in the plain sweep, though here it may be an entry.
                bool masked = !T.IsFinite(partials[k].Value) && Lifting<T>.Vanishes(adjoints[i].Value);
                if (!operands[k].IsConstant && !masked && !Lifting<Scalar<T>>.Vanishes(partials[k]))
                {
                    adjoints[operands[k].Index] += adjoints[i] * partials[k];
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
        var partials = new Scalar<T>[operands.Length];
        if (entry.IsInput)
        {
            return partials;
        }

        var operation = entry.Operation ?? throw new InvalidOperationException(
            $"The operation '{entry.Label}' was recorded with numbers for partials, so they cannot be differentiated. Give it a row, or record the first derivative on a Tape<Dual<T>>.");
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
}
