namespace Autodiff.NN;

/// <summary>Random numbers of mean 0 and variance Scale / n, where n counts connections, so that sums over them keep their variance.</summary>
/// <remarks>
/// The variance is that of what is drawn, for every <see cref="Spread"/>. As in Keras, Scale is a factor of the variance; the gain of
/// PyTorch is one of the deviation, √Scale: <see cref="WithGain"/>.
/// </remarks>
/// <param name="Scale">The factor of the variance; positive.</param>
/// <param name="Fan">What n is.</param>
/// <param name="Spread">The distribution.</param>
public sealed record VarianceScaling(double Scale = 1, FanMode Fan = FanMode.In, Spread Spread = Spread.Normal) : Initializer
{
    /// <summary>The same with deviations that are larger by a factor; PyTorch has 5/3 for tanh and √2 for relu.</summary>
    /// <param name="gain">The factor.</param>
    public VarianceScaling WithGain(double gain) => this with { Scale = Scale * gain * gain };

    /// <summary>The standard deviation: √(Scale / n).</summary>
    /// <exception cref="ArgumentException">Scale is not positive, or there are no connections.</exception>
    public double Deviation(Fans fans) => Math.Sqrt(Variance(fans));

    /// <summary>r of the uniform distribution U(-r, r) of this variance: √(3 Scale / n).</summary>
    /// <exception cref="ArgumentException">Scale is not positive, or there are no connections.</exception>
    public double Bound(Fans fans) => Math.Sqrt(3 * Variance(fans));

    /// <inheritdoc/>
    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random) => (Spread switch
    {
        Spread.Uniform => Uniform(-Bound(fans), Bound(fans)),
        Spread.Normal => Normal(0, Deviation(fans)),
        _ => TruncatedNormal(0, Deviation(fans) / Math.Sqrt(TruncatedNormalInitializer.Variance)),
    }).Make<T>(shape, fans, random);

    private double Variance(Fans fans)
    {
        double connections = Fan switch
        {
            FanMode.In => fans.In,
            FanMode.Out => fans.Out,
            _ => ((double)fans.In + fans.Out) / 2,
        };
        return Scale > 0 && connections > 0 && double.IsFinite(Scale)
            ? Scale / connections
            : throw new ArgumentException($"The variance {Scale} / {connections} of the weights is not positive. Give a positive scale, and fans of 1 or more.", nameof(fans));
    }
}
