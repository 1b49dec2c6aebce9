using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// (x - mean) / √(variance + ε) of [batch, channels, ...], with the mean and the variance Σ (x - mean)² / m over each channel of an example
/// (Ulyanov, Vedaldi and Lempitsky 2016); then γ and β by channel, if asked for. Does not mix examples, so training and inference are alike.
/// </summary>
/// <remarks>As in PyTorch, ε is 1e-5, and there are no γ and β unless asked for; no running statistics are kept.</remarks>
public sealed class InstanceNorm<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int channels;
    private readonly T epsilon;

    /// <summary>Instance normalization.</summary>
    /// <param name="channels">The length of axis 1.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="isAffine">True to scale by γ and shift by β.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of channels is not positive, or ε negative or not finite.</exception>
    public InstanceNorm(int channels, double epsilon = 1e-5, bool isAffine = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Hyperparameter.RequireNotNegative(epsilon);
        (this.channels, this.epsilon) = (channels, T.CreateChecked(epsilon));
        if (isAffine)
        {
            Gamma = AddParameter("gamma", Tensor.Ones<T>([channels]));
            Beta = AddParameter("beta", Tensor.Zeros<T>([channels]));
        }
    }

    /// <summary>γ, of shape [channels]; starts as 1. Null when the layer has none.</summary>
    public Parameter<T>? Gamma { get; }

    /// <summary>β, of shape [channels]; starts as 0. Null when the layer has none.</summary>
    public Parameter<T>? Beta { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank < 3 || x.Shape[1] != channels)
        {
            throw Misfit(x, $"[batch, {channels}, length] or [batch, {channels}, height, width]");
        }

        if (Standardization.CountOfExample(x.Shape) <= channels)
        {
            throw Misfit(x, "more than one value a channel, for the variance of one is 0");
        }

        Span<int> axes = stackalloc int[x.Rank - 2];
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = i + 2;
        }

        using var attempt = Attempt<T>.On(x);
        var standardized = x.Standardize(axes, epsilon);
        return attempt.Done(Gamma is null || Beta is null ? standardized : standardized.ScaledByChannel(Gamma, Beta));
    }

    /// <inheritdoc/>
    public override string ToString() => $"InstanceNorm({channels})";
}
