using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// x where x &gt; 0, else a x: in training a is drawn from U(least, greatest) for each element anew, in inference it is their mean,
/// by default 11/48 (Xu et al. 2015).
/// </summary>
/// <remarks>
/// The convention is that of PyTorch, a slope a ~ U(1/8, 1/3). The paper draws a divisor, x/a with a ~ U(3, 8), and divides by its mean, 5.5, in
/// inference, which is the slope 0.1818 against 0.2292 here.
/// </remarks>
public sealed class RRelu<T> : Layer<T>, IActivation where T : IFloatingPointIeee754<T>
{
    private readonly T least;
    private readonly T width;
    private readonly T mean;

    /// <summary>A random slope.</summary>
    /// <param name="least">The least slope.</param>
    /// <param name="greatest">The greatest slope.</param>
    /// <exception cref="ArgumentOutOfRangeException">A slope is not finite, or the greatest is below the least.</exception>
    public RRelu(double least = 1.0 / 8, double greatest = 1.0 / 3)
    {
        Hyperparameter.Require(double.IsFinite(least), least, nameof(least), "finite");
        Hyperparameter.Require(double.IsFinite(greatest) && greatest >= least, greatest, nameof(greatest), "finite, and not below the least slope");
        this.least = T.CreateChecked(least);
        width = T.CreateChecked(greatest - least);
        mean = T.CreateChecked((least + greatest) / 2);
    }

    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.LeakyHeUniform(double.CreateChecked(mean));

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => context.IsNoisy
        ? x.LeakyRelu((x.UniformBeside(x.Shape, context.Random) * width) + least)
        : x.LeakyRelu(mean);
}
