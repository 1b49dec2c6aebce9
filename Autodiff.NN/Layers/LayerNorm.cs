using System.Numerics;

namespace Autodiff.NN;

/// <summary>γ (x - μ) / √(σ² + ε) + β with the mean μ and the biased variance σ² over the last axis (Ba, Kiros and Hinton 2016).</summary>
public sealed class LayerNorm<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly T epsilon;

    /// <summary>A layer that normalises each place by itself.</summary>
    /// <param name="features">The length of the last axis.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive, or ε is negative.</exception>
    public LayerNorm(int features, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        this.epsilon = T.CreateChecked(epsilon);
        Weight = AddParameter("weight", Tensor.Ones<T>(features));
        Bias = AddParameter("bias", Tensor.Zeros<T>(features));
    }

    /// <summary>γ, of shape [features].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>β, of shape [features].</summary>
    public Parameter<T> Bias { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank == 0 || x.Shape[^1] != Weight.Count)
        {
            throw Misfit(x, $"[..., {Weight.Count}]");
        }

        var (mean, variance) = x.MeanAndVariance(-1, keepAxes: true);
        return ((x - mean) / (variance + epsilon).Sqrt() * Weight) + Bias;
    }

    /// <inheritdoc/>
    public override string ToString() => $"LayerNorm({Weight.Count})";
}
