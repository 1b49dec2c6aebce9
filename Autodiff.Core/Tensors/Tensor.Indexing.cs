namespace Autodiff;

// Indices, ranges and slices: views of the elements.
public readonly partial struct Tensor<T>
{
    /// <summary>One element as a scalar; of a recorded tensor, recorded as one entry.</summary>
    /// <param name="index">An index for each axis.</param>
    /// <exception cref="ArgumentException">There is not one index for each axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is beyond its axis.</exception>
    public Scalar<T> this[params ReadOnlySpan<int> index]
    {
        get
        {
            if (index.Length != Rank)
            {
                throw new ArgumentException($"index: {Integers.Text(index)} has not one index for each axis of the shape {Shape}. For a part of the tensor write a range for an axis, as in x[i, ..].", nameof(index));
            }

            int place = 0;
            for (int axis = 0; axis < index.Length; axis++)
            {
                int length = Shape.Lengths[axis];
                if ((uint)index[axis] >= (uint)length)
                {
                    throw new ArgumentOutOfRangeException(nameof(index), index[axis], $"index: {Integers.Text(index)} is beyond axis {axis} of the shape {Shape}, of length {length}. Indices go from 0; ^1 is the last.");
                }

                place = (place * length) + index[axis];
            }

            return ElementAt(place);
        }
    }

    /// <summary>
    /// A part of the elements, as a view: <c>x[1..3, ^1]</c>. An index removes its axis, a range keeps it, axes without either stay whole.
    /// </summary>
    /// <param name="axes">Indices, ranges, ranges with a step, new axes, and at most one <see cref="AxisIndex.Rest"/>.</param>
    /// <exception cref="ArgumentException">There are more indices than axes, or two rests.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index or a range is beyond its axis.</exception>
    public Tensor<T> this[params ReadOnlySpan<AxisIndex> axes]
    {
        get
        {
            var whole = Shape;
            int rest = RestOf(axes);
            Span<int> starts = stackalloc int[whole.Rank];
            Span<int> steps = stackalloc int[whole.Rank];
            Span<int> lengths = stackalloc int[whole.Rank];
            Span<int> kept = stackalloc int[whole.Rank + axes.Length];
            int axis = 0;
            int count = 0;
            foreach (ref readonly var index in axes)
            {
                if (index.IsNewAxis)
                {
                    kept[count++] = 1;
                    continue;
                }

                for (int last = axis + (index.IsRest ? rest : 1); axis < last; axis++)
                {
                    (starts[axis], lengths[axis]) = index.IsRest ? (0, whole.Lengths[axis]) : index.Resolve(whole, axis);
                    steps[axis] = index.Step;
                    if (!index.IsIndex)
                    {
                        kept[count++] = lengths[axis];
                    }
                }
            }

            for (; axis < whole.Rank; axis++)
            {
                (starts[axis], steps[axis], lengths[axis]) = (0, 1, whole.Lengths[axis]);
                kept[count++] = lengths[axis];
            }

            var shape = Shape.Of(kept[..count], "index", whole);
            using var attempt = Attempt<T>.On(this);
            return attempt.Done(Sliced(starts, steps, lengths).Reshape(shape));
        }
    }

    /// <summary>Evenly spaced elements along one axis, as a view: every step-th of a range.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="range">The indices.</param>
    /// <param name="step">The distance of neighbours. A negative one goes backwards from the last index of the range: <c>x.Slice(0, .., -1)</c> is x reversed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, the range is beyond it, or the step is 0.</exception>
    public Tensor<T> Slice(int axis, Range range, int step = 1)
    {
        axis = Shape.Axis(axis, "slice");
        if (step == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), $"slice: a step of 0 along axis {axis} of the shape {Shape} stays where it is. Give a positive step, or a negative one to go backwards.");
        }

        AxisIndex index = (range, step);
        var (start, length) = index.Resolve(Shape, axis, "slice");
        return Sliced(Slice<T>.Along(axis, start, step, length, Shape));
    }

    /// <summary>The elements in reverse order along some axes, as a view.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public Tensor<T> Flip(params ReadOnlySpan<int> axes)
    {
        var flipped = AxisSet.Of(Shape, axes, "flip");
        Span<int> starts = stackalloc int[Rank];
        Span<int> steps = stackalloc int[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            bool backwards = flipped.Contains(axis) && Shape.Lengths[axis] > 1;
            (starts[axis], steps[axis]) = backwards ? (Shape.Lengths[axis] - 1, -1) : (0, 1);
        }

        return Sliced(starts, steps, Shape.Lengths);
    }

    private Tensor<T> Sliced(ReadOnlySpan<int> starts, ReadOnlySpan<int> steps, ReadOnlySpan<int> lengths) =>
        Sliced(new(Shape.Of(lengths), Integers.Of(starts), Integers.Of(steps)));

    private Tensor<T> Sliced(Slice<T> slice) => slice.Shape == Shape && !slice.Steps.Span.ContainsAnyExcept(1) ? this : Apply(slice, this);

    /// <summary>The number of axes that no index stands for.</summary>
    private int RestOf(ReadOnlySpan<AxisIndex> axes)
    {
        int rest = Rank;
        int rests = 0;
        foreach (ref readonly var index in axes)
        {
            rest -= index.IsNewAxis || index.IsRest ? 0 : 1;
            rests += index.IsRest ? 1 : 0;
        }

        return rest >= 0 && rests <= 1
            ? rest
            : throw new ArgumentException(rests > 1
                ? $"index: only one Rest can stand for the axes of the shape {Shape} that are left. Write .. for a single whole axis."
                : $"index: {Rank - rest} indices are too many for the {Rank} axes of the shape {Shape}. Give at most one for each axis.", nameof(axes));
    }
}
