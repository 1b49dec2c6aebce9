using System.Numerics;

namespace Autodiff.NN;

/// <summary>Images made f times as large: from [batch, channels, height, width] to [batch, channels, height · f, width · f].</summary>
/// <remarks>
/// The centres of pixels are at halves: pixel i of the output is read at (i + ½) / f - ½ of the input, and beyond the outermost centres the outermost
/// pixel goes on. So do PyTorch with align_corners=False and TensorFlow 2; with align_corners=True the corners would lie on each other instead.
/// </remarks>
public sealed class Upsample2D<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Extent factor;
    private readonly Tensor<T>? weights;
    private readonly PixelShuffle<T> shuffle;

    /// <summary>Images made larger.</summary>
    /// <param name="factor">f, one for height and width, or one for each.</param>
    /// <param name="interpolation">What stands between the pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not positive, or there is no such interpolation.</exception>
    public Upsample2D(Extent factor, Interpolation interpolation = Interpolation.Nearest)
    {
        shuffle = new(factor);
        weights = interpolation switch
        {
            Interpolation.Nearest => null,
            Interpolation.Bilinear => PhaseWeights(factor),
            _ => throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "There is no such interpolation."),
        };
        this.factor = factor;
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank != 4)
        {
            throw Misfit(x, "[batch, channels, height, width]");
        }

        if (weights is not null && (x.Shape[2] == 0 || x.Shape[3] == 0))
        {
            throw Misfit(x, "[batch, channels, height, width], at least 1 high and 1 wide: without pixels there is nothing between them");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(weights is { } phases ? Bilinear(x, phases, context) : x.Repeat(factor.Height, axis: 2).Repeat(factor.Width, axis: 3));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Upsample2D({factor})";

    /// <summary>
    /// Where a pixel of the output lies between pixels of the input depends on its place modulo f alone. So each of the f² phases is a convolution
    /// of the image, with its edges repeated, by 3 × 3 weights, and the phases are shuffled together.
    /// </summary>
    private Tensor<T> Bilinear(Tensor<T> x, Tensor<T> phases, ForwardContext context)
    {
        var (batch, channels, height, width) = x.Shape;
        var images = WithEdgesTwice(WithEdgesTwice(x, axis: 2), axis: 3).Reshape(batch * channels, 1, height + 2, width + 2);
        return shuffle.Forward(images.Convolve2D(phases), context).Reshape(batch, channels, height * factor.Height, width * factor.Width);
    }

    private static Tensor<T> WithEdgesTwice(Tensor<T> x, int axis) => Tensor.Concat(axis, x.Slice(axis, ..1), x, x.Slice(axis, ^1..));

    private static Tensor<T> PhaseWeights(Extent factor) =>
        (Tents(factor.Height).Reshape(factor.Height, 1, 1, 3, 1) * Tents(factor.Width).Reshape(1, factor.Width, 1, 1, 3))
        .Reshape(factor.Height * factor.Width, 1, 3, 3);

    /// <summary>For each phase, what the pixel before, the pixel itself and the pixel after weigh: max(0, 1 - |distance|).</summary>
    private static Tensor<T> Tents(int factor)
    {
        var tents = new T[factor, 3];
        for (int phase = 0; phase < factor; phase++)
        {
            double place = ((phase + 0.5) / factor) - 0.5;
            for (int tap = 0; tap < 3; tap++)
            {
                tents[phase, tap] = T.CreateChecked(Math.Max(0, 1 - Math.Abs(place - (tap - 1))));
            }
        }

        return Tensor.Of(tents);
    }
}
