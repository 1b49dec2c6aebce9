using Autodiff.NN;

namespace Autodiff.Tests.NN;

using Reduction = Autodiff.NN.Reduction; // the core has an internal type of that name, too

/// <summary>What losses do at the edges of what they are defined for.</summary>
public sealed class LossConventionTests
{
    private static readonly Tensor<double> Logits = Tensor.Of(new double[,] { { 0.3, -1.2, 0.9 }, { 2, 0.1, -0.4 } });

    [Test]
    public void Of_nothing_but_ignored_labels_the_mean_is_0_and_so_is_the_gradient()
    {
        var (loss, gradient) = Differentiate.ValueAndGradient((Tensor<double> z) => Losses.SoftMaxCrossEntropy(z, Tensor.Of(9.0, 9), ignored: 9), Logits);
        Assert.That(loss.Value, Is.Zero);
        Assert.That(gradient.ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_logit_of_minus_infinity_costs_nothing_where_the_target_is_0()
    {
        var masked = Tensor.Of(new[,] { { 0.3, double.NegativeInfinity, 0.9 } });
        var target = Tensor.Of(new[,] { { 0.25, 0, 0.75 } });
        var two = Tensor.Of(new[,] { { 0.3, 0.9 } });
        var (loss, gradient) = Differentiate.ValueAndGradient((Tensor<double> z) => Losses.CategoricalCrossEntropy(z, target), masked);
        Assert.That(loss.Value, Is.EqualTo(Losses.CategoricalCrossEntropy(two, Tensor.Of(new[,] { { 0.25, 0.75 } })).Value).Within(1e-15));
        Assert.That(gradient.AllClose(masked.SoftMax() - target, 1e-14, 1e-16));
        Assert.That(Losses.KullbackLeibler(two.LogSoftMax(), Tensor.Of(new[,] { { 0, double.NegativeInfinity } })).Value,
            Is.EqualTo(-two.LogSoftMax().ValueAt(0, 0)).Within(1e-15));
    }

    [TestCase(0.0, 0)]
    [TestCase(1e-7, 0)]
    [TestCase(2e-7, -1 / 2e-7)]
    public void Certain_probabilities_are_kept_off_0_without_a_gradient(double p, double slope)
    {
        var (loss, gradient) = Differentiate.ValueAndGradient((Tensor<double> x) => Losses.BinaryCrossEntropyOfProbabilities(x, Tensor.Of(1.0), 1.5e-7), Tensor.Of(p));
        Assert.That(loss.Value, Is.EqualTo(-Math.Log(Math.Max(p, 1.5e-7))).Within(1e-12));
        Assert.That(gradient.Value, Is.EqualTo(slope).Within(1e-6));
    }

    [TestCase(1e-7)]
    [TestCase(1e-9)]
    [TestCase(1e-30)]
    public void A_wrong_certainty_has_a_finite_loss_in_any_precision(double epsilon)
    {
        // 1 - 1e-9 is 1 in single precision, and 1 - 1e-30 in both.
        var (p, t) = (Tensor.Of(0.0, 1), Tensor.Of(1.0, 0));
        double expected = -Math.Log(epsilon);
        Assert.That(Losses.BinaryCrossEntropyOfProbabilities(p, t, epsilon, Reduction.None).ToArray(), Is.All.EqualTo(expected).Within(1e-14).Percent);
        Assert.That(
            Losses.BinaryCrossEntropyOfProbabilities(p.Cast<float>(), t.Cast<float>(), epsilon, Reduction.None).ToArray(), Is.All.EqualTo(expected).Within(1e-4).Percent);
        Assert.That(Differentiate.Gradient(x => Losses.BinaryCrossEntropyOfProbabilities(x, t, epsilon), p).ToArray(), Is.All.Zero);
        Assert.That(Losses.BinaryCrossEntropyOfProbabilities(p, p, epsilon).Value, Is.EqualTo(epsilon).Within((epsilon * epsilon) + 1e-16), "a right one has nearly none");
    }

    [Test]
    public void Of_a_column_beside_a_vector_the_remedy_is_named() => Assert.That(
        () => Losses.MeanSquaredError(Tensor.Zeros<double>(3, 1), Tensor.Zeros<double>(3)), Throws.ArgumentException.With.Message.Contains("Unsqueeze(-1)"));

    /// <summary>Figures from mpmath 1.3, at 60 digits: log cosh e, tanh e and 1 / cosh² e.</summary>
    [TestCase(0, 0, 0, 1)]
    [TestCase(1e-10, 5.0000000000000005e-21, 1e-10, 1)]
    [TestCase(1e-4, 4.9999999916666675e-09, 9.999999966666667e-05, 0.9999999900000001)]
    [TestCase(-0.01, 4.999916668888822e-05, -0.00999966667999946, 0.9999000066662889)]
    [TestCase(0.5, 0.12011450695827752, 0.46211715726000974, 0.7864477329659274)]
    [TestCase(-0.99, 0.4261859945156674, -0.7573623242165263, 0.42640230985734134)]
    [TestCase(1.01, 0.44141766440255514, 0.7657620182484389, 0.41360853140807746)]
    [TestCase(-1.5, 0.8554401710137968, -0.9051482536448664, 0.18070663892364852)]
    [TestCase(20, 19.306852819440056, 1, 1.6993417021166355e-17)]
    [TestCase(1000, 999.3068528194401, 1, 0)]
    public void The_logarithm_of_cosh_has_all_digits_near_0(double error, double value, double slope, double curvature)
    {
        var tape = new Tape<double>();
        var y = tape.Input(Tensor.Of(error));
        var loss = Losses.LogCosh(y, Tensor.Of(0.0));
        Assert.That(loss.Value, Is.EqualTo(value).Within(1e-13).Percent);
        var first = tape.RecordGradient(loss, y)[0];
        Assert.That(first.Value, Is.EqualTo(slope).Within(1e-13).Percent);
        Assert.That(tape.Gradient(first.Sum())[y].Value, Is.EqualTo(curvature).Within(2e-16 + (1e-15 * curvature)));

        float single = Losses.LogCosh(Tensor.Of((float)error), Tensor.Of(0f)).Value;
        Assert.That(single, Is.EqualTo(value).Within(1e-4).Percent);
    }

    [Test]
    public void Distances_of_0_have_the_gradient_0()
    {
        var x = Tensor.Of(new double[,] { { 1, 2 } });
        Assert.That(Differentiate.Gradient(a => Losses.Triplet(a, x, x), x).ToArray(), Is.All.Zero);
        Assert.That(Differentiate.Gradient(a => Losses.Contrastive(a, x, Tensor.Of(0.0)), x).ToArray(), Is.All.Zero);
        var (loss, gradient) = Differentiate.ValueAndGradient((Tensor<double> y) => Losses.Cosine(y, x), Tensor.Zeros<double>(1, 2));
        Assert.That(loss.Value, Is.EqualTo(1));
        Assert.That(gradient.ToArray(), Is.All.Zero);
    }

    [Test]
    public void Without_focusing_a_focal_loss_is_a_cross_entropy()
    {
        var labels = Tensor.Of(2.0, 0);
        Assert.That(Losses.CategoricalFocal(Logits, labels, 0).Value, Is.EqualTo(Losses.SoftMaxCrossEntropy(Logits, labels).Value));
        Assert.That(Losses.BinaryFocal(Logits, Logits.Sigmoid(), 0, 0.5).Value, Is.EqualTo(Losses.BinaryCrossEntropy(Logits, Logits.Sigmoid()).Value / 2).Within(1e-15));
    }

    [Test]
    public void Settings_out_of_range_are_named()
    {
        Assert.That(() => Losses.Huber(Logits, Logits, 0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("delta"));
        Assert.That(() => Losses.Triplet(Logits, Logits, Logits, -1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("margin"));
        Assert.That(() => Losses.SoftMaxCrossEntropy(Logits, Tensor.Of(0.0, 0), smoothing: 1.1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("smoothing"));
        Assert.That(() => Losses.BinaryFocal(Logits, Logits.Sigmoid(), -1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("focusing"));
        Assert.That(() => Losses.BinaryFocal(Logits, Logits.Sigmoid(), 1, 2), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("balance"));
        Assert.That(() => Losses.BinaryCrossEntropyOfProbabilities(Logits.Sigmoid(), Logits.Sigmoid(), 0.5), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("epsilon"));
        var single = Logits.Sigmoid().Cast<float>();
        Assert.That(() => Losses.BinaryCrossEntropyOfProbabilities(single, single, 1e-60), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Single"));
    }
}
