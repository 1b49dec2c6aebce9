namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>The same elements in row-major order, in axes of other lengths.</summary>
    /// <param name="lengths">The lengths; at most one is -1, to be found from the others.</param>
    /// <exception cref="ArgumentException">The lengths do not give as many elements.</exception>
    public Tensor<T> Reshape(params ReadOnlySpan<int> lengths) => Reshape(Completed(lengths));

    /// <summary>The same elements in row-major order, in axes of other lengths.</summary>
    /// <exception cref="ArgumentException">The shape has not as many elements.</exception>
    public Tensor<T> Reshape(Shape shape) => shape == Shape ? this : Apply(new Reshape<T>(shape), this);

    /// <summary>The elements repeated along axes of length 1 and along new leading axes, as in NumPy.</summary>
    /// <exception cref="ArgumentException">The shape does not broadcast to the other.</exception>
    public Tensor<T> BroadcastTo(Shape shape) => shape == Shape ? this : Apply(new BroadcastTo<T>(shape), this);

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

        int added = Rank - shape.Rank;
        Span<int> axes = stackalloc int[Rank];
        int count = 0;
        for (int i = 0; i < Rank; i++)
        {
            if (i < added || (shape.Lengths[i - added] == 1 && Shape.Lengths[i] != 1))
            {
                axes[count++] = i;
            }
        }

        return Sum(axes[..count], keepAxes: true).Reshape(shape);
    }

    private Shape Completed(ReadOnlySpan<int> lengths)
    {
        int open = lengths.IndexOf(-1);
        if (open < 0)
        {
            return Shape.Of(lengths);
        }

        Span<int> completed = stackalloc int[lengths.Length];
        lengths.CopyTo(completed);
        completed[open] = 1;
        int known = Shape.Of(completed).Count;
        if (known == 0 || Count % known != 0)
        {
            throw new ArgumentException($"reshape: no length in place of -1 makes {Integers.Text(lengths)} hold the {Count} elements of the shape {Shape}. Give lengths whose product divides {Count}.", nameof(lengths));
        }

        completed[open] = Count / known;
        return Shape.Of(completed);
    }
}
