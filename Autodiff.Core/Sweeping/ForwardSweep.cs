using System.Numerics;

namespace Autodiff;

/// <summary>
/// The chain rule from the inputs up, over an existing recording: the tangent of each entry is the sum of its partials
/// times the tangents of its operands. Cheaper than reverse sweeps when there are fewer inputs than outputs.
/// </summary>
internal static class ForwardSweep
{
    /// <summary><paramref name="tangents"/> holds the seeds of the inputs and receives the tangent of every entry.</summary>
    public static void Run<T>(Tape<T> tape, Adjoints<T> tangents) where T : IFloatingPointIeee754<T>
    {
        var values = tangents.Values.AsSpan(0, tangents.Count);
        for (int i = 0; i < values.Length; i++)
        {
            ref readonly var entry = ref tape.EntryAt(i);
            if (entry.IsTensor)
            {
                Push(tape, tape.NodeOf(in entry), tangents);
            }
            else if (entry.IsElement)
            {
                var node = tape.NodeOf(in entry);
                values[i] += tangents.Has(node) ? tangents.Tensor(node).ElementAt(Tape<T>.PlaceOf(in entry)).Value : T.Zero;
            }
            else if (entry.IsWide)
            {
                var operands = tape.OperandsOf(in entry);
                var partials = tape.PartialsOf(in entry);
                for (int k = 0; k < operands.Length; k++)
                {
                    values[i] += Term(operands[k], partials[k], values);
                }
            }
            else
            {
                values[i] += Term(entry.Left, entry.LeftPartial, values) + Term(entry.Right, entry.RightPartial, values);
            }
        }
    }

    private static T Term<T>(int operand, T partial, ReadOnlySpan<T> tangents) where T : IFloatingPointIeee754<T> =>
        operand < 0 || Lifting<T>.Vanishes(tangents[operand]) ? T.Zero : ChainRule.Product(partial, tangents[operand]);

    private static void Push<T>(Tape<T> tape, TensorNode<T> node, Adjoints<T> tangents) where T : IFloatingPointIeee754<T>
    {
        tape.EnterRegion(node);
        int temporaries = tape.Temporaries;
        var scalars = tape.ScalarsOf(node);
        for (int k = 0; k < scalars.Length; k++)
        {
            if (scalars[k] >= 0 && !Lifting<T>.Vanishes(tangents.Values[scalars[k]]))
            {
                tangents.AddElement(node, k, tangents.Values[scalars[k]]);
            }
        }

        var result = new Tensor<T>(node).Detach();
        for (int k = 0; k < node.Operands.Length; k++)
        {
            if (node.Wanted[k] && tangents.Has(node.Operands[k].Node))
            {
                var term = node.Operation!.Tangent(k, node.Operands, result, tangents.Tensor(node.Operands[k].Node));
                tangents.Add(node, TensorSweep.RequireShape(term, node.Shape, node.Operation, "Tangent"));
            }
        }

        tape.ReleaseTemporaries(temporaries);
    }
}
