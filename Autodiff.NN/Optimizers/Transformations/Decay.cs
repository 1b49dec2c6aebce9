using System.Numerics;

namespace Autodiff.NN;

/// <summary>g ← g + λ sign w: the gradient of the loss + λ Σ |w|.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="OfVectors">True to include vectors, which are biases and scales as a rule.</param>
public sealed record L1Decay(double Lambda, bool OfVectors = false) : IGradientTransformation
{
    /// <summary>λ.</summary>
    public double Lambda { get; } = DecayErrors.Checked(Lambda);

    /// <inheritdoc/>
    public void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            if (OfVectors || weights[i].Rank > 1)
            {
                gradients[i] += T.CreateChecked(Lambda) * weights[i].Sign();
            }
        }
    }
}

/// <summary>g ← g + 2 λ w: the gradient of the loss + λ Σ w².</summary>
/// <remarks>
/// Keras' l2 is the same; the weight decay of PyTorch's optimizers adds λ w, that is half. Optimizers that divide by the size of gradients divide
/// this too; <see cref="Optimizer{T}.WeightDecay"/> is decoupled from the gradient (Loshchilov and Hutter 2019).
/// </remarks>
/// <param name="Lambda">λ.</param>
/// <param name="OfVectors">True to include vectors, which are biases and scales as a rule.</param>
public sealed record L2Decay(double Lambda, bool OfVectors = false) : IGradientTransformation
{
    /// <summary>λ.</summary>
    public double Lambda { get; } = DecayErrors.Checked(Lambda);

    /// <inheritdoc/>
    public void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            if (OfVectors || weights[i].Rank > 1)
            {
                gradients[i] += T.CreateChecked(2 * Lambda) * weights[i];
            }
        }
    }
}

internal static class DecayErrors
{
    public static double Checked(double lambda)
    {
        Hyperparameter.RequireNotNegative(lambda, "Lambda");
        return lambda;
    }
}
