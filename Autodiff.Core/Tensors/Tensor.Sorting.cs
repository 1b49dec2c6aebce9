namespace Autodiff;

// Sorting is gathering by places, which have no derivative; NaN counts as the greatest.
public readonly partial struct Tensor<T>
{
    /// <summary>The places along an axis of the elements in order; equal ones stay in their order. A constant.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="descending">True for the greatest first.</param>
    /// <exception cref="ArgumentException">There is no such axis, or it is longer than the number type counts exactly.</exception>
    public Tensor<T> ArgSort(int axis = -1, bool descending = false)
    {
        int counted = Shape.Axis(axis, "argSort");
        return Apply(new ArgSort<T>(counted, descending, Shape.Lengths[counted]), Detach());
    }

    /// <summary>The elements in order along an axis.</summary>
    /// <inheritdoc cref="ArgSort"/>
    public Tensor<T> Sort(int axis = -1, bool descending = false)
    {
        axis = Shape.Axis(axis, "sort");
        Indices.RequireCounted<T>(Shape, axis, "sort");
        return Taken(ArgSort(axis, descending), axis);
    }

    /// <summary>The k greatest elements along an axis, the greatest first, and their places, which are constants.</summary>
    /// <param name="count">k.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="smallest">True for the k smallest, the smallest first.</param>
    /// <exception cref="ArgumentException">There is no such axis, or it has fewer than k elements.</exception>
    public (Tensor<T> Values, Tensor<T> Places) TopK(int count, int axis = -1, bool smallest = false)
    {
        axis = Shape.Axis(axis, "topK");
        int length = Shape.Lengths[axis];
        Indices.RequireCounted<T>(Shape, axis, "topK");
        if (count < 0 || count > length)
        {
            throw new ArgumentException($"topK: axis {axis} of the shape {Shape} has {length} elements, and {count} were asked for. Ask for 0 to {length}.", nameof(count));
        }

        var places = Apply(new ArgSort<T>(axis, !smallest, count), Detach());
        return (Taken(places, axis), places);
    }

    private Tensor<T> Taken(Tensor<T> places, int axis) => Apply(new TakeAlongAxis<T>(axis), this, places);
}
