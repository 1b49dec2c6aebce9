namespace Autodiff;

/// <summary>Some of the axes of a shape, counted from the first.</summary>
internal readonly record struct AxisSet(uint Bits)
{
    /// <summary>All axes of a shape.</summary>
    public static AxisSet All(Shape shape) => new(shape.Rank == Shape.MaxRank ? uint.MaxValue : (1u << shape.Rank) - 1);

    /// <summary>These axes, each of which may be counted from the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public static AxisSet Of(Shape shape, ReadOnlySpan<int> axes, string operation)
    {
        uint bits = 0;
        foreach (int axis in axes)
        {
            uint bit = 1u << shape.Axis(axis, operation);
            if ((bits & bit) != 0)
            {
                throw new ArgumentException($"{operation}: the axes {Integers.Text(axes)} of the shape {shape} name an axis twice. Name each once.", nameof(axes));
            }

            bits |= bit;
        }

        return new(bits);
    }

    /// <summary>The axes of a shape along which a smaller one that broadcasts to it is repeated.</summary>
    public static AxisSet Repeated(Shape small, Shape shape)
    {
        uint bits = 0;
        int added = shape.Rank - small.Rank;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            bool isRepeated = axis < added || (small.Lengths[axis - added] == 1 && shape.Lengths[axis] != 1);
            bits |= isRepeated ? 1u << axis : 0;
        }

        return new(bits);
    }

    public bool Contains(int axis) => (Bits >> axis & 1) != 0;

    /// <summary>The shape with these axes of length 1, or without them.</summary>
    public Shape Reduce(Shape shape, bool keepAxes)
    {
        Span<int> lengths = stackalloc int[shape.Rank];
        int count = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!Contains(axis))
            {
                lengths[count++] = shape.Lengths[axis];
            }
            else if (keepAxes)
            {
                lengths[count++] = 1;
            }
        }

        return Shape.Of(lengths[..count]);
    }

    public override string ToString()
    {
        uint bits = Bits;
        return $"axes {Integers.Text([.. Enumerable.Range(0, Shape.MaxRank).Where(axis => (bits >> axis & 1) != 0)])}";
    }
}
