using System.Globalization;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>x + n in training, where n is normal with mean 0; x in inference.</summary>
public sealed class GaussianNoise<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly double deviation;
    private readonly T factor;

    /// <summary>Additive noise.</summary>
    /// <param name="deviation">The standard deviation of n.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public GaussianNoise(double deviation)
    {
        Hyperparameter.RequireNotNegative(deviation);
        (this.deviation, factor) = (deviation, T.CreateChecked(deviation));
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) =>
        deviation > 0 && context.IsNoisy ? x + (x.NormalBeside(x.Shape, context.Random) * factor) : x;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"GaussianNoise({deviation})");
}

/// <summary>
/// x n in training, where n is normal with mean 1 and variance rate / (1 - rate), those of the factors of <see cref="Dropout{T}"/> (Srivastava
/// et al. 2014, section 10); x in inference.
/// </summary>
public sealed class GaussianDropout<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly DropRate<T> rate;
    private readonly T deviation;

    /// <summary>Multiplicative noise.</summary>
    /// <param name="rate">The rate of the dropout that it stands for: 0 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to less than 1.</exception>
    public GaussianDropout(double rate)
    {
        DropRate<T>.RequireLessThanOne(rate);
        this.rate = new(rate);
        deviation = T.CreateChecked(Math.Sqrt(rate / (1 - rate)));
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) =>
        rate.ActsIn(context) ? x * ((x.NormalBeside(x.Shape, context.Random) * deviation) + T.One) : x;

    /// <inheritdoc/>
    public override string ToString() => $"GaussianDropout({rate})";
}
