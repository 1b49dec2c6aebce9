using System.Numerics;

namespace Autodiff.NN;

/// <summary>x + p with p(t, 2i) = sin(t / 10000^(2i/d)) and p(t, 2i + 1) = cos(t / 10000^(2i/d)) (Vaswani et al. 2017, section 3.5).</summary>
/// <remarks>Places count from 0, and sequences may be of any length. Some implementations put all sines before all cosines; here they alternate, as in the paper.</remarks>
public sealed class SinusoidalPositions<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int width;
    private readonly Tensor<T> frequencies;

    /// <summary>A layer that tells places apart by waves.</summary>
    /// <param name="width">d, the length of the last axis, even.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive and even.</exception>
    public SinusoidalPositions(int width) => (this.width, frequencies) = (width, Places.Frequencies<T>(width, 10_000));

    /// <summary>x + p, of an input of shape [..., time, d].</summary>
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank < 2 || x.Shape[^1] != width)
        {
            throw Misfit(x, $"[..., time, {width}]");
        }

        var angles = Places.Angles(x, x.Shape[^2], frequencies);
        return x + Tensor.Stack(-1, angles.Sin(), angles.Cos()).Reshape(x.Shape[^2], width);
    }

    /// <inheritdoc/>
    public override string ToString() => $"SinusoidalPositions({width})";
}
