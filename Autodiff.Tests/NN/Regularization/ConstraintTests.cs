namespace Autodiff.Tests.NN.Regularization;

using Autodiff.NN;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConstraintTests
{
    // Columns of the lengths 5, ½ and 0.
    private static readonly Tensor<double> Weights = Tensor.Of<double>([2, 3], [3, -0.3, 0, -4, 0.4, 0]);

    [Test]
    public void Only_longer_vectors_are_shortened() =>
        Assert.That(Constraints.MaxNorm<double>(2)(Weights).ToArray(), Is.EqualTo([1.2, -0.3, 0, -1.6, 0.4, 0]).Within(1e-15));

    [Test]
    public void Shorter_vectors_keep_their_bits()
    {
        var w = Tensor.Normal<double>([7, 5], new Random(1));
        Assert.That(Constraints.MaxNorm<double>(100)(w), Is.EqualTo(w));
    }

    [Test]
    public void The_norm_runs_over_the_axes_given()
    {
        double length = Math.Sqrt(9.09);
        Assert.That(Constraints.MaxNorm<double>(1, 1)(Weights).ToArray(), Is.EqualTo([3 / length, -0.3 / length, 0, -4 / Math.Sqrt(16.16), 0.4 / Math.Sqrt(16.16), 0]).Within(1e-15));
        var kernels = Constraints.UnitNorm<double>(1, 2, 3)(Tensor.Ones<double>([2, 3, 2, 2]));
        Assert.That(kernels.ToArray(), Is.All.EqualTo(1 / Math.Sqrt(12)).Within(1e-15));
    }

    [Test]
    public void Unit_vectors_have_the_length_one_but_the_zero_vector() =>
        Assert.That(Constraints.UnitNorm<double>()(Weights).ToArray(), Is.EqualTo([0.6, -0.6, 0, -0.8, 0.8, 0]).Within(1e-15));

    [Test]
    public void Negative_weights_become_zero() =>
        Assert.That(Constraints.NonNegative<double>()(Weights).ToArray(), Is.EqualTo([3, 0, 0, 0, 0.4, 0]));

    [Test]
    public void Zero_vectors_have_finite_derivatives()
    {
        foreach (var constraint in new[] { Constraints.MaxNorm<double>(2), Constraints.UnitNorm<double>() })
        {
            var gradient = Differentiate.Gradient(w => constraint(w)[0, 2].ToTensor(), Weights);
            Assert.That(gradient.ToArray(), Is.EqualTo([0.0, 0, 1, 0, 0, 0]));
        }
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void A_radius_is_positive(double radius) => Assert.Throws<ArgumentOutOfRangeException>(() => Constraints.MaxNorm<double>(radius));

    [Test]
    public void Axes_are_copied()
    {
        int[] axes = [0];
        var constraint = Constraints.UnitNorm<double>(axes);
        axes[0] = 1;
        Assert.That(constraint(Weights).ValueAt(0, 0), Is.EqualTo(0.6).Within(1e-15));
    }
}
