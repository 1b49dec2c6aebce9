using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// An array of numbers of any rank, in row-major order. Immutable: an operation gives a new tensor, or another view of the
/// same elements.
/// </summary>
/// <remarks>
/// A tensor made from numbers is plain: operations among plain tensors record nothing. One made by <see cref="Tape{T}.Input(Tensor{T}, string?)"/>
/// carries its tape, and what is computed from it is recorded there. One made by <see cref="Tape{T}.Constant(Tensor{T})"/> carries the
/// tape too, so that operations on it use the memory of the tape and join what is recorded, but has no derivative itself.
/// The memory of a tape is used again after a reset; a tensor used after that throws. So does the default, which a field or an
/// element of an array is before a tensor is assigned to it: an empty vector is <c>Tensor.Zeros&lt;T&gt;(0)</c>.
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
[SuppressMessage("Usage", "CA2231", Justification = "Of tensors, == would read as element by element, and of plain numbers it is not; EqualTo and Equals say which.")]
public readonly partial struct Tensor<T> : IEquatable<Tensor<T>> where T : IFloatingPointIeee754<T>
{
    private readonly TensorNode<T>? node;
    private readonly long stamp; // negative: detached, so not recorded whatever the node is

    private Tensor(TensorNode<T> node, long stamp) => (this.node, this.stamp) = (node, stamp);

    internal Tensor(TensorNode<T> node) : this(node, node.Stamp) { }

    /// <summary>A plain tensor over an array that nobody else will change.</summary>
    internal Tensor(Shape shape, T[] items) : this(new TensorNode<T> { Layout = Layout.RowMajor(shape), Buffer = new(items) }) { }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => Node.Layout.Shape;

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Count => Shape.ElementCount;

    /// <summary>The tape whose memory this tensor is in; null for a plain tensor.</summary>
    public Tape<T>? Tape => Node.Tape;

    /// <summary>True for a tensor that no operation was recorded for, so that nothing has a derivative with respect to it.</summary>
    /// <exception cref="InvalidOperationException">The tensor is stale, or was never assigned.</exception>
    public bool IsConstant => Assigned is not null && !IsRecorded;

    /// <summary>True of a parameter off any tape, and of what was computed from one: no derivative would come back to it unnoticed.</summary>
    internal bool IsOffTape => stamp > 0 && Node.Origin is not null;

    internal bool IsRecorded => stamp > 0 && Node.Index >= 0;

    /// <summary>The elements as a constant: what is computed from it does not count as depending on this tensor.</summary>
    public Tensor<T> Detach() => new(Assigned, -Math.Abs(stamp));

    /// <summary>A copy outside of any tape, which outlives every reset.</summary>
    public Tensor<T> ToPlain() => Tape is null && Node.Origin is null ? this : new(Shape, ToArray());

    /// <summary>Gives the entry a name for the printed tape, and returns the tensor.</summary>
    /// <remarks>A constant of a tape has no entry, but what is computed from it is printed with its name. A plain tensor stays unnamed.</remarks>
    /// <exception cref="InvalidOperationException">The tensor is stale.</exception>
    public Tensor<T> Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!IsConstant)
        {
            Node.Tape!.SetName(Node, name);
        }
        else if (Tape is not null)
        {
            Node.ConstantName = name;
        }

        return this;
    }

    /// <summary>The elements in row-major order.</summary>
    public T[] ToArray()
    {
        var items = new T[Count];
        CopyTo(items);
        return items;
    }

    /// <summary>Writes the elements in row-major order into a span of the same length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void CopyTo(Span<T> destination)
    {
        if (destination.Length != Count)
        {
            throw new ArgumentException($"CopyTo needs a place for each element: the shape {Shape} has {Count} elements, and there are {destination.Length} places.", nameof(destination));
        }

        if (IsRowMajor)
        {
            Memory.Span.CopyTo(destination);
        }
        else
        {
            Strided.Copy(Layout, Items, destination);
        }
    }

    /// <summary>
    /// The elements in row-major order, in the memory of the tensor: on a tape until it is reset or rewound, or the checkpoint ends that
    /// recorded them. A view in another order has none: copy it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The elements do not stand in row-major order.</exception>
    public ReadOnlySpan<T> Span
    {
        get
        {
            if (!IsRowMajor && Node.Tape?.LayOut(Node) != true)
            {
                throw new InvalidOperationException($"The elements of this view of shape {Shape} do not stand side by side. Copy them with ToArray or CopyTo, or call Contiguous first.");
            }

            KeepElements();
            return Memory.Span;
        }
    }

    /// <summary>True when the elements stand side by side in row-major order.</summary>
    public bool IsRowMajor => Layout.IsRowMajor;

    /// <summary>Sees to it that the tape does not give elements back that the user looks at; an operation looks at them no longer than it runs.</summary>
    private void KeepElements()
    {
        var its = Node;
        its.IsPinned |= its.Index >= 0 && its.Uses == 0;
    }

    /// <summary>The elements of a row-major tensor.</summary>
    internal ReadOnlyMemory<T> Memory => Items.AsMemory(Layout.Offset, Count);

    /// <summary>The memory in which the elements stand as the layout says.</summary>
    internal T[] Items => (Node.Buffer ?? Node.Tape!.Restore(Node)).Items;

    internal Layout Layout => Node.Layout;

    internal TensorNode<T> Node
    {
        get
        {
            var checkedNode = Assigned;
            if (checkedNode.Stamp != Math.Abs(stamp))
            {
                TapeErrors.StaleTensor(checkedNode.Origin?.Label);
            }

            return checkedNode;
        }
    }

    private TensorNode<T> Assigned
    {
        get
        {
            if (node is null)
            {
                TapeErrors.Unassigned(TypeName.Of(typeof(T)));
            }

            return node;
        }
    }

    /// <summary>False for the default, which a slot holds before a tensor is put there.</summary>
    internal bool IsSet => node is not null;

    /// <summary>The recorded tensor that this one was detached from.</summary>
    internal Tensor<T> Attached => new(node!, Math.Abs(stamp));

    private string DebuggerText => IsSet && !IsLive ? "stale tensor" : ToString();
}
