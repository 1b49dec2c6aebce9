using System.Numerics;

namespace Autodiff;

// Operations are values and keep nothing, so a result can be computed again. Elements that no pullback reads are therefore a
// cache: given back when memory is short, and computed again should anybody ask after all.
public sealed partial class Tape<T>
{
    private const int WorthGivingBack = 16 * 1024; // elements; below that the bookkeeping costs more than the memory

    private readonly Queue<(TensorNode<T> Node, long Stamp)> spare = [];
    private readonly HashSet<(int Index, Shape Shape, ITensorOperation<T> Operation)> missed = [];
    private readonly Stack<TensorNode<T>> toRestore = [];

    /// <summary>The elements of a node that were given back, computed again from the operands.</summary>
    internal Buffer<T> Restore(TensorNode<T> node)
    {
        // In a loop that records the same again, what was given back too early once is kept the next time.
        if (node.Home is null && node.Shape.ElementCount >= WorthGivingBack)
        {
            missed.Add((node.Index, node.Shape, node.Operation!));
        }

        ComputeAgain(node);
        return node.Buffer!;
    }

    /// <summary>Computes a node and first what it needs of the nodes before; without recursion, since chains are long.</summary>
    private void ComputeAgain(TensorNode<T> node)
    {
        int depth = toRestore.Count;
        toRestore.Push(node);
        try
        {
            while (toRestore.Count > depth)
            {
                if (toRestore.Peek() is { Buffer: null } next)
                {
                    if (!PushMissingOperands(next))
                    {
                        Compute(next);
                    }
                }
                else
                {
                    toRestore.Pop();
                }
            }
        }
        finally
        {
            while (toRestore.Count > depth) // a user's operation threw
            {
                toRestore.Pop();
            }
        }
    }

    /// <summary>Computes the elements of a node whose operands are there.</summary>
    private void Compute(TensorNode<T> node) => (node.Layout, node.Buffer) = Elements(node.Operation!, node.Shape, node.Operands);

    private bool PushMissingOperands(TensorNode<T> node)
    {
        int before = toRestore.Count;
        foreach (ref readonly var operand in node.Operands)
        {
            if (operand.Node.Buffer is null)
            {
                toRestore.Push(operand.Node);
            }
        }

        return toRestore.Count > before;
    }

    /// <summary>Notes what the pullbacks of a new entry will read, and which operands may have served their purpose.</summary>
    private void NoteReads(TensorNode<T> node)
    {
        var operands = node.Operands;
        var wanted = node.Wanted;
        for (int k = 0; k < operands.Length; k++)
        {
            if (!wanted[k])
            {
                continue;
            }

            var reads = node.Operation!.Reads(k);
            node.IsRead |= (reads & Reads.Result) != 0; // HasFlag would box before the method is optimised
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i].Node.IsRead |= (reads & (i == k ? Reads.Operand : Reads.Others)) != 0;
            }
        }

        for (int k = 0; k < operands.Length; k++)
        {
            if (wanted[k] && operands[k].Node is { IsSpare: false } operand && operand.Shape.ElementCount >= WorthGivingBack)
            {
                operand.IsSpare = true;
                spare.Enqueue((operand, operand.Stamp));
            }
        }
    }

    /// <summary>
    /// Memory for elements. Before the tape takes more from the system, it gives up elements that no pullback reads, those
    /// computed first before others.
    /// </summary>
    private Buffer<T> Rent(int count)
    {
        for (int left = count < WorthGivingBack ? 0 : spare.Count; left > 0 && !buffers.HasFree(count); left--)
        {
            var (node, stamp) = spare.Dequeue();
            if (node.Stamp != stamp)
            {
                continue;
            }

            if (!MayBeGivenBack(node))
            {
                node.IsSpare = false;
                continue;
            }

            if (node.Uses > 0 || !Buffers<T>.Fits(node.Buffer!, count) || (node.Buffer!.Users > 1 && node.Operation is not IViewOperation<T>))
            {
                spare.Enqueue((node, stamp)); // its views may go before it
                continue;
            }

            ReleaseBuffer(node);
            node.IsSpare = false;
        }

        return buffers.Rent(count);
    }

    private bool MayBeGivenBack(TensorNode<T> node) =>
        node is { IsRead: false, IsNamed: false, IsPinned: false, Buffer: not null, Operation: not null } &&
        !missed.Contains((node.Index, node.Shape, node.Operation));

    internal int SpareCount => spare.Count;

    /// <summary>Forgets what was cut off, so that the queue stays shorter than twice what is recorded.</summary>
    private void ForgetSpare()
    {
        if (nodes.Count == 0)
        {
            spare.Clear();
        }

        for (int left = spare.Count > 2 * nodes.Count ? spare.Count : 0; left > 0; left--)
        {
            var (node, stamp) = spare.Dequeue();
            if (node.Stamp == stamp)
            {
                spare.Enqueue((node, stamp));
            }
        }
    }
}
