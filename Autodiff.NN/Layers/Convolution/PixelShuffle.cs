using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// y(n, c, i·f + u, j·f + v) = x(n, (c·f + u)·f + v, i, j): channels become pixels, from [batch, channels · f², height, width] to
/// [batch, channels, height · f, width · f]. Shi et al. 2016.
/// </summary>
public sealed class PixelShuffle<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Extent factor;

    /// <summary>Channels to pixels.</summary>
    /// <param name="factor">f, one for height and width, or one for each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not positive.</exception>
    public PixelShuffle(Extent factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor.Height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor.Width);
        this.factor = factor;
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank != 4 || x.Shape[1] % (factor.Height * factor.Width) != 0)
        {
            throw Misfit(x, $"[batch, a multiple of {factor.Height * factor.Width}, height, width]");
        }

        var (batch, channels, height, width) = x.Shape;
        channels /= factor.Height * factor.Width;
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x.Reshape(batch, channels, factor.Height, factor.Width, height, width)
            .Permute(0, 1, 4, 2, 5, 3)
            .Reshape(batch, channels, height * factor.Height, width * factor.Width));
    }

    /// <inheritdoc/>
    public override string ToString() => $"PixelShuffle({factor})";
}
