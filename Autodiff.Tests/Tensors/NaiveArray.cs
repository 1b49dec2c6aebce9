namespace Autodiff.Tests.Tensors;

/// <summary>An array of any rank with nothing but its elements in row-major order: what references are computed with, index by index.</summary>
internal sealed class NaiveArray(Shape shape, double[] items)
{
    public NaiveArray(Shape shape) : this(shape, new double[shape.ElementCount]) { }

    public Shape Shape { get; } = shape;

    public double[] Items { get; } = items;

    public double this[params ReadOnlySpan<int> index]
    {
        get => Items[PlaceOf(index)];
        set => Items[PlaceOf(index)] = value;
    }

    /// <summary>An array of this shape with an element for each index.</summary>
    public static NaiveArray Make(Shape shape, Func<int[], double> element)
    {
        var made = new NaiveArray(shape);
        foreach (int[] index in IndicesOf(shape))
        {
            made[index] = element(index);
        }

        return made;
    }

    /// <summary>Every index of a shape, in row-major order.</summary>
    public static IEnumerable<int[]> IndicesOf(Shape shape)
    {
        for (int place = 0; place < shape.ElementCount; place++)
        {
            int[] index = new int[shape.Rank];
            int rest = place;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                (rest, index[axis]) = Math.DivRem(rest, shape[axis]);
            }

            yield return index;
        }
    }

    private int PlaceOf(ReadOnlySpan<int> index)
    {
        int place = 0;
        for (int axis = 0; axis < Shape.Rank; axis++)
        {
            place = (place * Shape[axis]) + index[axis];
        }

        return place;
    }
}
