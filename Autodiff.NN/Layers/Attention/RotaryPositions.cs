using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// Turns each pair of features (2i, 2i + 1) at place t by the angle t b^(-2i/d) (Su et al. 2021). Of queries and keys turned so, a dot product
/// depends on their distance alone.
/// </summary>
/// <remarks>Places count from 0. The pairs are neighbours, as in the paper; some implementations pair feature i with i + d/2, which is another order of the features.</remarks>
public sealed class RotaryPositions<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int width;
    private readonly Tensor<T> frequencies;

    /// <summary>A layer that turns features by their place.</summary>
    /// <param name="width">d, the length of the last axis, even; in attention that of one head.</param>
    /// <param name="base">b, which sets the slowest turn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive and even, or the base is not greater than 0.</exception>
    public RotaryPositions(int width, double @base = 10_000) => (this.width, frequencies) = (width, Places.Frequencies<T>(width, @base));

    /// <summary>The input turned, of shape [..., time, d].</summary>
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank < 2 || x.Shape[^1] != width)
        {
            throw Misfit(x, $"[..., time, {width}]");
        }

        using var attempt = Attempt<T>.On(x);
        var angles = Places.Angles(x, x.Shape[^2], frequencies);
        var (cos, sin) = (angles.Cos(), angles.Sin());
        var (first, second) = (x.Slice(-1, .., 2), x.Slice(-1, 1.., 2));
        return attempt.Done(Tensor.Stack(-1, (first * cos) - (second * sin), (first * sin) + (second * cos)).Reshape(x.Shape));
    }

    /// <inheritdoc/>
    public override string ToString() => $"RotaryPositions({width})";
}
