namespace Autodiff;

// What looks at numbers and records nothing; x[i] and ToScalar give scalars that carry the derivative on.
public readonly partial struct Tensor<T>
{
    /// <summary>The number of a tensor of one element. Reading it records nothing; <see cref="ToScalar"/> gives a scalar with its derivative.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not one element.</exception>
    public T Value => Count == 1
        ? NumberAt(0)
        : throw new InvalidOperationException($"Value needs a tensor of one element, and the shape {Shape} has {Count}. Read one with ValueAt, all with ToArray, or reduce the tensor with Sum or Mean.");

    /// <summary>The number at an index. Reading it records nothing; <c>x[i, j]</c> gives a scalar with its derivative.</summary>
    /// <param name="index">An index for each axis, each from 0.</param>
    /// <exception cref="ArgumentException">There are not as many indices as axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is beyond its axis.</exception>
    public T ValueAt(params ReadOnlySpan<int> index)
    {
        var shape = Shape;
        if (index.Length != shape.Rank)
        {
            throw new ArgumentException($"valueAt: the index {Integers.Text(index)} has {index.Length} numbers, and the shape {shape} has {shape.Rank} axes. Give one for each.", nameof(index));
        }

        int place = 0;
        for (int axis = 0; axis < index.Length; axis++)
        {
            if ((uint)index[axis] >= (uint)shape.Lengths[axis])
            {
                throw new ArgumentOutOfRangeException(nameof(index), index[axis], $"valueAt: the index {Integers.Text(index)} is beyond axis {axis} of the shape {shape}. Indices count from 0 and end before the length.");
            }

            place += index[axis] * shape.Strides[axis];
        }

        return NumberAt(place);
    }

    /// <summary>The number of a tensor of one element, as <see cref="Value"/>.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not one element.</exception>
    public static explicit operator T(Tensor<T> x) => x.Value;

    /// <summary>True when no element is 0: of a mask, when it holds everywhere. True of no elements.</summary>
    public bool All() => !ToArray().Contains(T.Zero);

    /// <summary>True when some element is not 0: of a mask, when it holds anywhere. False of no elements.</summary>
    public bool Any() => ToArray().AsSpan().ContainsAnyExcept(T.Zero);

    /// <summary>True when |xᵢ - yᵢ| ≤ absolute + relative |yᵢ| everywhere, with the broadcasting of NumPy. Equal infinities are close, and NaN is close to nothing.</summary>
    /// <param name="other">y.</param>
    /// <param name="relative">The tolerance in proportion to y.</param>
    /// <param name="absolute">The tolerance where y is 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public bool AllClose(Tensor<T> other, double relative = 1e-5, double absolute = 1e-8)
    {
        var (x, y) = (ToPlain(), other.ToPlain());
        var close = (x - y).Abs() <= (y.Abs() * T.CreateChecked(relative)) + T.CreateChecked(absolute);
        return Where(y.IsFinite(), close, x.EqualTo(y)).All(); // within infinity of infinity is everything
    }

    /// <summary>
    /// True when the other has the same shape and equal elements, wherever they stand, and whether a tape records them or not. As for numbers in
    /// collections, NaN equals NaN. Element by element, with the broadcasting of NumPy, is <see cref="EqualTo(Tensor{T})"/>; there is no operator ==,
    /// of which each reader would expect the other of the two.
    /// </summary>
    /// <remarks>Never throws: a stale tensor has no elements, and equals only itself; so does one that was never assigned.</remarks>
    public bool Equals(Tensor<T> other)
    {
        if (node == other.node && Math.Abs(stamp) == Math.Abs(other.stamp))
        {
            return true;
        }

        return IsLive && other.IsLive && Shape == other.Shape && ToArray().AsSpan().SequenceEqual(other.ToArray());
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tensor<T> other && Equals(other);

    /// <summary>Of the shape and the first elements; it changes when the tensor becomes stale.</summary>
    public override int GetHashCode()
    {
        const int few = 8;
        var hash = default(HashCode);
        if (IsLive)
        {
            hash.Add(Shape);
            for (int place = 0; place < Math.Min(Count, few); place++)
            {
                hash.Add(NumberAt(place));
            }
        }

        return hash.ToHashCode();
    }

    /// <summary>The number at a place counted in row-major order.</summary>
    private T NumberAt(int place)
    {
        var layout = Layout;
        return Items[layout.IsRowMajor ? layout.Offset + place : new StridedWalk(layout.Shape, [layout]).OffsetOf(0, place)];
    }

    internal bool IsLive => node is not null && node.Stamp == Math.Abs(stamp);
}
