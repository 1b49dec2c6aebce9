using Autodiff.NN;

namespace Autodiff.Tests.NN;

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
    }
}
