using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// γ (x - mean) / √(variance + ε) + β of [batch, channels, ...], with the mean and the variance Σ (x - mean)² / m over each group of adjacent
/// channels of an example, and γ and β by channel (Wu and He 2018). Does not mix examples, so training and inference are alike. One group is
/// layer normalization of images; as many groups as channels is <see cref="InstanceNorm{T}"/>.
/// </summary>
/// <remarks>ε is 1e-5, as in PyTorch; Keras has 1e-3. PyTorch calls γ and β weight and bias.</remarks>
public sealed class GroupNorm<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int groups;
    private readonly T epsilon;

    /// <summary>Group normalization.</summary>
    /// <param name="groups">The number of groups.</param>
    /// <param name="channels">The length of axis 1, a multiple of the number of groups.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <exception cref="ArgumentException">The channels do not make groups of equal size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or ε negative or not finite.</exception>
    public GroupNorm(int groups, int channels, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Hyperparameter.RequireNotNegative(epsilon);
        if (channels % groups != 0)
        {
            throw new ArgumentException($"{channels} channels do not make {groups} groups of equal size. Give a number of groups that divides the channels.", nameof(groups));
        }

        (this.groups, this.epsilon) = (groups, T.CreateChecked(epsilon));
        Gamma = AddParameter("gamma", Tensor.Ones<T>([channels]));
        Beta = AddParameter("beta", Tensor.Zeros<T>([channels]));
    }

    /// <summary>γ, of shape [channels]; starts as 1.</summary>
    public Parameter<T> Gamma { get; }

    /// <summary>β, of shape [channels]; starts as 0.</summary>
    public Parameter<T> Beta { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank < 2 || x.Shape[1] != Gamma.Count)
        {
            throw Misfit(x, $"[batch, {Gamma.Count}, ...]");
        }

        int size = Standardization.CountOfExample(x.Shape) / groups;
        if (size <= 1)
        {
            throw Misfit(x, "more than one value a group, for the variance of one is 0: take fewer groups");
        }

        using var attempt = Attempt<T>.On(x);
        var grouped = x.Reshape([x.Shape[0], groups, size]);
        return attempt.Done(grouped.Standardize([2], epsilon).Reshape(x.Shape).ScaledByChannel(Gamma, Beta));
    }

    /// <inheritdoc/>
    public override string ToString() => $"GroupNorm({groups}, {Gamma.Count})";
}
