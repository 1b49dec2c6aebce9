using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DropoutTests
{
    private const int Count = 40_000;

    private readonly Tape<double> tape = new();
    private readonly ForwardContext training = ForwardContext.Training(new Random(2));

    [Test]
    public void Elements_are_0_or_scaled_and_the_mean_is_kept([Values(0.1, 0.5, 0.8)] double rate)
    {
        var y = new Dropout<double>(rate).Forward(Tensor.Ones<double>([Count]), training).ToArray();
        double keep = 1 - rate;
        Assert.Multiple(() =>
        {
            Assert.That(y.Distinct().Order(), Is.EqualTo([0, 1 / keep]).Within(1e-15));
            Assert.That(y.Count(number => number == 0) / (double)Count, Is.EqualTo(rate).Within(4 * Math.Sqrt(rate * keep / Count)));
            Assert.That(y.Average(), Is.EqualTo(1).Within(4 * Math.Sqrt(rate / keep / Count)));
        });
    }

    [Test]
    public void The_gradient_is_the_mask_by_the_probability_of_keeping()
    {
        var x = tape.Input(Tensor.Normal<double>([50, 4], new Random(1)));
        var y = new Dropout<double>(0.3).Forward(x, training);
        var expected = x.ToArray().Zip(y.ToArray(), (before, after) => after == 0 ? 0 : 1 / 0.7);
        Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo(expected).Within(1e-15));
    }

    [Test]
    public void Rate_0_and_inference_record_nothing_and_rate_1_leaves_zeros()
    {
        var x = tape.Input(Tensor.Normal<double>([5, 4], new Random(1)));
        int count = tape.Count;
        foreach (Layer<double> layer in new Layer<double>[] { new Dropout<double>(0), new SpatialDropout<double>(0), new AlphaDropout<double>(0), new GaussianDropout<double>(0), new GaussianNoise<double>(0) })
        {
            Assert.That(layer.Forward(x, ForwardContext.Training()), Is.EqualTo(x), $"{layer}");
        }

        foreach (Layer<double> layer in new Layer<double>[] { new Dropout<double>(0.5), new SpatialDropout<double>(0.5), new AlphaDropout<double>(0.5), new GaussianDropout<double>(0.5), new GaussianNoise<double>(0.5) })
        {
            Assert.That(layer.Forward(x), Is.EqualTo(x), $"{layer}");
        }

        Assert.That(tape.Count, Is.EqualTo(count));
        foreach (Layer<double> layer in new Layer<double>[] { new Dropout<double>(1), new SpatialDropout<double>(1), new AlphaDropout<double>(1) })
        {
            Assert.That(layer.Forward(x, training).ToArray(), Is.All.Zero, $"{layer}");
        }
    }

    [Test]
    public void The_mean_over_all_masks_of_a_linear_network_is_its_inference()
    {
        // 2⁴ thinned networks, equally likely at rate ½: those that 400 passes came upon are all of them, and each is counted once.
        var random = new Random(4);
        var (dropout, output) = (new Dropout<double>(0.5), new Dense<double>(4, 2, random));
        var x = Tensor.Uniform<double>([1, 4], random, 1, 2);
        var outputs = new Dictionary<int, double[]>();
        for (int pass = 0; pass < 400; pass++)
        {
            var thinned = dropout.Forward(x, training);
            int mask = Enumerable.Range(0, 4).Sum(i => thinned.ValueAt(0, i) == 0 ? 0 : 1 << i);
            outputs[mask] = output.Forward(thinned).ToArray();
        }

        Assert.That(outputs, Has.Count.EqualTo(16));
        double[] mean = [outputs.Values.Average(its => its[0]), outputs.Values.Average(its => its[1])];
        Assert.That(mean, Is.EqualTo(output.Forward(dropout.Forward(x)).ToArray()).Within(1e-14));
    }

    [Test]
    public void Spatial_dropout_drops_whole_channels()
    {
        var images = new SpatialDropout<double>(0.4).Forward(Tensor.Ones<double>([60, 50, 2, 3]), training).ToArray();
        var channels = images.Chunk(6).ToArray();
        Assert.That(channels.All(its => its.Distinct().Count() == 1));
        Assert.That(channels.Count(its => its[0] == 0) / 3000.0, Is.EqualTo(0.4).Within(4 * Math.Sqrt(0.24 / 3000)));
        Assert.That(channels.Where(its => its[0] != 0).Select(its => its[0]), Is.All.EqualTo(1 / 0.6).Within(1e-15));

        var sequences = new SpatialDropout<double>(0.4, axis: -1).Forward(Tensor.Ones<double>([3, 7, 20]), training);
        Assert.That(sequences[.., 1..], Is.EqualTo(sequences[.., ..^1]), "the same at all times");
        Assert.That(sequences[0, ..], Is.Not.EqualTo(sequences[1, ..]), "not in all examples");
    }

    [Test]
    public void Alpha_dropout_keeps_mean_0_and_variance_1([Values(0.05, 0.3, 0.8)] double rate)
    {
        var x = Tensor.Normal<double>([Count], new Random(6));
        var y = new AlphaDropout<double>(rate).Forward(x, training).ToArray();

        // Standard errors of the mean and of the variance, the latter by the fourth moment of what came out.
        double mean = y.Average();
        double variance = y.Average(number => number * number);
        double fourth = y.Average(number => Math.Pow(number, 4));
        Assert.That(mean, Is.Zero.Within(4 / Math.Sqrt(Count)));
        Assert.That(variance, Is.EqualTo(1).Within(4 * Math.Sqrt((fourth - 1) / Count)));
    }

    [Test]
    public void Alpha_dropout_sets_to_where_selu_falls()
    {
        // q = ½ by hand: λα = 1.7580993408473766, a = (½ + ¼ (λα)²)^(-½), dropped: a (½ λα - λα).
        var y = new AlphaDropout<double>(0.5).Forward(Tensor.Zeros<double>([100]), training).ToArray();
        const double depth = 1.7580993408473766;
        double a = 1 / Math.Sqrt(0.5 + (0.25 * depth * depth));
        Assert.That(y.Distinct().Order(), Is.EqualTo([-0.5 * a * depth, 0.5 * a * depth]).Within(1e-14));
    }

    [Test]
    public void Gaussian_noise_has_its_deviation()
    {
        var y = new GaussianNoise<double>(0.25).Forward(Tensor.Full<double>([Count], 3), training).ToArray();
        AssertMoments(y, 3, 0.25);
    }

    [Test]
    public void Gaussian_dropout_has_the_moments_of_dropout()
    {
        var y = new GaussianDropout<double>(0.2).Forward(Tensor.Full<double>([Count], 3), training).ToArray();
        AssertMoments(y, 3, 3 * Math.Sqrt(0.2 / 0.8));
    }

    [Test]
    public void A_source_of_random_numbers_is_asked_for_before_anything_is_recorded()
    {
        var x = tape.Input(Tensor.Ones<double>([3, 2]));
        int count = tape.Count;
        Assert.That(() => new Dropout<double>(0.5).Forward(x, ForwardContext.Training()), Throws.InvalidOperationException.With.Message.Contains("new Random(seed)"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void A_context_that_is_missing_is_named() =>
        Assert.That(() => new Dropout<double>(0.5).Forward(Tensor.Ones<double>([3]), null!), Throws.ArgumentNullException.With.Message.Contains("context"));

    [Test]
    public void Wrong_rates_are_refused([Values(-0.1, 1.1, double.NaN)] double rate) => Assert.Multiple(() =>
    {
        Assert.That(() => new Dropout<double>(rate), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SpatialDropout<double>(rate), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new AlphaDropout<double>(rate), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GaussianDropout<double>(rate), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GaussianDropout<double>(1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("less than 1"));
        Assert.That(() => new GaussianNoise<double>(double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SpatialDropout<double>(0.5, axis: -2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GaussianNoise<double>(-0.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SpatialDropout<double>(0.5, axis: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    private static void AssertMoments(double[] y, double mean, double deviation)
    {
        double variance = y.Average(number => (number - mean) * (number - mean));
        Assert.That(y.Average(), Is.EqualTo(mean).Within(4 * deviation / Math.Sqrt(Count)));
        Assert.That(variance, Is.EqualTo(deviation * deviation).Within(4 * deviation * deviation * Math.Sqrt(2.0 / Count)));
    }
}
