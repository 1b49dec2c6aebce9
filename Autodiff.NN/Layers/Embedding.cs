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
    /// <param name="weights">
    /// How the vectors start; N(0, 1) when left out, as in PyTorch, where Keras has U(-0.05, 0.05). Positions that are added should start on the
    /// same scale, see <see cref="LearnedPositions{T}"/>: GPT takes N(0, 0.02²) for both (Radford et al. 2018).
    /// </param>
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
        Weight = AddParameter("weight", (weights ?? Initializer.Normal()).Make<T>([count, size], new(count, size), random));
    }

    /// <summary>W, of shape [count, size].</summary>
    public Parameter<T> Weight { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A number of the input is not whole, or none of the things.</exception>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        Tensor<T> vectors = Weight;
        var y = Rows(vectors, x);
        return attempt.Done(paddingIndex is { } padding ? y.MaskedFill(x.EqualTo(T.CreateChecked(padding)).Unsqueeze(-1), T.Zero) : y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Embedding({Weight.Shape[0]}, {Weight.Shape[1]})";

    private Tensor<T> Rows(Tensor<T> vectors, Tensor<T> x)
    {
        try
        {
            return vectors.IndexSelect(x);
        }
        catch (ArgumentOutOfRangeException error)
        {
            string place = Path.Length == 0 ? $"{this}" : $"{this} at {Path}";
            throw new ArgumentOutOfRangeException($"{place} has no vector for a number of the input. {error.Message}", error);
        }
    }
}
