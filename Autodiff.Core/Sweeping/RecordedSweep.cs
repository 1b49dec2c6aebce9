using System.Numerics;

namespace Autodiff;

/// <summary>
/// A reverse sweep that is itself recorded: partials by the formulas of the rows, read with scalars, and pullbacks on recorded
/// tensors, so that the adjoints are entries of the same tape and can be differentiated again, to any order.
/// </summary>
internal sealed class RecordedSweep<T> where T : IFloatingPointIeee754<T>
{
    private readonly Tape<T> tape;
    private readonly List<int> operands = []; // of one entry at a time
    private readonly Scalar<T>[] scalars;
    private readonly Tensor<T>[] tensors;
    private readonly Dictionary<int, Scalar<T>[]> elements = []; // of tensors, by number, whose elements were used one by one
    private TapeReader<T>? entries; // whose values are computed again, so only when a scalar is swept
    private readonly bool[] depends; // on the inputs: adjoints of the rest would only lengthen the tape

    private RecordedSweep(Tape<T> tape, int last, ReadOnlySpan<int> inputs)
    {
        this.tape = tape;
        depends = DependsOn(inputs, last);
        RequireRows(last);
        scalars = new Scalar<T>[last + 1];
        tensors = new Tensor<T>[tape.TensorCount];
    }

    /// <summary>Sweeps from a scalar to the entries at some indices.</summary>
    public static RecordedSweep<T> From(Tape<T> tape, Scalar<T> output, ReadOnlySpan<int> inputs)
    {
        var sweep = new RecordedSweep<T>(tape, output.Index, inputs);
        sweep.scalars[output.Index] = T.One;
        sweep.Run(output.Index);
        return sweep;
    }

    /// <summary>Sweeps from a tensor with a seed, which may itself be recorded, to the entries at some indices.</summary>
    public static RecordedSweep<T> From(Tape<T> tape, Tensor<T> output, Tensor<T> seed, ReadOnlySpan<int> inputs)
    {
        var sweep = new RecordedSweep<T>(tape, output.Node.Index, inputs);
        sweep.tensors[output.Node.Number] = seed;
        sweep.Run(output.Node.Index);
        return sweep;
    }

    /// <summary>The adjoint of a scalar; the constant 0 where the output does not depend on it.</summary>
    public Scalar<T> this[Scalar<T> x] => x.Index < scalars.Length ? scalars[x.Index] : T.Zero;

    /// <summary>The adjoint of a tensor; constant zeros where the output does not depend on it.</summary>
    public Tensor<T> this[Tensor<T> x]
    {
        get
        {
            var node = x.Node;
            return node.Number < tensors.Length && tensors[node.Number] is { IsSet: true } adjoint ? adjoint : tape.Full(node.Shape, T.Zero);
        }
    }

    /// <summary>A user's operation may throw on the way; then nothing stays recorded.</summary>
    private void Run(int last)
    {
        var mark = tape.Mark();
        try
        {
            Sweep(last);
        }
        catch
        {
            tape.Rewind(mark);
            throw;
        }
    }

    private void Sweep(int last)
    {
        for (int i = last; i >= 0; i--)
        {
            if (!depends[i])
            {
                continue;
            }

            var entry = tape.EntryAt(i);
            if (entry.IsTensor)
            {
                SweepTensor(tape.NodeOf(in entry));
            }
            else if (Lifting<Scalar<T>>.Vanishes(scalars[i]))
            {
                continue;
            }
            else if (entry.IsElement)
            {
                var node = tape.NodeOf(in entry);
                if (!elements.TryGetValue(node.Number, out var sums))
                {
                    elements.Add(node.Number, sums = new Scalar<T>[node.Shape.ElementCount]);
                }

                sums[Tape<T>.PlaceOf(in entry)] += scalars[i];
            }
            else
            {
                entries ??= tape.Read();
                SweepScalar(entries[i], scalars[i]);
            }
        }
    }

