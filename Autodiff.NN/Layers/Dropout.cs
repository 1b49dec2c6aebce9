using System.Numerics;

namespace Autodiff.NN;

/// <summary>In training each element is 0 with probability p, else x / (1 - p); in inference x (Srivastava et al. 2014).</summary>
public sealed class Dropout<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly T rate;

    /// <summary>A layer that drops elements at random.</summary>
    /// <param name="rate">p, from 0 on and less than 1; with 0 nothing is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a probability less than 1.</exception>
    public Dropout(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        this.rate = T.CreateChecked(rate);
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => context.IsTraining && rate > T.Zero
        ? Tensor.Where(x.UniformBeside(x.Shape, context.Random) >= rate, x / (T.One - rate), T.Zero)
        : x;
}
