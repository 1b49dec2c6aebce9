using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>The adjoints of one sweep, lent to a <see cref="Gradients{T}"/> until the tape takes them back.</summary>
internal sealed class Adjoints<T>(Tape<T> tape) where T : IFloatingPointIeee754<T>
{
    private Tensor<T>[] tensors = [];
    private int tensorCount;
    private long begun;

    /// <summary>Those of the scalars by index; at the index of a tensor, 1 when there was an adjoint of it.</summary>
    public T[] Values { get; private set; } = [];

    /// <summary>The number of the lease; gradients of another number are released.</summary>
    public long Lease { get; set; }

    /// <summary>The length of the tape when it was swept.</summary>
    public int Count { get; private set; }

    /// <summary>Zeros for a tape of <paramref name="count"/> entries.</summary>
    public void Clear(int count)
    {
        if (Values.Length < count)
        {
            // Room to grow, so that recordings of slowly rising length do not allocate at each sweep.
            Values = new T[(int)Math.Min(Math.Max(count, 2L * Values.Length), Array.MaxLength)];
        }
        else
        {
            Values.AsSpan(0, count).Clear();
        }

        if (tensors.Length < tape.TensorCount)
        {
            tensors = new Tensor<T>[Math.Max(tape.TensorCount, 2 * tensors.Length)];
        }

        Count = count;
        tensorCount = tape.TensorCount;
        begun = tape.LastStamp;
    }

    public bool Has(TensorNode<T> node) => tensors[node.Number].IsSet;

    public Tensor<T> Tensor(TensorNode<T> node) => tensors[node.Number];

    /// <summary>The adjoint with its elements side by side.</summary>
    public Tensor<T> RowMajor(TensorNode<T> node)
    {
        var adjoint = tensors[node.Number];
        if (!adjoint.IsRowMajor)
        {
            tape.LayOut(adjoint.Node);
        }

        return adjoint;
    }

    /// <summary>Zeros for a tensor on which the output does not depend, which go back with these adjoints.</summary>
    public Tensor<T> Zeros(TensorNode<T> node)
    {
        int temporaries = tape.Temporaries;
        Put(ref tensors[node.Number], tape.Zeros(node.Shape));
        tape.ReleaseTemporaries(temporaries);
        return tensors[node.Number];
    }

    /// <summary>Adds to the adjoint of a tensor, in place where nothing else shares its memory.</summary>
    public void Add(TensorNode<T> node, Tensor<T> contribution)
    {
        if (contribution.Tape is { } its && its != tape)
        {
            TapeErrors.Mixed();
        }

        if (contribution.Node.Stamp <= begun || contribution.Node.Index >= 0)
        {
            // A seed, an operand, or plain numbers of a user's operation: not to be added to. Those of a parameter, which change, are copied.
            contribution = contribution.Tape is null ? tape.Constant(contribution) : tape.Shared(contribution);
        }

        ref var sum = ref tensors[node.Number];
        if (!sum.IsSet)
        {
            Values[node.Index] = T.One;
            Put(ref sum, contribution);
        }
        else if (IsOwn(sum))
        {
            ElementLoop<T>.Run<ValueKernel<T, Binary<Add>>>(sum.Shape, [sum, contribution], sum.Items.AsMemory(0, sum.Count));
        }
        else
        {
            Put(ref sum, sum + contribution);
        }
    }

    /// <summary>Adds to the adjoint of one element.</summary>
    public void AddElement(TensorNode<T> node, int place, T weight) => Own(node).Items[place] += weight;

    /// <summary>
    /// Adds to the adjoint of the elements that a view shows, where the pullback of the view would put them among zeros: a loop over the rows
    /// of a tensor would make as many tensors of its size.
    /// </summary>
    public void AddPart(TensorNode<T> node, IViewOperation<T> view, Tensor<T> contribution)
    {
        var sum = Own(node);
        StridedCopy.Add(contribution.Layout, contribution.Items, view.View(sum.Layout)!.Value, sum.Items.AsMemory(0, sum.Count));
    }

    /// <summary>Gives the memory of one adjoint back.</summary>
    public void GiveBack(TensorNode<T> node) => GiveBack(ref tensors[node.Number]);

    /// <summary>Gives the memory of all tensors back.</summary>
    public void GiveBack()
    {
        for (int i = 0; i < tensorCount; i++)
        {
            if (tensors[i].IsSet)
            {
                GiveBack(ref tensors[i]);
            }
        }
    }

    /// <summary>The adjoint of a tensor in memory that nothing else looks at: zeros at first.</summary>
    private Tensor<T> Own(TensorNode<T> node)
    {
        ref var sum = ref tensors[node.Number];
        if (!IsOwn(sum))
        {
            int temporaries = tape.Temporaries;
            var zeros = tape.Zeros(node.Shape);
            Values[node.Index] = T.One;
            Put(ref sum, sum.IsSet ? sum + zeros : zeros);
            tape.ReleaseTemporaries(temporaries);
        }

        return sum;
    }

    private void Put(ref Tensor<T> place, Tensor<T> tensor)
    {
        Tape<T>.Hold(tensor.Node);
        if (place.IsSet)
        {
            GiveBack(ref place);
        }

        place = tensor;
    }

    private void GiveBack(ref Tensor<T> place)
    {
        tape.Unhold(place.Node);
        place = default;
    }

    /// <summary>True when nothing else looks at these elements.</summary>
    private static bool IsOwn(Tensor<T> adjoint) =>
        adjoint.IsSet && adjoint.Node is { Holders: 1, Buffer: { IsLent: true, Users: 1 } } node && node.Layout is { Offset: 0, IsRowMajor: true };
}
