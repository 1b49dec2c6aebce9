using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// In training each element is 0 with the probability rate, else x / (1 - rate), so that the mean is x (Srivastava et al. 2014); in
/// inference the output is x.
/// </summary>
/// <remarks>The rate is the probability of dropping, as in PyTorch and Keras; the first versions of TensorFlow asked for that of keeping.</remarks>
public sealed class Dropout<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly DropRate<T> rate;

    /// <summary>Dropout.</summary>
    /// <param name="rate">The probability of dropping: 0 changes nothing, and of 1 only zeros are left.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1.</exception>
    public Dropout(double rate) => this.rate = new(rate);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) =>
        rate.ActsIn(context) ? x * rate.Factors(x, x.Shape, context) : x;

    /// <inheritdoc/>
    public override string ToString() => $"Dropout({rate})";
}

/// <summary>
/// Dropout of whole channels: in training each channel of each example is 0 with the probability rate, else x / (1 - rate). For images
/// [batch, channels, height, width], whose neighbours say much the same (Tompson et al. 2015, Efficient object localization using
/// convolutional networks).
/// </summary>
/// <remarks>Dropout1d, Dropout2d and Dropout3d in PyTorch, SpatialDropout in Keras.</remarks>
public sealed class SpatialDropout<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly DropRate<T> rate;
    private readonly ChannelAxis axis;

    /// <summary>Dropout of channels.</summary>
    /// <param name="rate">The probability of dropping: 0 changes nothing, and of 1 only zeros are left.</param>
    /// <param name="axis">Where the channels are: 1, or -1 for sequences [batch, time, features]. Not 0, which is the examples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1, or the axis not 1 or greater or -1.</exception>
    public SpatialDropout(double rate, int axis = 1) => (this.rate, this.axis) = (new(rate), new(axis));

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        int place = axis.In(x.Shape);
        if (place == 0)
        {
            throw Misfit(x, axis.Asked());
        }

        if (!rate.ActsIn(context))
        {
            return x;
        }

        Span<int> channels = stackalloc int[x.Rank];
        channels.Fill(1);
        (channels[0], channels[place]) = (x.Shape[0], x.Shape[place]);
        return x * rate.Factors(x, Shape.Of(channels), context);
    }

    /// <inheritdoc/>
    public override string ToString() => $"SpatialDropout({rate})";
}

/// <summary>
/// Dropout that keeps mean 0 and variance 1, for networks of selu: in training a (x d - λα (1 - d)) + b, where d is 0 with the probability
/// rate, else 1, a = (q + (λα)² q (1 - q))^(-1/2), b = a (1 - q) λα and q = 1 - rate (Klambauer et al. 2017, Self-normalizing neural
/// networks); in inference the output is x.
/// </summary>
public sealed class AlphaDropout<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>λα, to which selu falls: 1.0507… times 1.6732….</summary>
    private const double Depth = 1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;

    private readonly DropRate<T> rate;
    private readonly T scale;
    private readonly T whereKept;
    private readonly T whereDropped;

    /// <summary>Dropout for selu.</summary>
    /// <param name="rate">The probability of dropping: 0 changes nothing, and of 1 only zeros are left.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1.</exception>
    public AlphaDropout(double rate)
    {
        this.rate = new(rate);
        double q = 1 - rate;
        double a = rate < 1 ? 1 / Math.Sqrt(q + (Depth * Depth * q * rate)) : 0;
        double b = a * rate * Depth;
        (scale, whereKept, whereDropped) = (T.CreateChecked(a), T.CreateChecked(b), T.CreateChecked(b - (a * Depth)));
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (!rate.ActsIn(context))
        {
            return x;
        }

        var kept = rate.Mask(x, x.Shape, context);
        return x.MultiplyAdd(kept * scale, Tensor.Where(kept, whereKept, whereDropped));
    }

    /// <inheritdoc/>
    public override string ToString() => $"AlphaDropout({rate})";
}
