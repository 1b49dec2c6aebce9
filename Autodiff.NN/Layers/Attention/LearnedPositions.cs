using System.Numerics;

namespace Autodiff.NN;

/// <summary>x(t) + p(t), where p is a trained vector for each place (Gehring et al. 2017).</summary>
public sealed class LearnedPositions<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>A layer that tells places apart by vectors of their own.</summary>
    /// <param name="longest">The number of places.</param>
    /// <param name="width">The length of the last axis.</param>
    /// <param name="random">Where the first vectors come from.</param>
    /// <param name="weights">
    /// How the vectors start; N(0, 1) when left out, as in <see cref="Embedding{T}"/>, to which they are added: on a smaller scale than that the
    /// places would be lost among the things. GPT takes N(0, 0.02²) for both (Radford et al. 2018).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public LearnedPositions(int longest, int width, Random random, Initializer? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longest);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(random);
        Weight = AddParameter("weight", (weights ?? Initializer.Normal()).Make<T>([longest, width], new(longest, width), random));
    }

    /// <summary>p, of shape [longest, width].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>x + p, of an input of shape [..., time, width].</summary>
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank < 2 || x.Shape[^1] != Weight.Shape[1] || x.Shape[^2] > Weight.Shape[0])
        {
            throw Misfit(x, $"[..., time, {Weight.Shape[1]}] with a time of at most {Weight.Shape[0]}");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x + Weight.Beside(x).Slice(0, ..x.Shape[^2]));
    }

    /// <inheritdoc/>
    public override string ToString() => $"LearnedPositions({Weight.Shape[0]}, {Weight.Shape[1]})";
}
