using System.Numerics;

namespace Autodiff;

/// <summary>What all handles of a parameter share: its elements, and what holds for it wherever it is used.</summary>
/// <remarks>
/// A tape that the parameter joins borrows the elements instead of copying them. While any does, a change writes the new numbers to other memory,
/// and keeps what it left for a later change, when the tapes that borrowed it were reset: training copies nothing.
/// </remarks>
internal sealed class ParameterArray<T> where T : IFloatingPointIeee754<T>
{
    private const int MostSpares = 8; // one for each tape, or use in one recording, between which the numbers change
    private const int Patience = 2 * MostSpares; // changes after which memory that none of them used is let go

    private static long lastNumber;

    private readonly long number = Interlocked.Increment(ref lastNumber);
    private readonly List<(Buffer<T> Buffer, long Left)> spares = []; // and the change that left it, the last at the end

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

    /// <summary>Held while the elements are written to, so that what is lent is whole.</summary>
    public Lock Gate { get; } = new();

    public int SpareCount => spares.Count;

    /// <summary>Enters the gates of several, nulls apart, in an order that all threads keep to, so that none waits for one that waits for it.</summary>
    public static void Enter(Span<ParameterArray<T>?> arrays)
    {
        arrays.Sort(static (x, y) => Comparer<long?>.Default.Compare(x?.number, y?.number));
        foreach (var array in arrays)
        {
            array?.Gate.Enter();
        }
    }

    public static void Exit(ReadOnlySpan<ParameterArray<T>?> arrays)
    {
        foreach (var array in arrays)
        {
            array?.Gate.Exit();
        }
    }

    /// <summary>Lends the elements; any number of tapes, on any threads, may have borrowed them.</summary>
    /// <param name="stamp">That of the elements.</param>
    public Buffer<T> Lend(out long stamp)
    {
        lock (Gate)
        {
            stamp = Node.Stamp;
            Interlocked.Increment(ref Node.Buffer!.Users);
            return Node.Buffer;
        }
    }

    public static void TakeBack(Buffer<T> lent) => Interlocked.Decrement(ref lent.Users);

    /// <summary>
    /// Begins a change of all elements: where they stand, and where the new ones must be written. That is the same place while no tape borrows
    /// them. Where other threads may join, whoever changes them holds the gate until they are written.
    /// </summary>
    public (T[] From, T[] To) Change()
    {
        lock (Gate)
        {
            Node.Stamp++;
            var buffer = Node.Buffer!;
            if (Volatile.Read(ref buffer.Users) > 0)
            {
                Node.Buffer = Free() ?? new(GC.AllocateUninitializedArray<T>(buffer.Items.Length));
                spares.Add((buffer, Node.Stamp));
            }

            if (spares.Count > MostSpares || (spares.Count > 0 && Node.Stamp - spares[0].Left > Patience))
            {
                spares.RemoveAt(0);
            }

            return (buffer.Items, Node.Buffer!.Items);
        }
    }

    /// <summary>Begins a change of some elements.</summary>
    public T[] ChangeSome()
    {
        lock (Gate)
        {
            var (from, to) = Change();
            if (from != to)
            {
                from.CopyTo(to, 0);
            }

            return to;
        }
    }

    /// <summary>The elements for the user to write to.</summary>
    public T[] Expose()
    {
        lock (Gate)
        {
            IsExposed = true;
            return ChangeSome();
        }
    }

    /// <summary>The last spare that nobody borrows, so that those left over from a time of more tapes age.</summary>
    private Buffer<T>? Free()
    {
        for (int i = spares.Count - 1; i >= 0; i--)
        {
            var spare = spares[i].Buffer;
            if (Volatile.Read(ref spare.Users) == 0)
            {
                spares.RemoveAt(i);
                return spare;
            }
        }

        return null;
    }
}
