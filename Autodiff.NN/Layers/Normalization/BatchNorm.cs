using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// γ (x - mean) / √(variance + ε) + β, feature by feature (Ioffe and Szegedy 2015, algorithm 1): in training with the mean and the variance of
/// the batch, in inference with running ones. Of [batch, features], and of images [batch, channels, height, width], whose channels are the
/// features; with the axis -1, of sequences [batch, time, features].
/// </summary>
/// <remarks>
/// <para>Each training pass, recorded or not, moves the running statistics by itself: running ← momentum · running + (1 - momentum) · batch.
/// They start as mean 0 and variance 1, so that inference before any training gives γ x / √(1 + ε) + β.</para>
/// <para>The momentum is what is kept, as in Keras (0.99 there); PyTorch's momentum of 0.1 is what is taken, 0.9 here. The batch variance is
/// Σ (x - mean)² / m. The running variance is a mean of these, as in Keras; the paper and PyTorch take m / (m - 1) times that, which
/// unbiasedRunningVariance asks for. PyTorch calls γ and β weight and bias, and has a class for each number of axes.</para>
/// <para>To freeze γ and β does not keep the running statistics as they are: <see cref="ForwardContext.Inference"/> and
/// <see cref="ForwardContext.MonteCarlo"/> do.</para>
/// <para>Goes after a dense layer or a convolution, which needs no bias then, and before the activation.</para>
/// </remarks>
public sealed class BatchNorm<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly int features;
    private readonly ChannelAxis axis;
    private readonly bool unbiasedRunningVariance;
    private readonly T kept;
    private readonly T taken;
    private readonly T epsilon;

    /// <summary>Batch normalization.</summary>
    /// <param name="features">The length of the axis of the features.</param>
    /// <param name="momentum">The part of the running statistics that is kept in each training pass, 0 to 1.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <param name="axis">Where the features are: 1, or -1 for the last axis. Not 0, which is the examples.</param>
    /// <param name="unbiasedRunningVariance">True to take m / (m - 1) times the batch variance into the running one, where m values make a mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of features is not positive, the momentum not from 0 to 1, ε negative or not finite, or the axis not 1 or greater or -1.</exception>
    public BatchNorm(int features, double momentum = 0.9, double epsilon = 1e-5, int axis = 1, bool unbiasedRunningVariance = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        Hyperparameter.Require(momentum is >= 0 and <= 1, momentum, nameof(momentum), "the part that is kept, from 0 to 1");
        Hyperparameter.RequireNotNegative(epsilon);
        (this.features, this.axis, this.unbiasedRunningVariance) = (features, new(axis), unbiasedRunningVariance);
        (kept, taken, this.epsilon) = (T.CreateChecked(momentum), T.CreateChecked(1 - momentum), T.CreateChecked(epsilon));
        Gamma = AddParameter("gamma", Tensor.Ones<T>([features]));
        Beta = AddParameter("beta", Tensor.Zeros<T>([features]));
        RunningMean = AddState("running_mean", Tensor.Zeros<T>([features]));
        RunningVariance = AddState("running_variance", Tensor.Ones<T>([features]));
    }

    /// <summary>γ, of shape [features]; starts as 1.</summary>
    public Parameter<T> Gamma { get; }

    /// <summary>β, of shape [features]; starts as 0.</summary>
    public Parameter<T> Beta { get; }

    /// <summary>The mean of each feature that inference subtracts; starts as 0.</summary>
    public Parameter<T> RunningMean { get; }

    /// <summary>The variance of each feature that inference divides by; starts as 1.</summary>
    public Parameter<T> RunningVariance { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The layer does not take an input of this shape, or in training there is but one value a feature, whose variance is 0.</exception>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        int place = axis.In(x.Shape);
        if (place == 0 || x.Shape[place] != features)
        {
            throw Misfit(x, axis.Asked(features));
        }

        if (context.IsTraining && x.Count <= features)
        {
            throw Misfit(x, "more than one value a feature in training, for the variance of one is 0: leave out a last batch of one example");
        }

        Span<int> others = stackalloc int[x.Rank - 1];
        for (int i = 0; i < others.Length; i++)
        {
            others[i] = i < place ? i : i + 1;
        }

        using var attempt = Attempt<T>.On(x);
        var mean = context.IsTraining ? x.Mean(others) : RunningMean.Beside(x);
        var centred = x - axis.Align(mean, x);
        var variance = context.IsTraining ? centred.Square().Mean(others) : RunningVariance.Beside(x);

        // Not x scale + (β - mean scale), which loses the digits of features that lie far from 0.
        var scale = Gamma / (variance + epsilon).Sqrt();
        var y = centred.MultiplyAdd(axis.Align(scale, x), axis.Align(Beta.Beside(x), x));
        if (context.IsTraining)
        {
            Observe(mean.Detach(), variance.Detach(), x.Count / features); // last: of a pass that threw nothing is kept
        }

        return attempt.Done(y);
    }

    /// <inheritdoc/>
    public override string ToString() => $"BatchNorm({features})";

    private void Observe(Tensor<T> mean, Tensor<T> variance, int count)
    {
        if (unbiasedRunningVariance)
        {
            variance *= T.CreateChecked(count / (count - 1.0));
        }

        var nextMean = (RunningMean.Beside(mean) * kept) + (mean * taken);
        var nextVariance = (RunningVariance.Beside(variance) * kept) + (variance * taken);
        RunningMean.Assign(nextMean);
        RunningVariance.Assign(nextVariance);
    }
}
