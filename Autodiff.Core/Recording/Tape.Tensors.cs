using System.Numerics;

namespace Autodiff;

// Entries of tensors: the operation, the operands and the result stand in a node, the memory of the elements is the tape's.
public sealed partial class Tape<T>
{
    private readonly List<TensorNode<T>> nodes = [];

    /// <summary>
    /// True to keep the adjoints of all tensors in gradients, so that any can be read or printed. Otherwise a sweep gives the
    /// adjoint of a result back once it has passed it, unless the result has a name; those of inputs are always kept.
    /// </summary>
    public bool KeepsAdjoints { get; set; }

    /// <summary>Records an independent tensor.</summary>
    /// <param name="value">Its elements; not copied when they are in row-major order.</param>
    /// <param name="name">The name that the printed tape gives it.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">The tensor is on a tape already, or the tape holds its limit of entries.</exception>
    public Tensor<T> Input(Tensor<T> value, string? name = null)
    {
        RequireName(name);
        RequirePlain(value, "Input");
        if (value.Node.Origin is { } origin && origin.Node == value.Node)
        {
            return value.IsOffTape ? Join(origin) : Input(value.Shape, value.Span, name);
        }

        var elements = value.Contiguous();
        return Named(RecordInput(Node(elements.Layout, elements.Node.Buffer!)), name);
    }

    /// <summary>Records an independent tensor, whose elements are copied into the memory of the tape.</summary>
    /// <exception cref="ArgumentException">The name is empty, or there are not as many elements as the shape says.</exception>
    /// <exception cref="InvalidOperationException">The tape holds its limit of entries.</exception>
    public Tensor<T> Input(Shape shape, ReadOnlySpan<T> elements, string? name = null)
    {
        RequireName(name);
        return Named(RecordInput(Copy(shape, elements, "Input")), name);
    }

    /// <summary>
    /// A tensor that carries this tape: operations on it use the memory of the tape, and record when another operand is recorded.
    /// What is computed from constants alone stays in memory until the tape is reset.
    /// </summary>
    /// <param name="value">Its elements; not copied when they are in row-major order.</param>
    /// <exception cref="InvalidOperationException">The tensor is on a tape already.</exception>
    public Tensor<T> Constant(Tensor<T> value)
    {
        if (value.Tape == this)
        {
            return value.Detach();
        }

        RequirePlain(value, "Constant");
        if (value.Node.Origin is { } origin && origin.Node == value.Node)
        {
            return Copy(origin);
        }

        return Temporary(Node(value.Layout, value.Node.Buffer!));
    }

    /// <summary>A tensor that carries this tape, whose elements are copied into the memory of the tape.</summary>
    /// <exception cref="ArgumentException">There are not as many elements as the shape says.</exception>
    public Tensor<T> Constant(Shape shape, ReadOnlySpan<T> elements) => Temporary(Copy(shape, elements, "Constant"));

    /// <summary>A tensor that carries this tape, of one number.</summary>
    public Tensor<T> Constant(T number) => Constant(Shape.Scalar, [number]);

    /// <summary>The elements of a tensor as an entry of its own, that derivatives can be taken with respect to; recorded even of a constant.</summary>
    internal Tensor<T> RecordVariable(Tensor<T> x) => Compute(SharedOperation<T, Variable<T>>.Of(default), x.Shape, [x], recorded: true);

    /// <summary>A constant of this tape of equal elements.</summary>
    internal Tensor<T> Full(Shape shape, T value)
    {
        var buffer = Rent(1);
        buffer.Items[0] = value;
        return Temporary(Own(Layout.RowMajor(Shape.Scalar).BroadcastTo(shape), buffer));
    }

    /// <summary>A constant of this tape of zeros, each with a place of its own.</summary>
    internal Tensor<T> Zeros(Shape shape)
    {
        var buffer = Rent(shape.ElementCount);
        buffer.Items.AsSpan(0, shape.ElementCount).Clear();
        return Temporary(Own(Layout.RowMajor(shape), buffer));
    }

    /// <summary>A constant of this tape whose elements are yet to be written.</summary>
    internal Tensor<T> Room(Shape shape) => Temporary(Own(Layout.RowMajor(shape), Rent(shape.ElementCount)));

    /// <summary>A constant of this tape over the elements of a tensor, whatever that is.</summary>
    internal Tensor<T> Shared(Tensor<T> tensor) => Part(tensor, tensor.Layout);

    /// <summary>A constant of this tape over elements of a tensor in another layout.</summary>
    internal Tensor<T> Part(Tensor<T> tensor, Layout layout) => Temporary(Node(layout, tensor.Node.Buffer ?? Restore(tensor.Node)));

    /// <summary>The node of an entry of a tensor.</summary>
    internal TensorNode<T> NodeOf(in Entry<T> entry) => nodes[entry.Left];

