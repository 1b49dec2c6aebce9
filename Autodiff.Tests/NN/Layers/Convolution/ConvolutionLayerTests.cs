using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Convolutions against loops, their sizes against published formulas, and their weights against counts by hand.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConvolutionLayerTests
{
    private readonly Random random = new(5);

    // kernel, stride, padding, dilation, groups, then the output as PyTorch documents it for an image of 7 × 9: ⌊(n + 2p - d(k - 1) - 1) / s⌋ + 1.
    [TestCase(3, 3, 1, 1, 0, 1, 1, 1, 5, 7)]
    [TestCase(3, 2, 2, 1, 1, 1, 1, 1, 4, 10)]
    [TestCase(2, 3, 2, 3, 2, 1, 1, 2, 5, 4)]
    [TestCase(3, 3, 1, 1, 2, 2, 1, 1, 7, 11)]
    [TestCase(1, 1, 1, 1, 0, 1, 1, 1, 7, 9)]
    [TestCase(3, 2, 1, 2, 0, 2, 3, 2, 3, 3)]
    [TestCase(3, 3, 2, 2, 1, 1, 2, 4, 4, 4)]
    public void Conv2D_is_the_loop(int tall, int wide, int down, int across, int padding, int apartDown, int apartAcross, int groups, int height, int width)
    {
        var layer = new Conv2D<double>(
            4, 8, (tall, wide), random, (down, across), padding, (apartDown, apartAcross), groups, biases: Initializer.GlorotUniform);
        var x = Tensor.Normal<double>([2, 4, 7, 9], random);
        Assert.That(layer.Weight.Shape, Is.EqualTo(Shape.Of(8, 4 / groups, tall, wide)));
        Same(layer.Forward(x), NaiveConvolution.Convolve(
            x, layer.Weight, layer.Bias!, (height, width), (down, across), (padding, padding), (apartDown, apartAcross), groups));
    }

    // TensorFlow: ⌈n / s⌉ outputs; of the zeros (⌈n / s⌉ - 1) s + d(k - 1) + 1 - n the smaller half stands before.
    [TestCase(7, 3, 1, 1, 7, 1)]
    [TestCase(7, 2, 1, 1, 7, 0)]
    [TestCase(7, 4, 1, 1, 7, 1)]
    [TestCase(7, 3, 2, 1, 4, 1)]
    [TestCase(8, 3, 2, 1, 4, 0)]
    [TestCase(8, 5, 3, 1, 3, 1)]
    [TestCase(7, 2, 1, 3, 7, 1)]
    [TestCase(9, 1, 4, 1, 3, 0)]
    [TestCase(2, 5, 1, 1, 2, 2)]
    public void Same_padding_is_that_of_TensorFlow(int length, int kernel, int stride, int dilation, int outputs, int before)
    {
        var rows = new Conv1D<double>(2, 3, kernel, random, stride, Padding.Same, dilation);
        var x = Tensor.Normal<double>([2, 2, length], random);
        var expected = NaiveConvolution.Convolve(
            x.Unsqueeze(2), ((Tensor<double>)rows.Weight).Unsqueeze(2), rows.Bias!, (1, outputs), (1, stride), (0, before), (1, dilation), 1);
        Same(rows.Forward(x), expected.Squeeze(2));

        var images = new Conv2D<double>(2, 3, (kernel, 1), random, (stride, 1), Padding.Same, (dilation, 1));
        Same(images.Forward(x.Unsqueeze(3)), NaiveConvolution.Convolve(
            x.Unsqueeze(3), images.Weight, images.Bias!, (outputs, 1), (stride, 1), (before, 0), (dilation, 1), 1));
    }

    [Test]
    public void Conv1D_is_the_loop([Values(1, 2)] int stride, [Values(0, 2)] int padding, [Values(1, 2)] int dilation, [Values(1, 2)] int groups)
    {
        var layer = new Conv1D<double>(4, 6, 3, random, stride, padding, dilation, groups, biases: Initializer.GlorotUniform);
        var x = Tensor.Normal<double>([2, 4, 8], random);
        int length = ((8 + (2 * padding) - (2 * dilation) - 1) / stride) + 1;
        Same(layer.Forward(x), NaiveConvolution.Convolve(
            x.Unsqueeze(2), ((Tensor<double>)layer.Weight).Unsqueeze(2), layer.Bias!, (1, length), (1, stride), (0, padding), (1, dilation), groups).Squeeze(2));
    }

    // The output of an image of 3 × 4, as PyTorch documents it: (n - 1) s - 2p + d(k - 1) + 1 + output padding.
    [TestCase(3, 2, 1, 1, 0, 0, 1, 1, 5, 5)]
    [TestCase(3, 2, 2, 3, 1, 1, 1, 1, 6, 10)]
    [TestCase(2, 4, 2, 2, 0, 1, 2, 2, 8, 14)]
    [TestCase(4, 4, 2, 2, 1, 0, 1, 2, 6, 8)]
    public void Transposed_2D_is_the_loop(int tall, int wide, int down, int across, int padding, int more, int dilation, int groups, int height, int width)
    {
        var layer = new ConvTranspose2D<double>(
            4, 6, (tall, wide), random, (down, across), padding, more, dilation, groups, biases: Initializer.GlorotUniform);
        var x = Tensor.Normal<double>([2, 4, 3, 4], random);
        Assert.That(layer.Weight.Shape, Is.EqualTo(Shape.Of(4, 6 / groups, tall, wide)));
        Same(layer.Forward(x), NaiveConvolution.Transposed(
            x, layer.Weight, layer.Bias!, (height, width), (down, across), (padding, padding), (dilation, dilation), groups));
    }

    [TestCase(3, 1, 0, 0, 1, 6)]
    [TestCase(3, 2, 1, 1, 1, 8)]
    [TestCase(2, 3, 0, 2, 2, 14)]
    public void Transposed_1D_is_the_loop(int kernel, int stride, int padding, int more, int dilation, int length)
    {
        var layer = new ConvTranspose1D<double>(2, 3, kernel, random, stride, padding, more, dilation, biases: Initializer.GlorotUniform);
        var x = Tensor.Normal<double>([2, 2, 4], random);
        Same(layer.Forward(x), NaiveConvolution.Transposed(
            x.Unsqueeze(2), ((Tensor<double>)layer.Weight).Unsqueeze(2), layer.Bias!, (1, length), (1, stride), (0, padding), (1, dilation), 1).Squeeze(2));
    }

    [Test]
    public void Depthwise_filters_each_channel_by_itself()
    {
        var layer = new DepthwiseConv2D<double>(3, 2, random, multiplier: 2);
        var x = Tensor.Normal<double>([1, 3, 4, 4], random);
        var y = layer.Forward(x);
        for (int channel = 0; channel < 6; channel++)
        {
            var one = NaiveConvolution.Convolve(
                x.Slice(1, (channel / 2)..((channel / 2) + 1)), ((Tensor<double>)layer.Weight).Slice(0, channel..(channel + 1)), Tensor.Of(0.0), (3, 3), (1, 1), (0, 0), (1, 1), 1);
            Same(y.Slice(1, channel..(channel + 1)), one);
        }
    }

    [Test]
    public void Separable_is_a_convolution_with_weights_that_are_products()
    {
        var layer = new SeparableConv2D<double>(3, 4, 2, random, multiplier: 2, stride: 2, biases: Initializer.GlorotUniform);
        var (depthwise, pointwise, bias) = (layer.Parameters[0], layer.Parameters[1], layer.Parameters[2]);
        var product = new double[4, 3, 2, 2];
        for (int o = 0; o < 4; o++)
        {
            for (int c = 0; c < 6; c++)
            {
                for (int tap = 0; tap < 4; tap++)
                {
                    product[o, c / 2, tap / 2, tap % 2] += pointwise.Value.ValueAt(o, c, 0, 0) * depthwise.Value.ValueAt(c, 0, tap / 2, tap % 2);
                }
            }
        }

        var x = Tensor.Normal<double>([2, 3, 6, 6], random);
        var weights = Tensor.Of(Shape.Of(4, 3, 2, 2), [.. product.Cast<double>()]);
        Same(layer.Forward(x), NaiveConvolution.Convolve(x, weights, bias, (3, 3), (2, 2), (0, 0), (1, 1), 1));
        Assert.That(layer.Parameters.Select(its => its.Path), Is.EqualTo(["depthwise.weight", "pointwise.weight", "pointwise.bias"]));
    }

    [Test]
    public void The_activation_comes_last()
    {
        var bare = new Conv2D<double>(1, 2, 3, new Random(3), weights: Initializer.GlorotUniform, biases: Initializer.GlorotUniform);
        var active = new Conv2D<double>(1, 2, 3, new Random(3), weights: Initializer.GlorotUniform, biases: Initializer.GlorotUniform, activation: new Relu<double>());
        var x = Tensor.Normal<double>([1, 1, 5, 5], random);
        Assert.That(bare.Forward(x).Min().Value, Is.Negative);
        Assert.That(active.Forward(x), Is.EqualTo(bare.Forward(x).Relu()));
    }

    // Glorot and Bengio 2010: within ±√(6 / (in + out)), where an output has in = inputs / groups · taps connections.
    [TestCase(1, 54)]
    [TestCase(3, 18)]
    public void Fans_count_the_connections_of_a_group(int groups, int fan)
    {
        double bound = Math.Sqrt(6.0 / (fan + fan));
        foreach (var weight in new[]
        {
            new Conv2D<double>(6, 6, 3, random, groups: groups).Weight,
            new ConvTranspose2D<double>(6, 6, 3, random, groups: groups).Weight,
            new Conv1D<double>(6, 6, 9, random, groups: groups).Weight,
        })
        {
            double greatest = weight.Value.Abs().Max().Value;
            Assert.That(greatest, Is.LessThanOrEqualTo(bound).And.GreaterThan(0.9 * bound));
        }
    }

    // LeCun, Bottou, Bengio and Haffner 1998, in the form with all connections between the feature maps: 156 + 2,416 + 48,120 + 10,164 + 850.
    [Test]
    public void LeNet5_has_61706_parameters()
    {
        var x = Graph.Input<double>("image");
        var first = new AveragePool2D<double>(2).On(new Conv2D<double>(1, 6, 5, random, padding: 2, activation: new Tanh<double>()).On(x));
        var second = new AveragePool2D<double>(2).On(new Conv2D<double>(6, 16, 5, random, activation: new Tanh<double>()).On(first));
        var flat = Graph.Of((values, _) => values[0].Reshape(values[0].Shape[0], 400), second);
        Sequential<double> classifier =
            [new Dense<double>(400, 120, random, new Tanh<double>()), new Dense<double>(120, 84, random, new Tanh<double>()), new Dense<double>(84, 10, random)];
        var model = new GraphModel<double>([x], [classifier.On(flat)]);
        Assert.That(model.Parameters.Select(its => its.Count), Is.EqualTo([150, 6, 2400, 16, 48000, 120, 10080, 84, 840, 10]));
        Assert.That(model.Parameters.Sum(its => its.Count), Is.EqualTo(61_706));
        Assert.That(model.Forward(Tensor.Normal<double>([2, 1, 28, 28], random)).Shape, Is.EqualTo(Shape.Of(2, 10)));
    }

    // Counts by hand: inputs · taps · multiplier, then inputs · multiplier · outputs and the biases.
    [Test]
    public void Counts_of_weights()
    {
        static int Count(ILayer<float> layer) => layer.Parameters.Sum(its => its.Count);
        Assert.That(Count(new Conv2D<float>(3, 64, 3, random)), Is.EqualTo(1_792), "the first layer of VGG-16");
        Assert.That(Count(new Conv2D<float>(512, 512, 3, random, groups: 32, hasBias: false)), Is.EqualTo(73_728));
        Assert.That(Count(new DepthwiseConv2D<float>(32, 3, random)), Is.EqualTo(320));
        Assert.That(Count(new SeparableConv2D<float>(32, 64, 3, random)), Is.EqualTo(288 + 2048 + 64));
        Assert.That(Count(new ConvTranspose1D<float>(8, 4, 5, random)), Is.EqualTo(160 + 4));
    }

    [Test]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Conv2D<double>(0, 1, 3, random));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Conv2D<double>(1, 1, (3, 0), random));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Conv1D<double>(1, 1, 3, random, stride: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Conv1D<double>(1, 1, 3, random, padding: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ConvTranspose1D<double>(1, 1, 3, random, stride: 2, outputPadding: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ConvTranspose2D<double>(1, 1, 3, random, padding: (0, -1)));
        Assert.That(() => new DepthwiseConv2D<double>(2, 3, random, multiplier: 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("multiplier"));
        Assert.That(() => new SeparableConv2D<double>(2, 3, 3, random, multiplier: 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("multiplier"));
        Assert.That(() => new SeparableConv2D<double>(0, 3, 3, random), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => new Conv2D<double>(4, 6, 3, random, groups: 4), Throws.ArgumentException.With.Message.Contains("4 equal groups"));
    }

    private static void Same(Tensor<double> actual, Tensor<double> expected)
    {
        Assert.That(actual.Shape, Is.EqualTo(expected.Shape));
        Assert.That((actual - expected).Abs().Max().Value, Is.InRange(0.0, 1e-13));
    }
}
