using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Autoencoders: what they learn, and the formulas of the variational one against integrals.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AutoencoderTests
{
    private const int Seed = 3;

    private readonly Sequential<double> identity = [];

    // Rumelhart, Hinton and Williams 1986: eight patterns with one 1 each pass through three units, which take on a binary code.
    [Test]
    public void Eight_patterns_pass_through_three_units()
    {
        var random = new Random(Seed);
        var model = new Autoencoder<double>(new Dense<double>(8, 3, random, new Tanh<double>()), new Dense<double>(3, 8, random));
        var optimizer = new Adam(0.05).For(model.Parameters);
        var patterns = Tensor.Identity<double>(8);
        var tape = new Tape<double>();
        double Error() => (model.Forward(patterns).Sigmoid() - patterns).Abs().Max().Value;
        Assert.That(Error(), Is.GreaterThan(0.4));
        for (int i = 0; i < 2000; i++)
        {
            tape.Reset();
            var logits = model.Forward(tape.Constant(patterns), ForwardContext.Training());
            optimizer.Update(tape.Gradient((logits.Softplus() - (logits * patterns)).Mean()));
        }

        Assert.That(Error(), Is.InRange(0.0, 0.05));
        Assert.That(model.Encoder.Forward(patterns).Shape, Is.EqualTo(Shape.Of(8, 3)));
    }

    [TestCase(0, 1)]
    [TestCase(0.7, 1)]
    [TestCase(0, 0.3)]
    [TestCase(-1.2, 1.8)]
    public void The_divergence_is_the_integral(double mean, double deviation)
    {
        static double Log(double z, double mean, double deviation) =>
            (-0.5 * Math.Pow((z - mean) / deviation, 2)) - Math.Log(deviation) - (0.5 * Math.Log(Math.Tau));
        double integral = 0;
        const double Width = 1e-3;
        for (double z = -20; z <= 20; z += Width)
        {
            double log = Log(z, mean, deviation);
            integral += Math.Exp(log) * (log - Log(z, 0, 1)) * Width;
        }

        double logVariance = 2 * Math.Log(deviation);
        var divergence = VariationalAutoencoder.Divergence(Tensor.Of(new[,] { { mean, 0 } }), Tensor.Of(new[,] { { logVariance, 0 } }));
        Assert.That(divergence.Shape, Is.EqualTo(Shape.Of(1)));
        Assert.That(divergence.ValueAt(0), Is.EqualTo(integral).Within(1e-10));
    }

    [Test]
    public void Divergences_of_independent_codes_add_up()
    {
        var mean = Tensor.Of(new double[,] { { 1, 2 }, { 0, 0 } });
        var logVariance = Tensor.Of(new double[,] { { 0, 0 }, { 1, -1 } });

        // ½ (1 + 4), and ½ (e - 1 - 1) + ½ (1/e + 1 - 1).
        Assert.That(VariationalAutoencoder.Divergence(mean, logVariance).ToArray(), Is.EqualTo([2.5, Math.Cosh(1) - 1]).Within(1e-15));
        Assert.That(() => VariationalAutoencoder.Divergence(mean, logVariance[0, ..]), Throws.ArgumentException);
    }

    [Test]
    public void Codes_are_drawn_from_the_normal_distribution_of_the_encoder()
    {
        const int Count = 20_000;
        var model = new VariationalAutoencoder<double>(identity, identity);
        var x = Tensor.Of(new[,] { { 1.5, -0.5, 2 * Math.Log(0.2), 2 * Math.Log(3.0) } }).Repeat(Count, axis: 0);
        var codes = model.Forward(x, ForwardContext.Training(new Random(Seed)));
        var (mean, variance) = codes.MeanAndVariance(0);

        // Five standard errors: σ/√n of the mean, σ²√(2/n) of the variance.
        foreach (var (column, mu, sigma) in new[] { (0, 1.5, 0.2), (1, -0.5, 3.0) })
        {
            Assert.That(mean.ValueAt(column), Is.EqualTo(mu).Within(5 * sigma / Math.Sqrt(Count)));
            Assert.That(variance.ValueAt(column), Is.EqualTo(sigma * sigma).Within(5 * sigma * sigma * Math.Sqrt(2.0 / Count)));
        }

        Assert.That(model.Forward(x), Is.EqualTo(x.Slice(1, ..2)), "the mean in inference");
    }

    // d/dμ E[z²] = 2μ and d/dlog σ² E[z²] = σ²: the gradient comes back through the draw.
    [Test]
    public void The_gradient_of_an_expectation_is_estimated_without_bias()
    {
        const int Count = 20_000;
        var model = new VariationalAutoencoder<double>(identity, identity);
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(new[,] { { 0.8, 2 * Math.Log(0.5) } }));
        var z = model.Forward(x.Repeat(Count, axis: 0), ForwardContext.Training(new Random(Seed)));
        var gradient = tape.Gradient(z.Square().Mean())[x].ToArray();
        Assert.That(gradient[0], Is.EqualTo(1.6).Within(5 * 2 * 0.5 / Math.Sqrt(Count)));
        Assert.That(gradient[1], Is.EqualTo(0.25).Within(5 * 0.6 / Math.Sqrt(Count)));
    }

    [Test]
    public void The_bound_has_the_gradient_of_differences()
    {
        var random = new Random(Seed);
        var model = new VariationalAutoencoder<double>(new Dense<double>(3, 4, random), new Dense<double>(2, 3, random));
        var x = Tensor.Normal<double>([4, 3], random);
        Tensor<double> Bound(Tensor<double> at) =>
            model.EvidenceLowerBound(at, (y, t) => (y - t).Square().Sum(-1) * -0.5, ForwardContext.Training(new Random(Seed))).Mean();
        var tape = new Tape<double>();
        var gradients = tape.Gradient(Bound(tape.Constant(x)));
        foreach (var parameter in model.Parameters)
        {
            var gradient = gradients[parameter].ToArray();
            for (int i = 0; i < gradient.Length; i++)
            {
                double At(double shift)
                {
                    parameter.Edit()[i] += shift;
                    double bound = Bound(x).Value;
                    parameter.Edit()[i] -= shift;
                    return bound;
                }

                Assert.That(gradient[i], Is.EqualTo((At(1e-5) - At(-1e-5)) / 2e-5).Within(1e-8), $"{parameter.Path}, element {i}");
            }
        }
    }

    // With p(x | z) = N(x; z, 1), p(z) = N(0, 1) and q the true posterior N(x/2, 1/2) the bound is log p(x) = log N(x; 0, 2) on average.
    [Test]
    public void The_bound_is_tight_at_the_true_posterior()
    {
        const int Count = 20_000;
        const double X = 1.3;
        var model = new VariationalAutoencoder<double>(identity, identity);
        var code = Tensor.Of(new[,] { { X / 2, Math.Log(0.5) } }).Repeat(Count, axis: 0);
        var bound = model.EvidenceLowerBound(
            code, (z, _) => ((z - X).Square().Sum(-1) * -0.5) - (0.5 * Math.Log(Math.Tau)), ForwardContext.Training(new Random(Seed)));
        Assert.That(bound.Mean().Value, Is.EqualTo((-X * X / 4) - (0.5 * Math.Log(2 * Math.Tau))).Within(0.02));
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        var x = Tensor.Zeros<double>([4, 3]);
        var odd = new VariationalAutoencoder<double>(identity, identity);
        Assert.That(() => odd.Forward(x), Throws.InvalidOperationException.With.Message.Contains("twice as many features"));
        var even = new VariationalAutoencoder<double>(identity, identity);
        Assert.That(
            () => even.EvidenceLowerBound(Tensor.Zeros<double>([4, 2]), (y, t) => y, ForwardContext.Inference),
            Throws.ArgumentException.With.Message.Contains("Sum the likelihoods"));
    }
}