    internal TensorNode<T> NodeAt(int number) => nodes[number];

    internal int TensorCount => nodes.Count;

    /// <summary>The stamp of the newest node; those of nodes made later are greater.</summary>
    internal long LastStamp => lastStamp;

    /// <summary>The result of an operation, in memory of this tape. Nothing is recorded when the operation throws.</summary>
    internal Tensor<T> Compute(ITensorOperation<T> operation, Shape shape, ReadOnlySpan<Tensor<T>> x, bool recorded)
    {
        var (layout, buffer) = Elements(operation, shape, x);
        var node = Own(layout, buffer);
        if (!recorded)
        {
            return Temporary(node);
        }

        node.Operation = operation;
        node.SetOperands(x);
        var result = Record(node, OperationTable.Tensor);
        NoteReads(node);
        return result;
    }

    /// <summary>A tensor of scalars, one entry.</summary>
    internal Tensor<T> RecordStack(Shape shape, ReadOnlySpan<Scalar<T>> scalars)
    {
        int start = wideCount;
        Place(scalars, start, scalars.Length);
        var buffer = Rent(scalars.Length);
        for (int i = 0; i < scalars.Length; i++)
        {
            buffer.Items[i] = scalars[i].Value;
        }

        var node = Own(Layout.RowMajor(shape), buffer);
        (node.Scalars, node.ScalarCount) = (start, scalars.Length);
        var result = Record(node, OperationTable.Tensor);
        wideCount = start + scalars.Length;
        return result;
    }

    /// <summary>One element of a recorded tensor as a scalar.</summary>
    /// <param name="node">The tensor.</param>
    /// <param name="place">The element, counted in row-major order.</param>
    /// <param name="value">Its value.</param>
    internal Scalar<T> RecordElement(TensorNode<T> node, int place, T value) =>
        new(this, Push(OperationTable.Element, node.Number, Entry<T>.None - 1 - place, value, T.Zero), value);

    internal static int PlaceOf(in Entry<T> element) => Entry<T>.None - 1 - element.Right;

    internal ReadOnlySpan<int> ScalarsOf(TensorNode<T> node) => wideOperands.AsSpan(node.Scalars, node.ScalarCount);

    internal void SetName(TensorNode<T> node, string name)
    {
        node.IsNamed = true;
        names.Add((node.Index, name));
    }

    private static Tensor<T> Named(Tensor<T> tensor, string? name) => name is null ? tensor : tensor.Named(name);

    private TensorNode<T> Copy(Shape shape, ReadOnlySpan<T> elements, string operation)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.RequireCount(elements.Length, operation, nameof(elements));
        var buffer = Rent(elements.Length);
        elements.CopyTo(buffer.Items);
        return Own(Layout.RowMajor(shape), buffer);
    }

    /// <summary>Where the elements of the result of an operation stand: in memory of their own, or for a view in that of the operand.</summary>
    private (Layout Layout, Buffer<T> Buffer) Elements(ITensorOperation<T> operation, Shape shape, ReadOnlySpan<Tensor<T>> x)
    {
        int used = 0;
        Buffer<T>? buffer = null;
        try
        {
            for (; used < x.Length; used++)
            {
                x[used].Node.Uses++;
            }

            if (operation is IViewOperation<T> view && view.View(x[0].Layout) is { } layout)
            {
                return (layout, Shared(x[0].Node.Buffer ?? Restore(x[0].Node)));
            }

            buffer = Rent(shape.ElementCount);
            Tensor<T>.Evaluate(operation, x, buffer.Items.AsMemory(0, shape.ElementCount));
            return (Layout.RowMajor(shape), buffer);
        }
        catch when (buffer is not null)
        {
            buffers.Return(buffer);
            throw;
        }
        finally
        {
            while (--used >= 0)
            {
                x[used].Node.Uses--;
            }
        }
    }

    private Tensor<T> RecordInput(TensorNode<T> node)
    {
        bool leads = Count == LeadingInputs;
        var input = Record(node, OperationTable.Tensor);
        LeadingInputs += leads ? 1 : 0;
        return input;
    }

    private Tensor<T> Record(TensorNode<T> node, int code)
    {
        try
        {
            node.Index = Push(code, nodes.Count, Entry<T>.None - 1, T.Zero, T.Zero);
        }
        catch
        {
            Free(node);
            throw;
        }

        node.Number = nodes.Count;
        (node.Home, node.Region) = (region, region);
        nodes.Add(node);
        return new(node);
    }

    private static void RequirePlain(Tensor<T> value, string operation)
    {
        if (value.Tape is not null)
        {
            throw new InvalidOperationException($"{operation}: the tensor is on a tape already. Call ToPlain() on it to copy it out.");
        }
    }
}
