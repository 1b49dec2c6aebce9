using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

// Nodes and the memory of their elements: lent, shared among views, and given back to be used again.
public sealed partial class Tape<T>
{
    private readonly List<TensorNode<T>> constants = [];
    private readonly Stack<TensorNode<T>> freeNodes = [];
    private readonly Stack<(Tensor<T>[] Operands, bool[] Wanted)> freeOperands = [];
    private readonly Buffers<T> buffers = new();
    private long lastStamp;

    /// <summary>The bytes of memory that the tape keeps for elements of tensors.</summary>
    public long TensorBytes => buffers.Held * Unsafe.SizeOf<T>();

    internal Buffers<T> Buffers => buffers;

    /// <summary>The number of constants made so far; those made after can be released together.</summary>
    internal int Temporaries => constants.Count;

    /// <summary>Gives back the constants made since there were this many, except those that are adjoints.</summary>
    internal void ReleaseTemporaries(int count)
    {
        for (int i = constants.Count - 1; i >= count; i--)
        {
            constants[i].IsTemporary = false;
            if (constants[i].Holders == 0)
            {
                Free(constants[i]);
            }
        }

        CollectionsMarshal.SetCount(constants, count);
    }

    /// <summary>Room for the operands of a node that has more than nodes have room for.</summary>
    internal (Tensor<T>[] Operands, bool[] Wanted) LendOperands(int count) =>
        freeOperands.TryPop(out var free) && free.Operands.Length >= count ? free : (new Tensor<T>[count], new bool[count]);

    internal void ReturnOperands(Tensor<T>[] operands, bool[] wanted) => freeOperands.Push((operands, wanted));

    /// <summary>Keeps a constant as an adjoint until it is released as often.</summary>
    internal static void Hold(TensorNode<T> node) => node.Holders++;

    internal void Unhold(TensorNode<T> node)
    {
        if (--node.Holders == 0 && !node.IsTemporary)
        {
            Free(node);
        }
    }

    /// <summary>Sees to it that the elements of an adjoint stand side by side, as its readers expect; false of any other tensor.</summary>
    internal bool LayOut(TensorNode<T> node)
    {
        if (node.Holders == 0)
        {
            return false;
        }

        var buffer = Rent(node.Shape.ElementCount);
        Strided.Copy(node.Layout, node.Buffer!.Items, buffer.Items.AsMemory(0, node.Shape.ElementCount));
        ReleaseBuffer(node);
        node.Layout = Layout.RowMajor(node.Shape);
        node.Buffer = buffer;
        return true;
    }

    private Tensor<T> Temporary(TensorNode<T> node)
    {
        node.IsTemporary = true;
        constants.Add(node);
        return new(node);
    }

    /// <summary>A node that shares the elements of another tensor.</summary>
    private TensorNode<T> Node(Layout layout, Buffer<T> buffer) => Own(layout, Shared(buffer));

    private static Buffer<T> Shared(Buffer<T> buffer)
    {
        if (buffer.IsLent) // not even 0 is added to the users of a parameter, which other threads count
        {
            buffer.Users++;
        }

        return buffer;
    }

    private TensorNode<T> Own(Layout layout, Buffer<T> buffer)
    {
        if (!freeNodes.TryPop(out var node))
        {
            node = new(this);
        }

        node.Stamp = ++lastStamp;
        node.Layout = layout;
        node.Buffer = buffer;
        return node;
    }

    private void Free(TensorNode<T> node)
    {
        ReleaseBuffer(node);
        node.Clear();
        freeNodes.Push(node);
    }

    private void ReleaseBuffer(TensorNode<T> node)
    {
        if (node.Buffer is { IsLent: true } buffer && --buffer.Users == 0)
        {
            buffers.Return(buffer);
        }

        node.Buffer = null;
    }

    private void TruncateTensors(int nodeCount, int constantCount)
    {
        for (int i = nodes.Count - 1; i >= nodeCount; i--)
        {
            Free(nodes[i]);
        }

        CollectionsMarshal.SetCount(nodes, nodeCount);
        ForgetRegions(nodeCount);
        ForgetSpare();
        ReleaseTemporaries(Math.Min(constantCount, constants.Count));
        if (nodeCount == 0)
        {
            buffers.NextRecording();
        }
    }
}
