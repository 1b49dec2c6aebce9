using System.Numerics;

namespace Autodiff;

/// <summary>What all handles of a parameter share: its elements, and what holds for it wherever it is used.</summary>
/// <remarks>
/// A tape that the parameter joins borrows the elements instead of copying them. While any does, a change writes the new numbers to other memory,
/// and takes what it left back for the change after next, when the tapes that borrowed it were reset as a rule: training copies nothing.
/// </remarks>
internal sealed class ParameterArray<T> where T : IFloatingPointIeee754<T>
{
    private Buffer<T>? spare;

    public ParameterArray(Tensor<T> start, string label)
    {
        var items = start.ToArray();
        Node = new() { Layout = Layout.RowMajor(start.Shape), Buffer = new(items), Origin = this, Stamp = 1 };
        Label = label;
    }

    /// <summary>The elements as a plain tensor; its stamp counts the changes.</summary>
    public TensorNode<T> Node { get; }

    /// <summary>The name that tapes print: the path from the outermost model that holds the parameter.</summary>
    public string Label { get; set; }

    public bool IsFrozen { get; set; }

    public Func<Tensor<T>, Tensor<T>>? Regularizer { get; set; }

    public Func<Tensor<T>, Tensor<T>>? Constraint { get; set; }

    public T[] Elements => Node.Buffer!.Items;

    /// <summary>True once the user was given the elements to write to, and may write at any time: tapes then copy them.</summary>
    public bool IsExposed { get; private set; }

    /// <summary>Lends the elements to a tape; any number of them, on any threads, may have borrowed them.</summary>
    public Buffer<T> Lend()
    {
        var buffer = Node.Buffer!;
        Interlocked.Increment(ref buffer.Users);
        return buffer;
    }

    public static void TakeBack(Buffer<T> lent) => Interlocked.Decrement(ref lent.Users);

    /// <summary>Begins a change of all elements: where they stand, and where the new ones must be written. That is the same place while no tape borrows them.</summary>
    public (T[] From, T[] To) Change()
    {
        Node.Stamp++;
        var buffer = Node.Buffer!;
        if (Volatile.Read(ref buffer.Users) == 0)
        {
            return (buffer.Items, buffer.Items);
        }

        var other = spare is { } free && Volatile.Read(ref free.Users) == 0 ? free : new(GC.AllocateUninitializedArray<T>(buffer.Items.Length));
        (Node.Buffer, spare) = (other, buffer);
        return (buffer.Items, other.Items);
    }

    /// <summary>Begins a change of some elements.</summary>
    public T[] ChangeSome()
    {
        var (from, to) = Change();
        if (from != to)
        {
            from.CopyTo(to, 0);
        }

        return to;
    }

    /// <summary>The elements for the user to write to.</summary>
    public T[] Expose()
    {
        IsExposed = true;
        return ChangeSome();
    }
}
