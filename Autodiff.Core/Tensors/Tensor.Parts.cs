namespace Autodiff;

// Parts of a tensor, and the same parts again and again.
public readonly partial struct Tensor<T>
{
    /// <summary>Equal parts along an axis, as views.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The length of the axis is not a multiple of the parts.</exception>
    public Tensor<T>[] Split(int parts, int axis = 0)
    {
        axis = Shape.Axis(axis, "split");
        int length = Shape.Lengths[axis];
        if (parts <= 0 || length % parts != 0)
        {
            throw new ArgumentException($"split: axis {axis} of the shape {Shape} has the length {length}, which does not fall into {parts} equal parts. Give the length of each part.", nameof(parts));
        }

        Span<int> lengths = parts <= 64 ? stackalloc int[parts] : new int[parts];
        lengths.Fill(length / parts);
        return Split(lengths, axis);
    }

    /// <summary>Parts of given lengths along an axis, as views.</summary>
    /// <param name="lengths">The length of each part; together the length of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The lengths do not add up to that of the axis, or one is negative.</exception>
    public Tensor<T>[] Split(ReadOnlySpan<int> lengths, int axis = 0)
    {
        axis = Shape.Axis(axis, "split");
        long sum = 0;
        foreach (int length in lengths)
        {
            sum += length;
        }

        if (sum != Shape.Lengths[axis] || lengths.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ArgumentException($"split: the lengths {Integers.Text(lengths)} do not add up to the length {Shape.Lengths[axis]} of axis {axis} of the shape {Shape}. Give lengths of 0 or more that do.", nameof(lengths));
        }

        using var attempt = Attempt<T>.On(this);
        var parts = new Tensor<T>[lengths.Length];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Slice(axis, start..(start + lengths[i]));
            start += lengths[i];
        }

        return attempt.Done(parts);
    }

    /// <summary>y(i) = x((i - shift) mod n) along an axis: every element moved on, the last ones to the front.</summary>
    /// <param name="shift">How far; negative towards the front.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> Roll(int shift, int axis)
    {
        axis = Shape.Axis(axis, "roll");
        int length = Shape.Lengths[axis];
        shift = length == 0 ? 0 : ((shift % length) + length) % length;
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(shift == 0 ? this : Tensor.Concat(axis, Slice(axis, ^shift..), Slice(axis, ..^shift)));
    }

    /// <summary>Every element moved on along several axes.</summary>
    /// <param name="shifts">How far, for each of the axes.</param>
    /// <param name="axes">The axes, each once.</param>
    /// <exception cref="ArgumentException">There is no such axis, one is named twice, or there is not a shift for each.</exception>
    public Tensor<T> Roll(ReadOnlySpan<int> shifts, ReadOnlySpan<int> axes)
    {
        _ = AxisSet.Of(Shape, axes, "roll");
        if (shifts.Length != axes.Length)
        {
            throw new ArgumentException($"roll: the shifts {Integers.Text(shifts)} and the axes {Integers.Text(axes)} of the shape {Shape} are not as many. Give one shift for each axis.", nameof(shifts));
        }

        using var attempt = Attempt<T>.On(this);
        var rolled = this;
        for (int i = 0; i < axes.Length; i++)
        {
            rolled = rolled.Roll(shifts[i], axes[i]);
        }

        return attempt.Done(rolled);
    }

    /// <summary>y(i) = x(⌊i / k⌋) along an axis: each element k times in a row.</summary>
    /// <param name="count">k.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or k is negative.</exception>
    public Tensor<T> Repeat(int count, int axis)
    {
        axis = Shape.Axis(axis, "repeat");
        RequireCount(count, "repeat");
        var repeated = Shape.With(axis, Shape.Length((Int128)Shape.Lengths[axis] * count, "repeat", Shape), "repeat");
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(Unsqueeze(axis + 1).BroadcastTo(Shape.Insert(axis + 1, count, "repeat")).Reshape(repeated));
    }

    /// <summary>y(i, j, …) = x(i mod m, j mod n, …): the whole tensor again and again along each axis.</summary>
    /// <param name="counts">How often along each axis, aligned at the last one; more counts than axes make new leading axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public Tensor<T> Tile(params ReadOnlySpan<int> counts)
    {
        int rank = Math.Max(Rank, counts.Length);
        Span<int> before = stackalloc int[Rank + rank];
        Span<int> repeated = stackalloc int[Rank + rank];
        Span<int> lengths = stackalloc int[rank];
        int places = 0;
        for (int axis = 0; axis < rank; axis++)
        {
            int own = axis - rank + Rank;
            int given = axis - rank + counts.Length;
            int length = own < 0 ? 1 : Shape.Lengths[own];
            int count = given < 0 ? 1 : counts[given];
            RequireCount(count, "tile");
            lengths[axis] = Shape.Length((Int128)length * count, "tile", Shape);
            if (own < 0 || count != 1)
            {
                (before[places], repeated[places++]) = (1, count);
            }

            if (own >= 0)
            {
                (before[places], repeated[places++]) = (length, length);
            }
        }

        var tiled = Shape.Of(lengths, "tile", Shape);
        var broadcast = Shape.Of(repeated[..places], "tile", Shape);
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(Reshape(Shape.Of(before[..places])).BroadcastTo(broadcast).Reshape(tiled));
    }

    private void RequireCount(int count, string operation)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{operation}: elements of the shape {Shape} cannot stand a negative number of times. Give 0 or more.");
        }
    }
}
