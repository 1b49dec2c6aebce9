using Autodiff.NN;

namespace Autodiff.Tests.NN;

using Reduction = Autodiff.NN.Reduction; // the core has an internal type of that name, too

/// <summary>What the lectures say of output units and their losses.</summary>
public sealed class LectureLossTests
{
    private static readonly Tensor<double> Logits = Tensor.Of(new double[,] { { 0.3, -1.2, 0.9 }, { 2, 0.1, -0.4 } });
    private static readonly Tensor<double> OneHot = Tensor.Of(new double[,] { { 0, 0, 1 }, { 0, 1, 0 } });
    private static readonly Tensor<double> Labels = Tensor.Of(2.0, 1);

    [Test]
    public void Cross_entropy_is_minus_the_sum_of_y_log_p()
    {
        var expected = -(OneHot * Logits.SoftMax().Log()).Sum(-1);
        Assert.That(Losses.CategoricalCrossEntropy(Logits, OneHot, Reduction.None).AllClose(expected, 1e-15, 0));
        Assert.That(Losses.SoftMaxCrossEntropy(Logits, Labels, Reduction.None).AllClose(expected, 1e-15, 0));
    }

    [Test]
    public void The_gradient_of_softmax_and_cross_entropy_is_p_minus_y()
    {
        var expected = Logits.SoftMax() - OneHot;
        Assert.That(Differentiate.Gradient(z => Losses.CategoricalCrossEntropy(z, OneHot, Reduction.Sum), Logits).AllClose(expected, 1e-15, 1e-16));
        Assert.That(Differentiate.Gradient(z => Losses.SoftMaxCrossEntropy(z, Labels, Reduction.Sum), Logits).AllClose(expected, 1e-15, 1e-16));
    }

    [Test]
    public void A_shift_of_all_logits_changes_nothing() =>
        Assert.That(Losses.SoftMaxCrossEntropy(Logits + 512.0, Labels).Value, Is.EqualTo(Losses.SoftMaxCrossEntropy(Logits, Labels).Value).Within(1e-13));

    [TestCase(1e4)]
    [TestCase(-1e4)]
    public void Far_logits_give_finite_losses_and_gradients(double z)
    {
        var far = Tensor.Of(new[,] { { z, 0, -z } });
        Assert.That(Losses.SoftMaxCrossEntropy(far, Tensor.Of(2.0)).Value, Is.EqualTo(Math.Max(0, 2 * z)));
        Assert.That(Differentiate.Gradient(x => Losses.SoftMaxCrossEntropy(x, Tensor.Of(2.0)), far).ToArray(), Is.EqualTo(z > 0 ? [1.0, 0, -1] : new double[3]));
        Assert.That(Losses.BinaryCrossEntropy(Tensor.Of(z), Tensor.Of(0.0)).Value, Is.EqualTo(Math.Max(0, z)));
        Assert.That(Differentiate.Gradient(x => Losses.BinaryCrossEntropy(x, Tensor.Of(0.0)), Tensor.Of(z)).ToArray(), Is.EqualTo(new[] { z > 0 ? 1.0 : 0 }));
    }

    [Test]
    public void The_gradient_of_binary_cross_entropy_is_sigmoid_minus_y_and_the_second_derivative_that_of_the_sigmoid()
    {
        foreach (double z in new[] { -40, -1, 0, 0.5, 40 })
        {
            foreach (double t in new[] { 0, 0.3, 1 })
            {
                double s = 1 / (1 + Math.Exp(-z));
                var x = Tensor.Of(z);
                Assert.That(Differentiate.Gradient(its => Losses.BinaryCrossEntropy(its, Tensor.Of(t)), x).Value, Is.EqualTo(s - t).Within(1e-15));
                Assert.That(Differentiate.Hessian(its => Losses.BinaryCrossEntropy(its, Tensor.Of(t)), x).ToArray()[0], Is.EqualTo(s * (1 - s)).Within(1e-15));
            }
        }
    }

    [Test]
    public void A_small_loss_keeps_its_digits() =>
        Assert.That(Losses.BinaryCrossEntropy(Tensor.Of(40.0), Tensor.Of(1.0)).Value, Is.EqualTo(Math.Exp(-40)).Within(1e-30));

    [Test]
    public void Of_a_variance_of_1_the_gaussian_has_the_gradient_of_half_the_squared_error()
    {
        var t = Tensor.Of(new double[,] { { 1, 0, -1 }, { 2, 0.5, 3 } });
        var gaussian = Differentiate.Gradient(y => Losses.GaussianNegativeLogLikelihood(y, t, Tensor.OnesLike(t)), Logits);
        Assert.That(gaussian, Is.EqualTo(Differentiate.Gradient(y => Losses.MeanSquaredError(y, t) * 0.5, Logits)));
    }
}
