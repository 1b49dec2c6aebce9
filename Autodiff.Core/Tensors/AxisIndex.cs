namespace Autodiff;

/// <summary>
/// What an indexer takes along one axis: an index, which removes the axis, or a range, also with a step.
/// Written in place: <c>x[0, 1..3, ^1, (.., -1)]</c>.
/// </summary>
public readonly record struct AxisIndex
{
    private readonly Kind kind;
    private readonly Range range;
    private readonly int stepLessOne; // so that the default is the index 0

    private AxisIndex(Kind kind, Range range, int step) => (this.kind, this.range, stepLessOne) = (kind, range, step - 1);

    private enum Kind
    {
        Index,
        Range,
        NewAxis,
        Rest,
    }

    /// <summary>A new axis of length 1 at this place.</summary>
    public static AxisIndex NewAxis { get; } = new(Kind.NewAxis, .., 1);

    /// <summary>As many whole axes as the other indices leave.</summary>
    public static AxisIndex Rest { get; } = new(Kind.Rest, .., 1);

    internal bool IsIndex => kind == Kind.Index;

    internal bool IsNewAxis => kind == Kind.NewAxis;

    internal bool IsRest => kind == Kind.Rest;

    /// <summary>How far apart the elements of a range are; negative from its last element backwards.</summary>
    internal int Step => stepLessOne + 1;

    /// <summary>One index, from the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static implicit operator AxisIndex(int index) => index >= 0
        ? new Index(index)
        : throw new ArgumentOutOfRangeException(nameof(index), index, FormattableString.Invariant($"index: indices count from 0. To count {-(long)index} from the end, write ^{-(long)index}."));

    /// <summary>One index, from the first or from the end.</summary>
    public static implicit operator AxisIndex(Index index) => new(Kind.Index, index..index, 1);

    /// <summary>A range of indices; the axis stays.</summary>
    public static implicit operator AxisIndex(Range range) => new(Kind.Range, range, 1);

    /// <summary>Every step-th index of a range, from its first on; with a negative step from its last on backwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public static implicit operator AxisIndex((Range Range, int Step) every) => every.Step != 0
        ? new(Kind.Range, every.Range, every.Step)
        : throw new ArgumentOutOfRangeException(nameof(every), "index: a step of 0 stays where it is. Give a positive step, or a negative one to go backwards.");

    /// <summary>The first index and the number of indices along an axis.</summary>
    internal (int Start, int Length) Resolve(Shape shape, int axis, string operation = "index")
    {
        int length = shape.Lengths[axis];
        int start = range.Start.GetOffset(length);
        int end = IsIndex ? start + 1 : range.End.GetOffset(length);
        if (start < 0 || end > length || start > end)
        {
            string text = IsIndex ? $"the index {range.Start}" : $"the range {range}";
            throw new ArgumentOutOfRangeException(nameof(axis), $"{operation}: {text} is beyond axis {axis} of the shape {shape}, of length {length}. Indices go from 0 to {length - 1}, or from ^{length} to ^1.");
        }

        int count = (int)((end - start + Math.Abs((long)Step) - 1) / Math.Abs((long)Step));
        return (count == 0 ? 0 : Step > 0 ? start : end - 1, count);
    }
}
