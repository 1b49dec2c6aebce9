using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// g x / √(mean of x² + ε) over the last axes of each example: layer normalization without the mean and the shift (Zhang and Sennrich 2019,
/// Root mean square layer normalization). Training and inference are alike.
/// </summary>
/// <remarks>ε is 1e-6, as in Keras; PyTorch takes the distance from 1 to the next number of the type when none is given.</remarks>
public sealed class RmsNorm<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int[] axes;
    private readonly T epsilon;

    /// <summary>Root mean square normalization.</summary>
    /// <param name="shape">The lengths of the last axes, which are normalized together: [features] for the last axis alone.</param>
    /// <param name="epsilon">ε, added to the mean square.</param>
    /// <exception cref="ArgumentException">The shape has no axes or no elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative or not finite.</exception>
    public RmsNorm(Shape shape, double epsilon = 1e-6)
    {
        axes = Standardization.LastAxes(shape);
        Hyperparameter.RequireNotNegative(epsilon);
        this.epsilon = T.CreateChecked(epsilon);
        Gain = AddParameter("gain", Tensor.Ones<T>(shape));
    }

    /// <summary>Root mean square normalization of the last axis.</summary>
    /// <param name="features">The length of the last axis.</param>
    /// <param name="epsilon">ε, added to the mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of features is not positive, or ε negative or not finite.</exception>
    public RmsNorm(int features, double epsilon = 1e-6) : this(Standardization.LastAxis(features), epsilon)
    {
    }

    /// <summary>g, of the shape that is normalized; starts as 1.</summary>
    public Parameter<T> Gain { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (!x.Shape.EndsWith(Gain.Shape))
        {
            throw Misfit(x, $"[..., {string.Join(", ", Gain.Shape)}]");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x.OverRootMeanSquare(axes, epsilon) * Gain);
    }

    /// <inheritdoc/>
    public override string ToString() => $"RmsNorm({Gain.Shape})";
}
