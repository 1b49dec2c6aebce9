using System.Numerics;

namespace Autodiff.NN;

// Distributions of whole numbers, whose logarithms are of probabilities. By x, which is a count, the derivative is 0.
public static partial class LogDensity
{
    /// <summary>log σ(z) of x = 1, log(1 - σ(z)) of x = 0, outside else.</summary>
    /// <param name="x">x.</param>
    /// <param name="logit">z; nothing overflows, whatever it is.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Bernoulli<T>(Tensor<T> x, Tensor<T> logit) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, logit);
        (x, logit) = OneTape.Of(x, logit);
        return attempt.Done(Except(NeitherZeroNorOne(x), Tensor.Where(x.EqualTo(T.Zero), (-logit).LogSigmoid(), logit.LogSigmoid()) + Missing(x)));
    }

    /// <summary>log p of x = 1, log(1 - p) of x = 0, outside else. An outcome of probability 0 has -∞, and the derivative 0.</summary>
    /// <param name="x">x.</param>
    /// <param name="probability">p from 0 to 1.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> BernoulliOfProbability<T>(Tensor<T> x, Tensor<T> probability) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, probability);
        (x, probability) = OneTape.Of(x, probability);
        var ofOutcome = Tensor.Where(x.EqualTo(T.Zero), T.One - probability, probability);
        var outside = NeitherZeroNorOne(x).Maximum(ofOutcome.EqualTo(T.Zero));
        return attempt.Done(Except(outside, Within(ofOutcome, outside, 1).Log() + Missing(x)));
    }

    /// <summary>log softmax(z)ₓ.</summary>
    /// <param name="x">The class, a whole number, of shape [...].</param>
    /// <param name="logits">z, of shape [..., classes]. The axes before the last broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Categorical<T>(Tensor<T> x, Tensor<T> logits) where T : IFloatingPointIeee754<T>
    {
        if (logits.Rank == 0)
        {
            throw new ArgumentException($"The logits have the shape {logits.Shape}, and their last axis should be the classes. Give [..., classes].", nameof(logits));
        }

        using var attempt = Attempt<T>.On(logits);
        (x, logits) = OneTape.Of(x.Detach(), logits);
        int classes = logits.Shape[^1];
        var outside = NoCount(x).Maximum(x >= T.CreateChecked(classes));
        var chosen = Within(x, outside.Maximum(x.IsNaN()), 0).OneHot(classes);
        return attempt.Done(Except(outside, Tensor.Where(chosen, logits.LogSoftMax(), T.Zero).Sum(-1) + Missing(x)));
    }

    /// <summary>x log λ - λ - log x!, for x = 0, 1, 2, …</summary>
    /// <param name="x">x.</param>
    /// <param name="rate">λ ≥ 0; of λ = 0, only x = 0 can be.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Poisson<T>(Tensor<T> x, Tensor<T> rate) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(rate);
        (x, rate) = OneTape.Of(x.Detach(), rate);
        var outside = NoCount(x);
        var count = Within(x, outside, 0);
        return attempt.Done(Except(outside.Maximum((x > T.Zero) * rate.EqualTo(T.Zero)), count.XLogY(rate) - rate - (count + T.One).LogGamma()));
    }

    /// <summary>log (n over x) + x log σ(z) + (n - x) log(1 - σ(z)), for x = 0, …, n.</summary>
    /// <param name="x">x.</param>
    /// <param name="trials">n, a whole number, without derivative.</param>
    /// <param name="logit">z, the logit of success.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Binomial<T>(Tensor<T> x, Tensor<T> trials, Tensor<T> logit) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(logit);
        (x, trials, logit) = OneTape.Of(x.Detach(), trials.Detach(), logit);
        var outside = NoCount(x).Maximum(x > trials);
        var (successes, failures) = (Within(x, outside, 0), Within(trials - x, outside, 0));
        var ways = (trials + T.One).LogGamma() - (successes + T.One).LogGamma() - (failures + T.One).LogGamma();
        return attempt.Done(Except(outside, ways + (successes * logit.LogSigmoid()) + (failures * (-logit).LogSigmoid())));
    }

    private static Tensor<T> NeitherZeroNorOne<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        (x < T.Zero).Maximum(x > T.One).Maximum((x > T.Zero) * (x < T.One));

    /// <summary>NaN where x is NaN, else 0: a choice by x would lose it.</summary>
    private static Tensor<T> Missing<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => Tensor.Where(x.IsNaN(), T.NaN, T.Zero);
}
