using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>The norms of single examples against loops over single numbers.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NormalizationTests
{
    private readonly Random random = new(3);

    [TestCase(new[] { 4, 3 }, new[] { 3 })]
    [TestCase(new[] { 2, 5, 3 }, new[] { 3 })]
    [TestCase(new[] { 2, 5, 3 }, new[] { 5, 3 })]
    public void Layer_norm_is_a_loop_over_examples(int[] lengths, int[] normalized)
    {
        var layer = Scaled(new LayerNorm<double>(Shape.Of(normalized)));
        var x = Tensor.Normal<double>(Shape.Of(lengths), random, 3, 2);
        int size = layer.Gamma.Count;
        var (gamma, beta) = (layer.Gamma.Value.ToArray(), layer.Beta.Value.ToArray());
        double[] expected = [.. x.ToArray().Chunk(size).SelectMany(its => Standardized(its).Select((z, i) => (gamma[i] * z) + beta[i]))];
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void A_mean_over_neurons_is_layer_norm_and_not_batch_norm()
    {
        // μ = 1/m Σ z over the m neurons of a layer, one example at a time.
        double[,] z = { { 1, 2, 4 }, { 7, -1, 0 }, { 3, 3, 5 }, { -2, 0, 6 } };
        var expected = new double[4, 3];
        for (int example = 0; example < 4; example++)
        {
            double mean = 0, variance = 0;
            for (int neuron = 0; neuron < 3; neuron++)
            {
                mean += z[example, neuron] / 3;
            }

            for (int neuron = 0; neuron < 3; neuron++)
            {
                variance += (z[example, neuron] - mean) * (z[example, neuron] - mean) / 3;
            }

            for (int neuron = 0; neuron < 3; neuron++)
            {
                expected[example, neuron] = (z[example, neuron] - mean) / Math.Sqrt(variance + 1e-5);
            }
        }

        var x = Tensor.Of<double>([4, 3], [.. z.Cast<double>()]);
        double[] slide = [.. expected.Cast<double>()];
        Assert.That(new LayerNorm<double>([3]).Forward(x).ToArray(), Is.EqualTo(slide).Within(1e-14));
        Assert.That(new BatchNorm<double>(3).Forward(x, ForwardContext.Training()).ToArray(), Is.Not.EqualTo(slide).Within(0.1));
    }

    [Test]
    public void Rms_norm_is_a_loop_over_examples()
    {
        var layer = new RmsNorm<double>([3]);
        layer.Gain.Value = Tensor.Normal<double>([3], random);
        var x = Tensor.Normal<double>([4, 3], random, 3, 2);
        var gain = layer.Gain.Value.ToArray();
        double[] expected = [.. x.ToArray().Chunk(3).SelectMany(its =>
            its.Select((number, i) => gain[i] * number / Math.Sqrt((its.Sum(n => n * n) / 3) + 1e-6)))];
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(expected).Within(1e-12));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void Group_norm_is_a_loop_over_groups(int groups)
    {
        var layer = Scaled(new GroupNorm<double>(groups, 4));
        var x = Tensor.Normal<double>([2, 4, 3, 2], random, 3, 2);
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(ByChannel(x, 24 / groups, layer.Gamma.Value, layer.Beta.Value)).Within(1e-12));
    }

    [Test]
    public void Instance_norm_is_a_loop_over_channels([Values] bool isAffine)
    {
        var layer = new InstanceNorm<double>(4, isAffine: isAffine);
        var (gamma, beta) = (Tensor.Ones<double>([4]), Tensor.Zeros<double>([4]));
        if (isAffine)
        {
            (gamma, beta) = (Tensor.Normal<double>([4], random), Tensor.Normal<double>([4], random));
            (layer.Gamma!.Value, layer.Beta!.Value) = (gamma, beta);
        }

        foreach (Shape shape in new Shape[] { [2, 4, 6], [2, 4, 3, 2] })
        {
            var x = Tensor.Normal<double>(shape, random, 3, 2);
            Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(ByChannel(x, 6, gamma, beta)).Within(1e-12));
        }
    }

    [Test]
    public void Groups_of_one_channel_are_instances()
    {
        var x = Tensor.Normal<double>([2, 4, 3, 2], random);
        var instances = new InstanceNorm<double>(4).Forward(x).ToArray();
        Assert.That(new GroupNorm<double>(4, 4).Forward(x).ToArray(), Is.EqualTo(instances).Within(1e-14));
    }

    [Test]
    public void Weight_norm_has_columns_of_length_g()
    {
        var layer = new WeightNormDense<double>(3, 2, random);
        var x = Tensor.Normal<double>([4, 3], random);
        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(x.MatMul(layer.V).ToArray()).Within(1e-14), "it starts as W = V");

        layer.G.Value = Tensor.Of<double>([2], [1.5, -0.5]);
        layer.Bias!.Value = Tensor.Of<double>([2], [0.25, 4]);
        var expected = new double[4, 2];
        for (int column = 0; column < 2; column++)
        {
            double length = Math.Sqrt(Enumerable.Range(0, 3).Sum(i => layer.V.Value.ValueAt(i, column) * layer.V.Value.ValueAt(i, column)));
            for (int row = 0; row < 4; row++)
            {
                double product = Enumerable.Range(0, 3).Sum(i => x.ValueAt(row, i) * layer.V.Value.ValueAt(i, column));
                expected[row, column] = (product * layer.G.Value.ValueAt(column) / length) + layer.Bias.Value.ValueAt(column);
            }
        }

        Assert.That(layer.Forward(x).ToArray(), Is.EqualTo(expected.Cast<double>()).Within(1e-14));
    }

    [Test]
    public void The_gradient_of_a_direction_is_at_right_angles_to_it()
    {
        // Salimans and Kingma 2016, section 2.1: the length of v has no part in w.
        var layer = new WeightNormDense<double>(5, 3, random, new Tanh<double>());
        var tape = new Tape<double>();
        var gradients = tape.Gradient(layer.Forward(tape.Constant(Tensor.Normal<double>([4, 5], random)), ForwardContext.Training()).Square().Sum());
        Assert.That((gradients[layer.V].ToPlain() * layer.V.Value).Sum(axis: 0).ToArray(), Is.All.EqualTo(0).Within(1e-14));
        Assert.That(gradients[layer.V].ToPlain().Abs().Max().Value, Is.GreaterThan(0.01));
    }

    [Test]
    public void One_value_is_not_normalized() => Assert.Multiple(() =>
    {
        Assert.That(() => new GroupNorm<double>(4, 4).Forward(Tensor.Ones<double>([3, 4])), Throws.ArgumentException);
        Assert.That(() => new GroupNorm<double>(2, 4).Forward(Tensor.Ones<double>([3, 4])), Throws.Nothing);
        Assert.That(() => new InstanceNorm<double>(4).Forward(Tensor.Ones<double>([3, 4, 1])), Throws.ArgumentException);
        Assert.That(() => new GroupNorm<double>(3, 4), Throws.ArgumentException.With.Message.Contains("4 channels"));
        Assert.That(() => new LayerNorm<double>([]), Throws.ArgumentException);
        Assert.That(() => new RmsNorm<double>([3, 0]), Throws.ArgumentException);
        Assert.That(() => new RmsNorm<double>(0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("features"));
        Assert.That(new LayerNorm<double>(3).Gamma.Shape, Is.EqualTo(Shape.Of(3)));
        Assert.That(new RmsNorm<double>(3).Gain.Shape, Is.EqualTo(Shape.Of(3)));
        Assert.That(() => new LayerNorm<double>(3, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new RmsNorm<double>(3, double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GroupNorm<double>(2, 4, double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new InstanceNorm<double>(4, double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new WeightNormDense<double>(3, 2, random, weights: Initializer.Zeros),
            Throws.ArgumentException.With.Message.Contains("no direction").And.Message.Contains("weights"));
    });

    [Test]
    public void A_batch_without_examples_stays_empty()
    {
        ILayer<double>[] layers =
        [
            new LayerNorm<double>(6), new RmsNorm<double>(6), new GroupNorm<double>(2, 4), new GroupNorm<double>(1, 4),
            new InstanceNorm<double>(4), new InstanceNorm<double>(4, isAffine: true), new BatchNorm<double>(4),
        ];
        var tape = new Tape<double>();
        foreach (var layer in layers)
        {
            var x = tape.Input(Tensor.Zeros<double>(0, 4, 6));
            var y = layer.Forward(x);
            Assert.That(y.Shape, Is.EqualTo(x.Shape), $"{layer}");
            Assert.That(tape.Gradient(y.Sum())[x].Shape, Is.EqualTo(x.Shape), $"{layer}");
        }
    }

    private TLayer Scaled<TLayer>(TLayer layer) where TLayer : ILayer<double>
    {
        foreach (var parameter in layer.Parameters)
        {
            parameter.Value = Tensor.Normal<double>(parameter.Shape, random);
        }

        return layer;
    }

    /// <summary>(x - mean) / √(variance + ε) over runs of elements, then γ and β by channel of 6 elements.</summary>
    private static double[] ByChannel(Tensor<double> x, int run, Tensor<double> gamma, Tensor<double> beta) =>
        [.. x.ToArray().Chunk(run).SelectMany(Standardized).Select((z, place) => (gamma.ValueAt(place / 6 % 4) * z) + beta.ValueAt(place / 6 % 4))];

    private static IEnumerable<double> Standardized(double[] numbers)
    {
        double mean = numbers.Average();
        double variance = numbers.Average(number => (number - mean) * (number - mean));
        return numbers.Select(number => (number - mean) / Math.Sqrt(variance + 1e-5));
    }
}
