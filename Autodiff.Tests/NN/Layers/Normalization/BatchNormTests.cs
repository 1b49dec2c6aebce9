using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>The layer against the published figures and against loops over single numbers.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BatchNormTests
{
    private const double Epsilon = 1e-5;

    private static readonly ForwardContext Training = ForwardContext.Training();

    private readonly Tape<double> tape = new();
    private readonly Random random = new(5);

    [Test]
    public void Value_and_gradients_are_the_published_figures()
    {
        var layer = new BatchNorm<double>(1);
        layer.Gamma.Value = Tensor.Of<double>([1], [1.5]);
        layer.Beta.Value = Tensor.Of<double>([1], [-0.25]);
        var x = tape.Input([4, 1], [1, 2, 4, 7]);
        var y = layer.Forward(x, Training);
        var gradient = tape.Gradient(y, Tensor.Of<double>([4, 1], [1, -2, 0.5, 3]));
        Assert.Multiple(() =>
        {
            Assert.That(y.ToArray(), Is.EqualTo([-1.886632618072954, -1.231979570843772, 0.07732652361459072, 2.041285665302135]).Within(1e-12));
            Assert.That(gradient[x].ToArray(), Is.EqualTo([1.122260696648494, -1.192404766614071, -0.2571847916911579, 0.3273288616567346]).Within(1e-12));
            Assert.That(gradient[layer.Gamma].ToArray(), Is.EqualTo([4.909897854218861]).Within(1e-12));
            Assert.That(gradient[layer.Beta].ToArray(), Is.EqualTo([2.5]).Within(1e-12));
        });
    }

    [TestCase(new[] { 6, 3 }, 1)]
    [TestCase(new[] { 6, 3 }, -1)]
    [TestCase(new[] { 4, 3, 5 }, 1)]
    [TestCase(new[] { 4, 5, 3 }, -1)]
    [TestCase(new[] { 4, 5, 3 }, 2)]
    [TestCase(new[] { 2, 3, 4, 2 }, 1)]
    [TestCase(new[] { 2, 3, 2, 2, 2 }, 1)]
    public void Both_modes_are_loops_over_numbers(int[] lengths, int axis)
    {
        var shape = Shape.Of(lengths);
        var x = Tensor.Normal<double>(shape, random, 3, 2);
        var layer = Scaled(new BatchNorm<double>(3, axis: axis));
        var (gamma, beta) = (layer.Gamma.Value.ToArray(), layer.Beta.Value.ToArray());
        var features = FeaturesOf(shape, axis < 0 ? axis + lengths.Length : axis);
        var (mean, variance) = Moments(x.ToArray(), features);

        Assert.That(layer.Forward(x, Training).ToArray(), Is.EqualTo(Normalized(mean, variance)).Within(1e-12));
        double[] runningMean = [.. mean.Select(batch => 0.1 * batch)], runningVariance = [.. variance.Select(batch => 0.9 + (0.1 * batch))];
        Assert.That(layer.RunningMean.Value.ToArray(), Is.EqualTo(runningMean).Within(1e-14));
        Assert.That(layer.RunningVariance.Value.ToArray(), Is.EqualTo(runningVariance).Within(1e-14));
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(Normalized(runningMean, runningVariance)).Within(1e-12));

        double[] Normalized(double[] m, double[] v) =>
            [.. x.ToArray().Zip(features, (number, f) => (gamma[f] * (number - m[f]) / Math.Sqrt(v[f] + Epsilon)) + beta[f])];
    }

    [Test]
    public void Running_statistics_are_a_moving_average([Values(0, 0.6, 1)] double momentum, [Values] bool unbiased, [Values] bool recorded)
    {
        var layer = new BatchNorm<double>(2, momentum, unbiasedRunningVariance: unbiased);
        double[] mean = [0, 0], variance = [1, 1];
        for (int pass = 0; pass < 5; pass++)
        {
            var x = Tensor.Normal<double>([4, 2], random, 1, 2);
            _ = layer.Forward(recorded ? tape.Input(x) : x, Training);
            var batch = Moments(x.ToArray(), FeaturesOf(x.Shape, 1));
            for (int f = 0; f < 2; f++)
            {
                mean[f] = (momentum * mean[f]) + ((1 - momentum) * batch.Mean[f]);
                variance[f] = (momentum * variance[f]) + ((1 - momentum) * batch.Variance[f] * (unbiased ? 4.0 / 3 : 1));
            }
        }

        Assert.That(layer.RunningMean.Value.ToArray(), Is.EqualTo(mean).Within(1e-14));
        Assert.That(layer.RunningVariance.Value.ToArray(), Is.EqualTo(variance).Within(1e-14));
    }

    [Test]
    public void Inference_before_training_takes_mean_0_and_variance_1()
    {
        var x = Tensor.Normal<double>([4, 3], random, 5, 2);
        double[] expected = [.. x.ToArray().Select(number => number / Math.Sqrt(1 + Epsilon))];
        Assert.That(new BatchNorm<double>(3).Forward(x).ToArray(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void In_inference_an_example_does_not_depend_on_its_batch()
    {
        var layer = Scaled(new BatchNorm<double>(3));
        _ = layer.Forward(Tensor.Normal<double>([8, 3], random), Training);
        var x = Tensor.Normal<double>([4, 3], random);
        var other = Tensor.Concat(0, x[0..1], Tensor.Normal<double>([3, 3], random));
        Assert.Multiple(() =>
        {
            Assert.That(layer.Forward(x)[0..1], Is.EqualTo(layer.Forward(x[0..1])));
            Assert.That(layer.Forward(x)[0..1], Is.EqualTo(layer.Forward(other)[0..1]));
            Assert.That(layer.Forward(x, Training)[0..1], Is.Not.EqualTo(layer.Forward(other, Training)[0..1]));
        });
    }

    [Test]
    public void The_running_statistics_have_no_part_in_the_gradient()
    {
        var layer = Scaled(new BatchNorm<double>(3));
        var x = tape.Input(Tensor.Normal<double>([4, 3], random));
        var first = layer.Forward(x, Training);
        var gradients = tape.Gradient(first.Square().Sum());
        Assert.That(gradients.Has(layer.RunningMean) || gradients.Has(layer.RunningVariance), Is.False);

        // A second pass on the same tape sees other statistics and the same batch.
        Assert.That(layer.Forward(x, Training), Is.EqualTo(first));
        Assert.That(tape.Gradient(first.Square().Sum())[x], Is.EqualTo(gradients[x]));
    }

    [Test]
    public void Features_far_from_0_keep_their_digits()
    {
        var layer = new BatchNorm<float>(1);
        float[] near = [1, 2, 4, 7], far = [4001, 4002, 4004, 4007];
        var expected = layer.Forward(Tensor.Of([4, 1], near), Training);
        Assert.That(layer.Forward(Tensor.Of([4, 1], far), Training).ToArray(), Is.EqualTo(expected.ToArray()).Within(1e-6f));
    }

    [Test]
    public void One_value_a_feature_is_an_error_in_training_alone()
    {
        var layer = new BatchNorm<double>(3);
        Assert.Multiple(() =>
        {
            Assert.That(() => layer.Forward(Tensor.Ones<double>([1, 3]), Training), Throws.ArgumentException.With.Message.Contains("[1, 3]"));
            Assert.That(() => layer.Forward(Tensor.Ones<double>([1, 3, 1, 1]), Training), Throws.ArgumentException);
            Assert.That(() => layer.Forward(Tensor.Ones<double>([1, 3, 1, 2]), Training), Throws.Nothing);
            Assert.That(() => layer.Forward(Tensor.Ones<double>([1, 3])), Throws.Nothing);
        });
    }

    [Test]
    public void Wrong_numbers_are_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => new BatchNorm<double>(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, momentum: 1.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, momentum: -0.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, epsilon: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, momentum: -double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, epsilon: double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, axis: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchNorm<double>(3, axis: -7), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    private BatchNorm<double> Scaled(BatchNorm<double> layer)
    {
        layer.Gamma.Value = Tensor.Normal<double>([3], random);
        layer.Beta.Value = Tensor.Normal<double>([3], random);
        return layer;
    }

    /// <summary>For each element in row-major order its index along an axis.</summary>
    private static int[] FeaturesOf(Shape shape, int axis)
    {
        int after = 1;
        foreach (int length in shape.Lengths[(axis + 1)..])
        {
            after *= length;
        }

        return [.. Enumerable.Range(0, shape.ElementCount).Select(place => place / after % shape[axis])];
    }

    private static (double[] Mean, double[] Variance) Moments(double[] x, int[] features)
    {
        var values = Enumerable.Range(0, features.Max() + 1).Select(f => x.Where((_, place) => features[place] == f).ToArray()).ToArray();
        double[] mean = [.. values.Select(its => its.Average())];
        return (mean, [.. values.Select((its, f) => its.Average(number => (number - mean[f]) * (number - mean[f])))]);
    }
}
