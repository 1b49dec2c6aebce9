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

    private bool HasRowMajorStrides()
    {
        if (Shape.Count == 0)
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
