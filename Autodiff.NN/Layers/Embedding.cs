using System.Numerics;

namespace Autodiff.NN;

/// <summary>A learned vector for each of a number of things: y(i, …, :) = W(x(i, …), :), with W of shape [count, size].</summary>
/// <remarks>The input holds whole numbers from 0 to count - 1 in any shape [...], and the output has the shape [..., size]. The input has no derivative.</remarks>
public sealed class Embedding<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int? paddingIndex;

    /// <summary>A vector for each thing.</summary>
    /// <param name="count">The number of things, such as words.</param>
    /// <param name="size">The length of a vector.</param>
    /// <param name="random">Where the first vectors come from.</param>
    /// <param name="weights">How the vectors start; normal numbers of deviation 1 when left out, as in PyTorch, where Keras has U(-0.05, 0.05).</param>
    /// <param name="paddingIndex">The thing that stands for none: its vector is 0 in the output, and is not trained.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the padding index is none of the things.</exception>
    public Embedding(int count, int size, Random random, Initializer? weights = null, int? paddingIndex = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentNullException.ThrowIfNull(random);
        if (paddingIndex is { } index)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(paddingIndex));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count, nameof(paddingIndex));
        }

        this.paddingIndex = paddingIndex;
        Weight = AddParameter("weight", weights?.Make<T>([count, size], new(count, size), random) ?? Tensor.Normal<T>([count, size], random));
    }

    /// <summary>W, of shape [count, size].</summary>
    public Parameter<T> Weight { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A number of the input is not whole, or none of the things.</exception>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        Tensor<T> vectors = Weight;
        var y = vectors.IndexSelect(x);
        return paddingIndex is { } padding ? y.MaskedFill(x.EqualTo(T.CreateChecked(padding)).Unsqueeze(-1), T.Zero) : y;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Embedding({Weight.Shape[0]}, {Weight.Shape[1]})";
}
