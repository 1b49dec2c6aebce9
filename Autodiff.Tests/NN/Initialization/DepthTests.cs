using Autodiff.NN;

namespace Autodiff.Tests.NN.Initialization;

/// <summary>What becomes of activations and gradients on their way through deep networks: the figures of the literature.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DepthTests
{
    private const int Examples = 300;
    private const int Units = 500;

    // Ten layers of 500 units; the deviations of an infinitely wide network, q ← E tanh²(√(c q) z) with c = 500 σ² and z normal.
    private static IEnumerable<TestCaseData> TanhDeviations =>
    [
        new(Initializer.Normal(0, 0.01), (double[])[0.213546, 0.0476421, 0.0106519, 0.00238182, 0.000532592, 0.000119091, 2.66296e-5, 5.95456e-6, 1.33148e-6, 2.97728e-7]),
        new(Initializer.Normal(0, 1), (double[])[0.982012, 0.98168, 0.981673, 0.981673, 0.981673, 0.981673, 0.981673, 0.981673, 0.981673, 0.981673]),
        new(Initializer.LeCunNormal, (double[])[0.627929, 0.486262, 0.408236, 0.357638, 0.321622, 0.29439, 0.272911, 0.25543, 0.240856, 0.228473]),
    ];

    [TestCaseSource(nameof(TanhDeviations))]
    public void Ten_layers_of_tanh_have_the_deviations_of_theory(Initializer weights, double[] expected)
    {
        var random = new Random(1);
        var x = Tensor.Normal<double>([Examples, Units], random);
        foreach (double deviation in expected)
        {
            x = new Dense<double>(Units, Units, random, new Tanh<double>(), weights).Forward(x);
            Assert.That(x.StandardDeviation().Value, Is.EqualTo(deviation).Within(3).Percent);
        }
    }

    [Test]
    public void Weights_of_deviation_1_saturate_tanh()
    {
        var random = new Random(1);
        var y = new Dense<double>(Units, Units, random, new Tanh<double>(), Initializer.Normal()).Forward(Tensor.Normal<double>([Examples, Units], random));
        Assert.That((y.Abs() > 0.99).Mean().Value, Is.GreaterThan(0.85));
    }

    // E x² stays at 1, of which the mean takes √(1/π). Of one network it wanders by √(5 / n) a layer, its root by up to √(50 / 500) / 2 in ten;
    // and as examples become alike in depth, the moments are those of 500 units alone. With variances of half the size it would be lost by then.
    [Test]
    public void Ten_layers_of_relu_keep_their_moments_from_he()
    {
        var random = new Random(1);
        var x = Tensor.Normal<double>([Examples, Units], random);
        for (int i = 0; i < 10; i++)
        {
            x = new Dense<double>(Units, Units, random, new Relu<double>(), Initializer.HeNormal).Forward(x);
            Assert.That(x.StandardDeviation().Value, Is.EqualTo(Math.Sqrt(1 - (1 / Math.PI))).Within(i == 0 ? 3 : 16).Percent);
            Assert.That(x.Mean().Value, Is.EqualTo(Math.Sqrt(1 / Math.PI)).Within(i == 0 ? 3 : 16).Percent);
        }
    }

    // Glorot and Bengio 2010, figures 6 and 7, with inputs small enough for tanh to be straight.
    [Test]
    public void Normalized_weights_keep_activations_and_gradients()
    {
        var (activations, gradients) = Deviations(Initializer.GlorotUniform);
        for (int i = 1; i < activations.Length; i++)
        {
            Assert.That(activations[i] / activations[0], Is.EqualTo(1).Within(0.2));
            Assert.That(gradients[i] / gradients[^1], Is.EqualTo(1).Within(0.2));
        }
    }

    // The variance of a weight is 1 / (3 n), so that both shrink by √3 a layer: activations forward, gradients backward.
    [Test]
    public void Standard_weights_lose_activations_and_gradients()
    {
        var (activations, gradients) = Deviations(Initializer.StandardUniform);
        for (int i = 1; i < activations.Length; i++)
        {
            Assert.That(activations[i - 1] / activations[i], Is.EqualTo(Math.Sqrt(3)).Within(10).Percent);
            Assert.That(gradients[i] / gradients[i - 1], Is.EqualTo(Math.Sqrt(3)).Within(10).Percent);
        }
    }

    private static (double[] Activations, double[] Gradients) Deviations(Initializer weights)
    {
        const int Layers = 5, Width = 200;
        var random = new Random(2);
        var tape = new Tape<double>();
        var x = tape.Constant(0.1 * Tensor.Normal<double>([Examples, Width], random));
        var hidden = new Tensor<double>[Layers];
        for (int i = 0; i < Layers; i++)
        {
            x = new Dense<double>(Width, Width, random, new Tanh<double>(), weights).Forward(x).Named($"h{i}");
            hidden[i] = x;
        }

        var gradients = tape.Gradient((x * Tensor.Normal<double>(x.Shape, random)).Sum());
        return ([.. hidden.Select(h => h.StandardDeviation().Value)], [.. hidden.Select(h => gradients[h].StandardDeviation().Value)]);
    }
}
