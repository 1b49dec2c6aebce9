using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// decode(z), z = μ(x) + σ(x) ε with ε of the standard normal distribution: the code of x is a distribution, q(z | x) = N(μ, σ²), kept near N(0, 1) by
/// the loss. In inference z = μ, and <see cref="MonteCarlo.Predict"/> draws as in training.
/// </summary>
/// <remarks>
/// Kingma and Welling 2014. That z is a function of μ, σ and of random numbers that depend on neither, the reparameterisation trick of section 2.4,
/// is what lets derivatives come back through it.
/// </remarks>
public sealed class VariationalAutoencoder<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>An encoder with its decoder.</summary>
    /// <param name="encoder">From x to [batch, 2 · code]: μ, then log σ².</param>
    /// <param name="decoder">From z, of shape [batch, code], to what should be x.</param>
    public VariationalAutoencoder(ILayer<T> encoder, ILayer<T> decoder)
    {
        Encoder = AddLayer("encoder", encoder);
        Decoder = AddLayer("decoder", decoder);
    }

    /// <summary>An encoder with its decoder, each of layers one after the other.</summary>
    /// <param name="encoder">From x to [batch, 2 · code]: μ, then log σ².</param>
    /// <param name="decoder">From z, of shape [batch, code], to what should be x.</param>
    public VariationalAutoencoder(Sequential<T> encoder, Sequential<T> decoder) : this((ILayer<T>)encoder, decoder)
    {
    }

    /// <summary>From x to [batch, 2 · code]: μ, then log σ².</summary>
    public ILayer<T> Encoder { get; }

    /// <summary>From z to what should be x. Of z drawn from the standard normal distribution it makes new examples.</summary>
    public ILayer<T> Decoder { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(Decoder.Forward(Draw(Encode(x, context), context), context));
    }

    /// <summary>The distribution of the code of each example.</summary>
    /// <param name="x">The examples.</param>
    /// <param name="context">Training or inference.</param>
    /// <returns>μ and log σ², each of shape [batch, code].</returns>
    /// <exception cref="InvalidOperationException">The encoder does not give an even number of features.</exception>
    public (Tensor<T> Mean, Tensor<T> LogVariance) Encode(Tensor<T> x, ForwardContext context)
    {
        var code = Encoder.Forward(x, context);
        if (code.Rank == 0 || code.Shape[^1] % 2 != 0)
        {
            throw new InvalidOperationException($"The encoder made the shape {code.Shape}, of which μ and log σ² cannot be halves. Let it give twice as many features as the code has.");
        }

        int half = code.Shape[^1] / 2;
        return (code.Slice(-1, ..half), code.Slice(-1, half..));
    }

    /// <summary>log p(x) ≥ E[log p(x | z)] - KL(q(z | x) ‖ N(0, 1)): the evidence lower bound for each example, with one z drawn for the expectation.</summary>
    /// <remarks>The loss to minimise is minus its mean.</remarks>
    /// <param name="x">The examples.</param>
    /// <param name="logLikelihood">
    /// log p(x | z), of the output of the decoder and x, of shape [batch]: summed over the elements of an example, since their mean would let the
    /// divergence weigh too much.
    /// </param>
    /// <param name="context">Training or inference, and where ε comes from.</param>
    /// <returns>The bounds, of shape [batch].</returns>
    /// <exception cref="ArgumentException">The likelihoods have not the shape [batch].</exception>
    public Tensor<T> EvidenceLowerBound(Tensor<T> x, Func<Tensor<T>, Tensor<T>, Tensor<T>> logLikelihood, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(logLikelihood);
        var code = Encode(x, context);
        var divergence = VariationalAutoencoder.Divergence(code.Mean, code.LogVariance);
        var likelihood = logLikelihood(Decoder.Forward(Draw(code, context), context), x);
        return likelihood.Shape == divergence.Shape
            ? likelihood - divergence
            : throw new ArgumentException($"The likelihoods have the shape {likelihood.Shape}, and the divergences {divergence.Shape}. Sum the likelihoods over all axes of an example.", nameof(logLikelihood));
    }

    /// <inheritdoc/>
    public override string ToString() => $"VariationalAutoencoder({Encoder}, {Decoder})";

    private static Tensor<T> Draw((Tensor<T> Mean, Tensor<T> LogVariance) code, ForwardContext context)
    {
        var (mean, logVariance) = code;
        return context.IsNoisy
            ? mean + ((logVariance * T.CreateChecked(0.5)).Exp() * mean.NormalBeside(mean.Shape, context.Random))
            : mean;
    }
}

/// <summary>What is known of normal distributions of codes.</summary>
public static class VariationalAutoencoder
{
    /// <summary>
    /// KL(N(μ, σ²) ‖ N(0, 1)) = -½ Σ (1 + log σ² - μ² - σ²) over the last axis, in nats. Kingma and Welling 2014, appendix B.
    /// </summary>
    /// <param name="mean">μ, of shape [..., code].</param>
    /// <param name="logVariance">log σ², of the same shape.</param>
    /// <returns>Of shape [...].</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> Divergence<T>(Tensor<T> mean, Tensor<T> logVariance) where T : IFloatingPointIeee754<T> => mean.Shape == logVariance.Shape
        ? (mean.Square() + logVariance.ExpM1() - logVariance).Sum(-1) * T.CreateChecked(0.5)
        : throw new ArgumentException($"The means have the shape {mean.Shape}, and the logarithms of the variances {logVariance.Shape}. Give both in one shape.", nameof(logVariance));
}
