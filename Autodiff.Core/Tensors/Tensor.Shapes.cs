using System.Runtime.CompilerServices;

namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>The same elements in row-major order, in axes of other lengths.</summary>
    /// <param name="lengths">The lengths; at most one is -1, to be found from the others.</param>
    /// <exception cref="ArgumentException">The lengths do not give as many elements.</exception>
    [OverloadResolutionPriority(1)] // a list in brackets could be either; only this one knows -1
    public Tensor<T> Reshape(params ReadOnlySpan<int> lengths) => Reshape(Completed(lengths));

    /// <summary>The same elements in row-major order, in axes of other lengths.</summary>
    /// <exception cref="ArgumentException">The shape has not as many elements.</exception>
    public Tensor<T> Reshape(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape == Shape ? this : Apply(new Reshape<T>(shape), this);
    }

    /// <summary>The elements repeated along axes of length 1 and along new leading axes, as in NumPy.</summary>
    /// <exception cref="ArgumentException">The shape does not broadcast to the other.</exception>
    [OverloadResolutionPriority(1)]
    public Tensor<T> BroadcastTo(params ReadOnlySpan<int> lengths) => BroadcastTo(Shape.Of(lengths));

    /// <inheritdoc cref="BroadcastTo(ReadOnlySpan{int})"/>
    public Tensor<T> BroadcastTo(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape == Shape ? this : Apply(new BroadcastTo<T>(shape), this);
    }

    /// <summary>The transpose of broadcasting: the sum over the axes along which <paramref name="shape"/> would be repeated.</summary>
    /// <exception cref="ArgumentException">The other shape does not broadcast to that of this tensor.</exception>
    public Tensor<T> SumTo(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape == Shape)
        {
            return this;
        }

        if (Shape.Broadcast(shape, Shape, "sumTo") != Shape)
        {
            throw new ArgumentException($"sumTo: the shape {shape} does not broadcast to {Shape}. Give a shape with the same lengths or 1, and no more axes.", nameof(shape));
        }

        using var attempt = Attempt<T>.On(this);
        return attempt.Done(SumOver(AxisSet.Repeated(shape, Shape), keepAxes: true).Reshape(shape));
    }

    /// <summary>y(…, i, …, j, …) = x(…): the axes in another order, without moving an element.</summary>
    /// <param name="order">For each axis of the result the axis of this tensor; each once, negative ones count from the last.</param>
    /// <exception cref="ArgumentException">The order does not name each axis once.</exception>
    public Tensor<T> Permute(params ReadOnlySpan<int> order)
    {
        if (order.Length != Rank)
        {
            throw new ArgumentException($"permute: the order {Integers.Text(order)} has {order.Length} axes and the shape {Shape} has {Rank}. Name each axis once.", nameof(order));
        }

        _ = AxisSet.Of(Shape, order, "permute");
        Span<int> axes = stackalloc int[Rank];
        bool changed = false;
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = Shape.Axis(order[i], "permute");
            changed |= axes[i] != i;
        }

        return changed ? Apply(new Permute<T>(Integers.Of(axes)), this) : this;
    }

    /// <summary>xᵀ: the last two axes exchanged, so each matrix of a batch transposed.</summary>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> Transpose() => Rank >= 2
        ? Transpose(-2, -1)
        : throw new ArgumentException($"transpose: the shape {Shape} has no last two axes. Insert one with Unsqueeze: a row is Unsqueeze(0), a column Unsqueeze(-1).");

    /// <summary>Two axes exchanged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> Transpose(int first, int second)
    {
        (first, second) = (Shape.Axis(first, "transpose"), Shape.Axis(second, "transpose"));
        Span<int> order = stackalloc int[Rank];
        Enumerate(order);
        (order[first], order[second]) = (second, first);
        return Permute(order);
    }

    /// <summary>One axis moved to another place; the others keep their order.</summary>
    /// <param name="from">The axis.</param>
    /// <param name="to">Its place in the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> MoveAxis(int from, int to)
    {
        (from, to) = (Shape.Axis(from, "moveAxis"), Shape.Axis(to, "moveAxis"));
        Span<int> order = stackalloc int[Rank];
        Enumerate(order);
        if (from < to)
        {
            order[(from + 1)..(to + 1)].CopyTo(order[from..]);
        }
        else
        {
            order[to..from].CopyTo(order[(to + 1)..]);
        }

        order[to] = from;
        return Permute(order);
    }

    /// <summary>The same elements with one more axis, of length 1.</summary>
    /// <param name="axis">Its place in the result: 0 to the rank, or -1 for the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Tensor<T> Unsqueeze(int axis) => Reshape(Shape.Insert(PlaceOfNewAxis(axis, Shape, "unsqueeze"), 1, "unsqueeze"));

    /// <summary>The same elements without axes of length 1.</summary>
    /// <param name="axes">Which; all of length 1 when none is named.</param>
    /// <exception cref="ArgumentException">There is no such axis, one is named twice, or its length is not 1.</exception>
    public Tensor<T> Squeeze(params ReadOnlySpan<int> axes)
    {
        var ones = axes.IsEmpty ? Ones() : AxisSet.Of(Shape, axes, "squeeze");
        for (int axis = 0; axis < Rank; axis++)
        {
            if (ones.Contains(axis) && Shape.Lengths[axis] != 1)
            {
                throw new ArgumentException($"squeeze: axis {axis} of the shape {Shape} has the length {Shape.Lengths[axis]}, and only axes of length 1 can vanish. Sum it, or pick an index along it.", nameof(axes));
            }
        }

        return Reshape(ones.Reduce(Shape, keepAxes: false));
    }

    /// <summary>The place of a new axis, counted from the first, of one that may be counted from the last.</summary>
    internal static int PlaceOfNewAxis(int axis, Shape shape, string operation)
    {
        int rank = shape.Rank + 1;
        return axis >= -rank && axis < rank
            ? (axis < 0 ? axis + rank : axis)
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{operation}: beside the axes of the shape {shape}, a new one has the places 0 to {shape.Rank}, or -{rank} to -1 counted from the last. Name one of these.");
    }

    private AxisSet Ones()
    {
        uint bits = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            bits |= Shape.Lengths[axis] == 1 ? 1u << axis : 0;
        }

        return new(bits);
    }

    /// <summary>0, 1, 2, …</summary>
    private static void Enumerate(Span<int> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
        }
    }

    private Shape Completed(ReadOnlySpan<int> lengths)
    {
        if (lengths.ContainsAnyInRange(int.MinValue, -2) || lengths.Count(-1) > 1)
        {
            throw new ArgumentException($"reshape: the lengths {Integers.Text(lengths)} for the elements of the shape {Shape} are not 0 or more but for one. Only one length may be -1, to be found from the others; give the rest.", nameof(lengths));
        }

        int open = lengths.IndexOf(-1);
        if (open < 0)
        {
            return Shape.Of(lengths, "reshape", Shape);
        }

        Span<int> completed = stackalloc int[lengths.Length];
        lengths.CopyTo(completed);
        completed[open] = 1;
        int known = Shape.Of(completed, "reshape", Shape).ElementCount;
        if (known == 0 || Count % known != 0)
        {
            throw new ArgumentException($"reshape: no length in place of -1 makes {Integers.Text(lengths)} hold the {Count} elements of the shape {Shape}. Give lengths whose product divides {Count}.", nameof(lengths));
        }

        completed[open] = Count / known;
        return Shape.Of(completed);
    }
}
