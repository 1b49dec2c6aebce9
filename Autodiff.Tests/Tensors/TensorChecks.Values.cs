using System.Numerics;

namespace Autodiff.Tests.Tensors;

// The value, the memory, and what the pullbacks say that they read.
internal static partial class TensorChecks
{
    /// <summary>The value is that of the reference, wherever the elements of the operands stand; the same bits plain, in the memory of a tape, and recorded.</summary>
    private static IEnumerable<string> Value<T>(TensorCase row) where T : IFloatingPointIeee754<T>
    {
        var x = Operands(row);
        var expected = row.Expected(x);
        foreach (var (name, layout) in TensorViews.All)
        {
            var plain = row.Apply<T>(Array.ConvertAll(x, operand => TensorViews.Plain<T>(operand, layout))).ToNaive();
            if (Difference($"operands {name}", expected, plain, Tolerance<T>(row)) is { } failure)
            {
                yield return failure;
            }

            var tape = new Tape<T>();
            var constant = row.Apply<T>(Array.ConvertAll(x, operand => tape.Constant(TensorViews.Plain<T>(operand, layout))));
            if (Difference($"constants of a tape, {name}, against plain tensors", plain, constant.ToNaive(), 0) is { } inMemory)
            {
                yield return inMemory;
            }

            if (!constant.IsConstant || tape.Count != 0)
            {
                yield return $"constants of a tape recorded {tape.Count} entries";
            }

            if (Difference($"recorded, {name}, against plain tensors", plain, new TensorRecording<T>(row, x, layout).Y.ToNaive(), 0) is { } recorded)
            {
                yield return recorded;
            }
        }
    }

    /// <summary>The other checks find nothing wrong with what was not recorded.</summary>
    private static IEnumerable<string> IsRecorded(TensorCase row)
    {
        var recording = new TensorRecording<double>(row, Operands(row));
        if (recording.Inputs.Length > 0 && recording.Y.IsConstant)
        {
            yield return "the result is a constant; say so with IsDifferentiable, or record it";
        }
    }

    /// <summary>A pullback gives the same when all that it says not to read is NaN.</summary>
    private static IEnumerable<string> ReadsAreTrue(TensorCase row)
    {
        var tape = new TensorRecording<double>(row, Operands(row)).Tape;
        var random = Randomness(row, "reads");
        foreach (var node in Enumerable.Range(0, tape.TensorCount).Select(tape.NodeAt).Where(node => node.Operation is not null))
        {
            var operands = node.Operands.ToArray();
            var result = new Tensor<double>(node).Detach();
            var adjoint = TensorViews.Plain<double>(Direction(node.Shape, random));
            for (int k = 0; k < operands.Length; k++)
            {
                if (!node.Wanted[k])
                {
                    continue;
                }

                var reads = node.Operation!.Reads(k);
                var read = operands.Select((operand, i) => reads.HasFlag(i == k ? Reads.Operand : Reads.Others) ? operand : Poisoned(operand)).ToArray();
                var expected = node.Operation.Pullback(k, operands, result, adjoint).ToNaive();
                var actual = node.Operation.Pullback(k, read, reads.HasFlag(Reads.Result) ? result : Poisoned(result), adjoint).ToNaive();
                if (Difference($"pullback of {node.Operation.Name} to operand {k}, which reads {reads}", expected, actual, 0) is { } failure)
                {
                    yield return failure;
                }
            }
        }
    }

    /// <summary>Sweeps give all their memory back, a reset the rest; the second time needs no more of it; and what is stale throws.</summary>
    private static IEnumerable<string> MemoryComesBack(TensorCase row)
    {
        var x = Operands(row);
        var recording = new TensorRecording<double>(row, x);
        if (recording.Y.IsConstant)
        {
            yield break;
        }

        var tape = recording.Tape;
        var seed = Direction(recording.Y.Shape, Randomness(row, "memory"));
        long lent = tape.Buffers.Lent;
        recording.Gradient(seed);
        Array.ForEach(recording.Inputs, input => recording.Tangent(input, input.ToNaive()));
        if (tape.Buffers.Lent != lent)
        {
            yield return $"sweeps keep {tape.Buffers.Lent - lent} elements";
        }

        var gradient = tape.Gradient(recording.Y, TensorViews.Plain<double>(seed));
        tape.Reset();
        if (tape.Buffers.Lent != 0)
        {
            yield return $"a reset leaves {tape.Buffers.Lent} elements";
        }

        foreach (var stale in recording.Inputs.Append(recording.Y))
        {
            if (!Throws(() => stale.ToArray()) || !Throws(() => stale + stale) || !Throws(() => gradient[stale]))
            {
                yield return "a tensor or its adjoint can be used after a reset";
            }
        }
    }

    private static Tensor<double> Poisoned(Tensor<double> tensor) => TensorViews.Plain<double>(NaiveArray.Make(tensor.Shape, _ => double.NaN));

    private static bool Throws<TResult>(Func<TResult> use)
    {
        try
        {
            use();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
