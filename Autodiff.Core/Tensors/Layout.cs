namespace Autodiff;

/// <summary>Where the elements of a tensor stand in its memory: element (i, j, …) at <c>Offset + i·Strides[0] + j·Strides[1] + …</c>.</summary>
/// <param name="Shape">The lengths of the axes.</param>
/// <param name="Strides">How far apart neighbours along each axis are: 0 for an axis that was broadcast, negative for one that was flipped.</param>
/// <param name="Offset">Where the first element is.</param>
internal readonly record struct Layout(Shape Shape, Integers Strides, int Offset)
{
    /// <summary>All elements side by side in row-major order.</summary>
    public static Layout RowMajor(Shape shape) => new(shape, shape.Strides, 0);

    /// <summary>True when the elements stand side by side in row-major order; strides of axes of length 1 say nothing.</summary>
    public bool IsRowMajor => ReferenceEquals(Strides, Shape.Strides) || HasRowMajorStrides();

    /// <summary>The same elements seen as a larger shape: broadcast axes have stride 0.</summary>
    public Layout BroadcastTo(Shape shape)
    {
        if (shape == Shape)
        {
            return this;
        }

        Span<int> strides = stackalloc int[shape.Rank];
        strides.Clear();
        int added = shape.Rank - Shape.Rank;
        for (int i = added; i < shape.Rank; i++)
        {
            strides[i] = Shape.Lengths[i - added] == 1 ? 0 : Strides[i - added];
        }

        return new(shape, Integers.Of(strides), Offset);
    }

    /// <summary>The same elements in axes of other lengths; null where no strides reach them in row-major order, so that they must be copied.</summary>
    public Layout? Reshape(Shape shape)
    {
        if (IsRowMajor)
        {
            return RowMajor(shape) with { Offset = Offset };
        }

        Span<int> lengths = stackalloc int[Shape.Rank];
        Span<int> steps = stackalloc int[Shape.Rank];
        int count = WithoutOnes(lengths, steps);
        Span<int> strides = stackalloc int[shape.Rank];
        strides.Fill(1);
        for (int from = 0, to = 0; from < count;)
        {
            // The smallest groups of axes, here and there, that hold as many elements: each must be evenly spaced here.
            var (lastFrom, lastTo) = (from, to);
            for (int here = lengths[from], there = shape.Lengths[to]; here != there;)
            {
                if (here < there)
                {
                    here *= lengths[++lastFrom];
                }
                else
                {
                    there *= shape.Lengths[++lastTo];
                }
            }

            for (; from < lastFrom; from++)
            {
                if (steps[from] != steps[from + 1] * lengths[from + 1])
                {
                    return null;
                }
            }

            int stride = steps[from++];
            for (int axis = lastTo; axis >= to; axis--)
            {
                strides[axis] = stride;
                stride *= shape.Lengths[axis];
            }

            to = lastTo + 1;
        }

        return new(shape, Integers.Of(strides), Offset);
    }

    /// <summary>Lengths and strides of the axes longer than 1, and how many they are.</summary>
    private int WithoutOnes(Span<int> lengths, Span<int> strides)
    {
        int count = 0;
        for (int axis = 0; axis < Shape.Rank; axis++)
        {
            if (Shape.Lengths[axis] != 1)
            {
                (lengths[count], strides[count]) = (Shape.Lengths[axis], Strides[axis]);
                count++;
            }
        }

        return count;
    }

    private bool HasRowMajorStrides()
    {
        if (Shape.ElementCount == 0)
        {
            return true;
        }

        for (int i = 0; i < Shape.Rank; i++)
        {
            if (Shape.Lengths[i] != 1 && Strides[i] != Shape.Strides[i])
            {
                return false;
            }
        }

        return true;
    }
}
