using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// γ (x - mean) / √(variance + ε) + β, with the mean and the variance Σ (x - mean)² / m over the last axes of each example (Ba, Kiros and
/// Hinton 2016). Does not mix examples, so training and inference are alike; of sequences [batch, time, features] with the shape [features],
/// each time is an example.
/// </summary>
/// <remarks>ε is 1e-5, as in PyTorch; Keras has 1e-3. PyTorch calls γ and β weight and bias.</remarks>
public sealed class LayerNorm<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int[] axes;
    private readonly T epsilon;

    /// <summary>Layer normalization.</summary>
    /// <param name="shape">The lengths of the last axes, which are normalized together: [features] for the last axis alone.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <exception cref="ArgumentException">The shape has no axes or no elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative or not finite.</exception>
    public LayerNorm(Shape shape, double epsilon = 1e-5)
    {
        axes = Standardization.LastAxes(shape);
        Hyperparameter.RequireNotNegative(epsilon);
        this.epsilon = T.CreateChecked(epsilon);
        Gamma = AddParameter("gamma", Tensor.Ones<T>(shape));
        Beta = AddParameter("beta", Tensor.Zeros<T>(shape));
    }

    /// <summary>Layer normalization of the last axis.</summary>
    /// <param name="features">The length of the last axis.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of features is not positive, or ε negative or not finite.</exception>
    public LayerNorm(int features, double epsilon = 1e-5) : this(Standardization.LastAxis(features), epsilon)
    {
    }

    /// <summary>γ, of the shape that is normalized; starts as 1.</summary>
    public Parameter<T> Gamma { get; }

    /// <summary>β, of the shape that is normalized; starts as 0.</summary>
    public Parameter<T> Beta { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (!x.Shape.EndsWith(Gamma.Shape))
        {
            throw Misfit(x, $"[..., {string.Join(", ", Gamma.Shape)}]");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x.Standardize(axes, epsilon).MultiplyAdd(Gamma, Beta));
    }

    /// <inheritdoc/>
    public override string ToString() => $"LayerNorm({Gamma.Shape})";
}
