namespace Autodiff.Tests.NN.Layers;

using Autodiff.NN;

/// <summary>Activations against their definitions, written with scalars, and their derivatives at kinks.</summary>
public sealed class ActivationTests
{
    private static readonly double[] Points = [-30, -6, -3.5, -3, -1, -0.25, 0, 0.25, 1, 3, 3.5, 6, 6.5, 30];

    private static readonly (ILayer<double> Layer, Func<double, double> Value)[] Definitions =
    [
        (new Sigmoid<double>(), Sigmoid),
        (new LogSigmoid<double>(), x => Math.Log(Sigmoid(x))),
        (new Tanh<double>(), x => (2 * Sigmoid(2 * x)) - 1),
        (new LeCunTanh<double>(), x => 1.7159 * Math.Tanh(2 * x / 3)),
        (new Softsign<double>(), x => x / (1 + Math.Abs(x))),
        (new HardSigmoid<double>(), x => Math.Clamp((x + 3) / 6, 0, 1)),
        (new HardTanh<double>(), x => Math.Clamp(x, -1, 1)),
        (new UnitStep<double>(), x => x > 0 ? 1 : 0),
        (new UnitStep<double>(isStraightThrough: true), x => x > 0 ? 1 : 0),
        (new Relu<double>(), x => x > 0 ? x : 0),
        (new Relu6<double>(), x => Math.Clamp(x, 0, 6)),
        (new LeakyRelu<double>(), x => x > 0 ? x : 0.01 * x),
        (new LeakyRelu<double>(1.5), x => x > 0 ? x : 1.5 * x),
        (new Elu<double>(), x => x > 0 ? x : Math.Exp(x) - 1),
        (new Elu<double>(0.5), x => x > 0 ? x : 0.5 * (Math.Exp(x) - 1)),
        (new Celu<double>(2), x => Math.Max(0, x) + Math.Min(0, 2 * (Math.Exp(x / 2) - 1))),
        (new Selu<double>(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        (new GeluTanh<double>(), x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        (new Silu<double>(), x => x * Sigmoid(x)),
        (new HardSwish<double>(), x => x * Math.Clamp(x + 3, 0, 6) / 6),
        (new Mish<double>(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        (new Softplus<double>(), x => Math.Log(1 + Math.Exp(x))),
        (new RRelu<double>(), x => x > 0 ? x : 11.0 / 48 * x),
        (new RRelu<double>(0.1, 0.2), x => x > 0 ? x : 0.15 * x),
        (new PRelu<double>(), x => x > 0 ? x : 0.25 * x),
    ];

    private static readonly (ILayer<double> Layer, double X, double Derivative)[] Kinks =
    [
        (new Relu<double>(), 0, 0), (new Relu6<double>(), 0, 0), (new Relu6<double>(), 6, 0.5), (new Relu6<double>(), 7, 0), (new LeakyRelu<double>(0.1), 0, 0.1),
        (new PRelu<double>(), 0, 0.25), (new Elu<double>(2), 0, 2), (new Celu<double>(2), 0, 1), (new HardTanh<double>(), -1, 1), (new HardTanh<double>(), 1, 1),
        (new HardTanh<double>(), 1.1, 0), (new HardSigmoid<double>(), -3, 1.0 / 6), (new HardSigmoid<double>(), 3, 1.0 / 6), (new HardSigmoid<double>(), -3.1, 0),
        (new HardSwish<double>(), -3, -0.5), (new HardSwish<double>(), 3, 1.5), (new HardSwish<double>(), 3.1, 1), (new HardSwish<double>(), -3.1, 0), (new Softsign<double>(), 0, 1),
        (new UnitStep<double>(), 0, 0), (new UnitStep<double>(), 2, 0), (new UnitStep<double>(true), 2, 1), (new UnitStep<double>(true), -2, 1),
    ];

    [Test]
    public void Every_activation_is_its_definition()
    {
        Assert.Multiple(() =>
        {
            foreach (var (layer, value) in Definitions)
            {
                double[] expected = [.. Points.Select(value)];
                double[] actual = layer.Forward(Tensor.Of([Points.Length], Points)).ToArray();
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.That(actual[i], Is.EqualTo(expected[i]).Within(1e-13 * Math.Max(1, Math.Abs(expected[i]))), $"{layer} at {Points[i]}");
                }
            }
        });
    }

    [Test]
    public void The_derivative_at_a_kink_is_the_one_documented()
    {
        Assert.Multiple(() =>
        {
            foreach (var (layer, x, derivative) in Kinks)
            {
                double actual = Differentiate.Gradient(at => layer.Forward(at, ForwardContext.Inference).Sum(), Tensor.Of<double>([1], [x])).Value;
                Assert.That(actual, Is.EqualTo(derivative).Within(1e-15), $"{layer} at {x}");
            }
        });
    }

    /// <summary>Φ(0.5), Φ(1) and Φ(2) from tables of the normal distribution.</summary>
    [TestCase(0.5, 0.6914624612740131)]
    [TestCase(1, 0.8413447460685429)]
    [TestCase(2, 0.9772498680518208)]
    public void Gelu_weighs_by_the_normal_distribution(double x, double probability)
    {
        var y = new Gelu<double>().Forward(Tensor.Of<double>([2], [x, -x]));
        Assert.That(y.ToArray(), Is.EqualTo([x * probability, -x * (1 - probability)]).Within(1e-15));
        Assert.That(new GeluTanh<double>().Forward(Tensor.Of<double>([1], [x])).Value, Is.EqualTo(x * probability).Within(1e-3));
    }

    [TestCase(-1)]
    [TestCase(1)]
    public void LeCuns_tanh_keeps_one(double x) =>
        Assert.That(new LeCunTanh<double>().Forward(Tensor.Of<double>([1], [x])).Value, Is.EqualTo(x).Within(1e-4));

    [Test]
    public void Softmax_gives_shares_along_its_axis()
    {
        var x = Tensor.Of<double>([2, 3], [1, 2, 3, 1000, 1000, -1000]);
        double sum = Math.Exp(-2) + Math.Exp(-1) + 1;
        double[] shares = [Math.Exp(-2) / sum, Math.Exp(-1) / sum, 1 / sum];
        Assert.That(new SoftMax<double>().Forward(x).ToArray(), Is.EqualTo([.. shares, 0.5, 0.5, 0]).Within(1e-15));
        Assert.That(new LogSoftMax<double>().Forward(x).ToArray(), Is.EqualTo([.. Array.ConvertAll(shares, Math.Log), -Math.Log(2), -Math.Log(2), -2000 - Math.Log(2)]).Within(1e-12));
        Assert.That(new SoftMax<double>(0).Forward(x).ToArray(), Is.EqualTo([0.0, 0, 1, 1, 1, 0]));
    }

    [Test]
    public void Each_channel_has_its_slope()
    {
        var layer = new PRelu<double>(2);
        layer.Slope.Value = Tensor.Of<double>([2], [0.1, 0.5]);
        Assert.That(layer.Forward(Tensor.Of<double>([2, 2], [-1, -1, 2, -2])).ToArray(), Is.EqualTo([-0.1, -0.5, 2, -1]).Within(1e-15));
        Assert.That(layer.Forward(Tensor.Of<double>([1, 2, 1, 2], [-1, 3, -1, -4])).ToArray(), Is.EqualTo([-0.1, 3, -0.5, -2]).Within(1e-15));
    }

    [Test]
    public void Slopes_follow_the_channels_of_a_convolution()
    {
        var layer = new PRelu<double>(2);
        layer.Slope.Value = Tensor.Of<double>([2], [0.1, 0.5]);
        var convolution = new Conv1D<double>(1, 2, 1, new Random(1), activation: layer, weights: Initializer.Constant(-1));
        Assert.That(convolution.Forward(Tensor.Of<double>([1, 1, 3], [1, -2, 3])).ToArray(), Is.EqualTo([-0.1, 2, -0.3, -0.5, 2, -1.5]).Within(1e-15));
    }

    [Test]
    public void The_step_of_infinities_is_exact_and_nothing_comes_back_from_them()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(double.NegativeInfinity, -1, 2, double.PositiveInfinity));
        var y = new UnitStep<double>(isStraightThrough: true).Forward(x);
        Assert.That(y.ToArray(), Is.EqualTo([0.0, 0, 1, 1]));
        Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo([0.0, 1, 1, 0]));
    }

    [Test]
    public void Random_slopes_are_of_their_range_and_drawn_for_each_element_anew()
    {
        var x = Tensor.Full([10_000], -1.0);
        var layer = new RRelu<double>();
        var context = ForwardContext.Training(new Random(5));
        double[] slopes = [.. layer.Forward(x, context).ToArray().Select(y => -y)];
        Assert.That(slopes, Is.All.InRange(1.0 / 8, 1.0 / 3));
        Assert.That(slopes.Distinct().Count(), Is.GreaterThan(9900));

        // Four standard errors of the mean of a uniform distribution.
        Assert.That(slopes.Average(), Is.EqualTo(11.0 / 48).Within(4 * (5.0 / 24) / Math.Sqrt(12 * slopes.Length)));
        Assert.That(layer.Forward(x, context).ToArray(), Is.Not.EqualTo(Array.ConvertAll(slopes, slope => -slope)));
        Assert.That(layer.Forward(-x, context).ToArray(), Is.All.EqualTo(1));
    }

    [Test]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new PRelu<double>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new RRelu<double>(0.3, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new RRelu<double>(double.NaN, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new RRelu<double>(0.1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Celu<double>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Celu<double>(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Elu<double>(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new LeakyRelu<double>(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new PRelu<double>(start: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new PRelu<double>(axis: 0));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
