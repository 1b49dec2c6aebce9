namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>The single number of a tensor of one element; on a tape, recorded as one entry. To look at the number only, take <see cref="Value"/>.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not one element.</exception>
    public Scalar<T> ToScalar() => Count == 1
        ? ElementAt(0)
        : throw new InvalidOperationException($"ToScalar needs a tensor of one element, and the shape {Shape} has {Count}. Reduce it with Sum or Mean, or pick an element with an index.");

    /// <summary>A tensor of scalars in row-major order; when any of them is on a tape, recorded as one entry.</summary>
    /// <param name="scalars">The elements.</param>
    /// <param name="shape">The shape; a vector when left out.</param>
    /// <exception cref="ArgumentException">There are not as many scalars as the shape says.</exception>
    /// <exception cref="InvalidOperationException">Scalars are on two tapes, or stale. Nothing is recorded.</exception>
    public static Tensor<T> Stack(ReadOnlySpan<Scalar<T>> scalars, Shape? shape = null)
    {
        shape ??= [scalars.Length];
        shape.RequireCount(scalars.Length, "Stack", nameof(scalars));
        foreach (ref readonly var scalar in scalars)
        {
            if (scalar.Tape is { } tape)
            {
                return tape.RecordStack(shape, scalars);
            }
        }

        var items = new T[scalars.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = scalars[i].Value;
        }

        return new(shape, items);
    }

    /// <summary>A tensor of this one number, as <see cref="Scalar{T}.ToTensor"/>, so that every method takes a scalar beside tensors; on a tape, recorded as one entry.</summary>
    public static implicit operator Tensor<T>(Scalar<T> scalar) => scalar.ToTensor();

    /// <summary>The element at a place counted in row-major order.</summary>
    internal Scalar<T> ElementAt(int place)
    {
        T value = NumberAt(place);
        return IsRecorded ? Tape!.RecordElement(Node, place, value) : new(value);
    }
}
