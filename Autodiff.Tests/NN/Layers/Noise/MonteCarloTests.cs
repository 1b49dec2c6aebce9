using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MonteCarloTests
{
    private readonly Random random = new(8);

    [Test]
    public void Mean_and_deviation_are_those_of_the_outputs()
    {
        Sequential<double> network = [new Dense<double>(3, 8, random), new Tanh<double>(), new Dropout<double>(0.5), new Dense<double>(8, 2, random)];
        var x = Tensor.Normal<double>([4, 3], random);
        var (mean, deviation) = MonteCarlo.Predict(network, x, samples: 7, new Random(1));

        var context = ForwardContext.MonteCarlo(new Random(1));
        var outputs = Enumerable.Range(0, 7).Select(_ => network.Forward(x, context).ToArray()).ToArray();
        for (int i = 0; i < 8; i++)
        {
            double expected = outputs.Average(y => y[i]);
            Assert.That(mean.ToArray()[i], Is.EqualTo(expected).Within(1e-14));
            Assert.That(deviation.ToArray()[i], Is.EqualTo(Math.Sqrt(outputs.Average(y => Math.Pow(y[i] - expected, 2)))).Within(1e-14));
        }
    }

    [Test]
    public void Of_a_linear_layer_under_dropout_both_are_known()
    {
        // y = Σ wᵢ xᵢ mᵢ / keep has the mean Σ wᵢ xᵢ and the variance Σ (wᵢ xᵢ)² rate / keep.
        const int samples = 4000;
        var dense = new Dense<double>(5, 1, random, hasBias: false);
        Sequential<double> network = [new Dropout<double>(0.2), dense];
        var x = Tensor.Normal<double>([1, 5], random);
        var terms = x.ToArray().Zip(dense.Weight.Value.ToArray(), (a, b) => a * b).ToArray();
        double deviation = Math.Sqrt(terms.Sum(term => term * term) * 0.25);
        var actual = MonteCarlo.Predict(network, x, samples, new Random(1));
        Assert.That(actual.Mean.Value, Is.EqualTo(terms.Sum()).Within(4 * deviation / Math.Sqrt(samples)));

        // The kurtosis of a mask of keep 0.8 is 3.25 and that of the sum no greater: a standard error of ½ √(2.25 / samples) of the deviation.
        Assert.That(actual.StandardDeviation.Value, Is.EqualTo(deviation).Within(4 * deviation * 0.75 / Math.Sqrt(samples)));
    }

    [Test]
    public void Batch_norm_stays_as_it_is_and_without_dropout_there_is_no_deviation()
    {
        var norm = new BatchNorm<double>(3);
        _ = norm.Forward(Tensor.Normal<double>([8, 3], random, 2, 3), ForwardContext.Training());
        var (mean, variance) = (norm.RunningMean.Value, norm.RunningVariance.Value);
        var x = Tensor.Normal<double>([4, 3], random);
        var actual = MonteCarlo.Predict(norm, x, samples: 5, random);
        Assert.Multiple(() =>
        {
            Assert.That(actual.Mean, Is.EqualTo(norm.Forward(x)));
            Assert.That(actual.StandardDeviation.ToArray(), Is.All.Zero);
            Assert.That(norm.RunningMean.Value, Is.EqualTo(mean));
            Assert.That(norm.RunningVariance.Value, Is.EqualTo(variance));
        });
    }

    [Test]
    public void Nothing_is_recorded_of_an_input_on_a_tape()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Normal<double>([4, 3], random));
        int count = tape.Count;
        Assert.That(MonteCarlo.Predict(new Dropout<double>(0.5), x, samples: 3, random).Mean.Tape, Is.Null);
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    // z = σ ε with σ = 3, whose decoder is the identity; four standard errors of a deviation, σ/√(2n).
    [Test]
    public void The_codes_of_a_variational_autoencoder_are_drawn()
    {
        var identity = new Lambda<double>(x => x);
        var model = new VariationalAutoencoder<double>(identity, identity);
        var actual = MonteCarlo.Predict(model, Tensor.Of(new[,] { { 0, 2 * Math.Log(3) } }), samples: 5000, random);
        Assert.That(actual.StandardDeviation.Value, Is.EqualTo(3).Within(4 * 3 / Math.Sqrt(10_000)));
    }

    [Test]
    public void One_sample_has_no_deviation() =>
        Assert.That(() => MonteCarlo.Predict(new Dropout<double>(0.5), Tensor.Ones<double>([3]), 1, random), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
