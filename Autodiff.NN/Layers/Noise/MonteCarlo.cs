using System.Numerics;

namespace Autodiff.NN;

/// <summary>Predictions with their uncertainty, by what is random in a network.</summary>
public static class MonteCarlo
{
    /// <summary>
    /// The mean and the standard deviation √(Σ (yᵢ - mean)² / samples) of outputs under dropout (Gal and Ghahramani 2016, Dropout as a Bayesian
    /// approximation). Batch normalization uses its running statistics and leaves them as they are: <see cref="ForwardContext.MonteCarlo"/>.
    /// </summary>
    /// <remarks>The deviation is that of the model: the paper adds the variance of the noise in the data, 1/τ. Nothing is recorded.</remarks>
    /// <param name="layer">A network with dropout; without, the deviation is 0.</param>
    /// <param name="x">The input.</param>
    /// <param name="samples">The number of outputs, 2 or more.</param>
    /// <param name="random">Where the layers draw from.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two samples.</exception>
    public static (Tensor<T> Mean, Tensor<T> StandardDeviation) Predict<T>(ILayer<T> layer, Tensor<T> x, int samples, Random random)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        var context = ForwardContext.MonteCarlo(random);
        var plain = x.ToPlain();
        var mean = layer.Forward(plain, context);
        var squares = Tensor.Zeros<T>(mean.Shape);

        // Welford 1962: the difference of a mean square and a squared mean would lose the digits of small deviations.
        for (int count = 2; count <= samples; count++)
        {
            var y = layer.Forward(plain, context);
            var change = y - mean;
            mean += change / T.CreateChecked(count);
            squares += change * (y - mean);
        }

        return (mean, (squares / T.CreateChecked(samples)).Sqrt());
    }
}
