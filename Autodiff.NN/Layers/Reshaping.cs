using System.Numerics;

namespace Autodiff.NN;

/// <summary>The elements of each example in one axis: [batch, ...] to [batch, n]. Nothing is moved.</summary>
public sealed class Flatten<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Rank > 0
        ? x.Reshape(x.Shape[0], Shape.Of(x.Shape.Lengths[1..]).ElementCount)
        : throw Misfit(x, "[batch, ...]");
}

/// <summary>The elements of each example in other axes: [batch, ...] to [batch, lengths]. Nothing is moved.</summary>
public sealed class Reshape<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Shape example;

    /// <summary>Other axes.</summary>
    /// <param name="lengths">The lengths of the axes after the first, which is the batch; their product is the number of elements of an example.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    public Reshape(params ReadOnlySpan<int> lengths)
    {
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
        }

        example = Shape.Of(lengths);
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank == 0 || Shape.Of(x.Shape.Lengths[1..]).ElementCount != example.ElementCount)
        {
            throw Misfit(x, $"[batch, ...] with {example.ElementCount} elements in each example, for {example}");
        }

        Span<int> lengths = stackalloc int[example.Rank + 1];
        lengths[0] = x.Shape[0];
        example.Lengths.CopyTo(lengths[1..]);
        return x.Reshape(lengths);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Reshape({string.Join(", ", example)})";
}
