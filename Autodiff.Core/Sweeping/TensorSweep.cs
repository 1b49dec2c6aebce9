using System.Numerics;

namespace Autodiff;

/// <summary>
/// The step of the reverse sweep at an entry of tensors: the pullback of its operation takes its adjoint to each operand on the tape.
/// </summary>
internal static class TensorSweep
{
    /// <param name="tape">The tape.</param>
    /// <param name="entry">A tensor, or an element of one.</param>
    /// <param name="adjoints">Those of the scalars and of the tensors.</param>
    /// <param name="adjoint">Of an element, its adjoint.</param>
    public static void Run<T>(Tape<T> tape, in Entry<T> entry, Adjoints<T> adjoints, T adjoint) where T : IFloatingPointIeee754<T>
    {
        var node = tape.NodeOf(in entry);
        if (entry.IsElement)
        {
            adjoints.AddElement(node, Tape<T>.PlaceOf(in entry), adjoint);
            return;
        }

        tape.EnterRegion(node);
        int temporaries = tape.Temporaries;
        var weight = adjoints.Tensor(node);
        if (node.Operation is { } operation)
        {
            Pull(operation, node, weight, adjoints);
        }
        else if (node.ScalarCount > 0)
        {
            AddToScalars(tape.ScalarsOf(node), weight.Contiguous().Span, adjoints.Values);
        }

        if (!node.IsInput && !node.IsNamed && !tape.KeepsAdjoints)
        {
            adjoints.GiveBack(node);
        }

        tape.ReleaseTemporaries(temporaries);
    }

    private static void Pull<T>(ITensorOperation<T> operation, TensorNode<T> node, Tensor<T> weight, Adjoints<T> adjoints) where T : IFloatingPointIeee754<T>
    {
        if (operation is IViewOperation<T> view && node.Operands[0].Node is var whole && node.Shape.ElementCount < whole.Shape.ElementCount)
        {
            adjoints.AddPart(whole, view, weight);
            return;
        }

        var result = new Tensor<T>(node).Detach();
        if (operation is IActivated<T> activated)
        {
            (operation, weight) = (activated.Start, activated.ToStart(result, weight));
        }

        for (int k = 0; k < node.Operands.Length; k++)
        {
            if (node.Wanted[k])
            {
                var contribution = operation.Pullback(k, node.Operands, result, weight);
                adjoints.Add(node.Operands[k].Node, RequireShape(contribution, node.Operands[k].Shape, operation, "Pullback"));
            }
        }
    }

    /// <summary>A user's operation may be wrong about the shape of what it gives.</summary>
    internal static Tensor<T> RequireShape<T>(Tensor<T> given, Shape wanted, ITensorOperation<T> operation, string method) where T : IFloatingPointIeee754<T> =>
        given.Shape == wanted
            ? given
            : throw new InvalidOperationException($"{method} of the operation '{operation.Name}' gave the shape {given.Shape} where {wanted} was due. Sum what was broadcast with SumTo, or reshape.");

    private static void AddToScalars<T>(ReadOnlySpan<int> scalars, ReadOnlySpan<T> weights, Span<T> adjoints) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < scalars.Length; i++)
        {
            if (scalars[i] >= 0)
            {
                adjoints[scalars[i]] += weights[i];
            }
        }
    }
}
