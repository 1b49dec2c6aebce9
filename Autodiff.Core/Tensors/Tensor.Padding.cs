namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>The elements with a frame of equal numbers, zero when not given, around them.</summary>
    /// <param name="before">For each axis, how many stand before the first element.</param>
    /// <param name="after">For each axis, how many stand after the last element.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">There is not one number for each axis, or one is negative.</exception>
    public Tensor<T> Pad(ReadOnlySpan<int> before, ReadOnlySpan<int> after, T? value = default)
    {
        if (before.Length != Rank || after.Length != Rank)
        {
            throw new ArgumentException($"pad: {Integers.Text(before)} before and {Integers.Text(after)} after have not one number for each axis of the shape {Shape}. Give 0 for an axis that stays.");
        }

        if (before.ContainsAnyInRange(int.MinValue, -1) || after.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ArgumentException($"pad: {Integers.Text(before)} before or {Integers.Text(after)} after the shape {Shape} has a negative number. To take elements away, slice.");
        }

        Span<int> steps = stackalloc int[Rank];
        Span<int> lengths = stackalloc int[Rank];
        steps.Fill(1);
        for (int axis = 0; axis < Rank; axis++)
        {
            lengths[axis] = Shape.Length((Int128)before[axis] + Shape.Lengths[axis] + after[axis], "pad", Shape);
        }

        var whole = Shape.Of(lengths, "pad", Shape);
        return whole == Shape
            ? this
            : Apply(new Place<T, Slice<T>>(whole, new(Shape, Integers.Of(before), Integers.Of(steps)), value ?? T.Zero), this);
    }

    /// <summary>The elements with as many equal numbers before and after them along one axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public Tensor<T> Pad(int axis, int before, int after, T? value = default)
    {
        axis = Shape.Axis(axis, "pad");
        Span<int> counts = stackalloc int[2 * Rank];
        counts.Clear();
        (counts[axis], counts[Rank + axis]) = (before, after);
        return Pad(counts[..Rank], counts[Rank..], value);
    }
}