    private void SweepScalar(TapeEntry<T> entry, Scalar<T> adjoint)
    {
        var operands = new Scalar<T>[entry.Operands.Count];
        for (int k = 0; k < operands.Length; k++)
        {
            var operand = entry.Operands[k];
            operands[k] = operand.IsConstant ? new(operand.Value) : new(tape, operand.Index, operand.Value);
        }

        var partials = Partials(entry, operands, new(tape, entry.Index, entry.Value));
        for (int k = 0; k < operands.Length; k++)
        {
            if (!operands[k].IsConstant && depends[operands[k].Index] && !Lifting<Scalar<T>>.Vanishes(partials[k]))
            {
                scalars[operands[k].Index] += ChainRule.Product(partials[k], adjoint);
            }
        }
    }

    private void SweepTensor(TensorNode<T> node)
    {
        if (elements.Remove(node.Number, out var sums))
        {
            Add(node, Tensor<T>.Stack(sums, node.Shape));
        }

        var adjoint = tensors[node.Number];
        if (!adjoint.IsSet)
        {
            return;
        }

        int k = 0;
        foreach (int scalar in tape.ScalarsOf(node).ToArray()) // recording moves the array
        {
            if (scalar >= 0 && depends[scalar])
            {
                scalars[scalar] += adjoint.ElementAt(k);
            }

            k++;
        }

        if (node.Operation is not { } operation)
        {
            return;
        }

        var operands = node.Operands.ToArray();
        for (k = 0; k < operands.Length; k++)
        {
            operands[k] = node.Wanted[k] ? operands[k].Attached : operands[k];
        }

        for (k = 0; k < operands.Length; k++)
        {
            if (node.Wanted[k] && depends[operands[k].Node.Index])
            {
                var contribution = operation.Pullback(k, operands, new(node), adjoint);
                Add(operands[k].Node, TensorSweep.RequireShape(contribution, operands[k].Shape, operation, "Pullback"));
            }
        }
    }

    private void Add(TensorNode<T> node, Tensor<T> contribution)
    {
        ref var sum = ref tensors[node.Number];
        sum = sum.IsSet ? sum + contribution : contribution;
    }

    private static Scalar<T>[] Partials(TapeEntry<T> entry, Scalar<T>[] operands, Scalar<T> result)
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

    private bool[] DependsOn(ReadOnlySpan<int> inputs, int last)
    {
        var found = new bool[last + 1];
        int first = last;
        foreach (int input in inputs)
        {
            if (input <= last)
            {
                found[input] = true;
                first = Math.Min(first, input);
            }
        }

        for (int i = first + 1; i <= last; i++)
        {
            foreach (int operand in OperandsOf(i))
            {
                found[i] |= found[operand];
            }
        }

        return found;
    }

    /// <summary>Throws before anything is recorded if the sweep would meet an entry whose partials are only numbers.</summary>
    private void RequireRows(int last)
    {
        var reached = new bool[last + 1];
        reached[last] = true;
        for (int i = last; i >= 0; i--)
        {
            if (!reached[i] || !depends[i])
            {
                continue;
            }

            if (tape.EntryAt(i).Code == OperationTable.Opaque)
            {
                throw new InvalidOperationException(
                    $"The operation '{tape.Read()[i].Label}' was recorded with numbers for partials, so they cannot be differentiated. Give it a row, or record the first derivative on a Tape<Dual<T>>.");
            }

            foreach (int operand in OperandsOf(i))
            {
                reached[operand] = true;
            }
        }
    }

    /// <summary>The indices of the operands of an entry that are on the tape.</summary>
    private List<int> OperandsOf(int index)
    {
        operands.Clear();
        ref readonly var entry = ref tape.EntryAt(index);
        if (entry.IsTensor)
        {
            var node = tape.NodeOf(in entry);
            for (int k = 0; k < node.Operands.Length; k++)
            {
                AddOperand(node.Wanted[k] ? node.Operands[k].Node.Index : Entry<T>.None);
            }

            AddOperands(tape.ScalarsOf(node));
        }
        else if (entry.IsElement)
        {
            AddOperand(tape.NodeOf(in entry).Index);
        }
        else
        {
            AddOperands(entry.IsWide ? tape.OperandsOf(in entry) : [entry.Left, entry.Right]);
        }

        return operands;
    }

    private void AddOperands(ReadOnlySpan<int> indices)
    {
        foreach (int index in indices)
        {
            AddOperand(index);
        }
    }

    private void AddOperand(int index)
    {
        if (index != Entry<T>.None)
        {
            operands.Add(index);
        }
    }
}
