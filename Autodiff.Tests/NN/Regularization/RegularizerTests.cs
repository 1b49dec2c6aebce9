namespace Autodiff.Tests.NN.Regularization;

using Autodiff.NN;
using Autodiff.Tests.Recording;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RegularizerTests
{
    private readonly Tape<double> tape = new();

    [Test]
    public void Penalties_and_their_derivatives()
    {
        var w = Tensor.Of<double>([2, 2], [3, -4, 0, 1]);
        (Func<Tensor<double>, Tensor<double>> Penalty, double Value, double[] Gradient)[] cases =
        [
            (Regularizers.L1<double>(0.5), 4, [0.5, -0.5, 0, 0.5]),
            (Regularizers.L2<double>(0.5), 13, [3, -4, 0, 1]),
            (Regularizers.L1L2<double>(0.5, 0.25), 10.5, [2, -2.5, 0, 1]),
        ];
        foreach (var (penalty, value, expected) in cases)
        {
            var (actual, gradient) = Differentiate.ValueAndGradient(penalty, w);
            Assert.That((actual.Shape, actual.Value), Is.EqualTo((Shape.Scalar, value)));
            Assert.That(gradient.ToArray(), Is.EqualTo(expected).Within(1e-15));
        }
    }

    [TestCase(-1)]
    [TestCase(double.NaN)]
    public void A_factor_is_not_negative(double lambda)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizers.L1<double>(lambda));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizers.L2<double>(lambda));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizers.L1L2<double>(lambda, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizers.L1L2<double>(0, lambda));
    }

    [Test]
    public void The_penalty_of_a_model_is_the_sum_of_those_of_its_parameters()
    {
        Sequential<double> network = [Regularized(), new Dense<double>(2, 1, new Random(1))];
        var loss = tape.Input(Tensor.Of<double>([], [10.0]));
        var total = loss + network.Penalty(loss);

        // 10 + 0.1 (1 + 2 + 3 + 4) + 0.5 (25 + 36)
        Assert.That(total.Value, Is.EqualTo(41.5).Within(1e-14));
        var gradients = tape.Gradient(total);
        Assert.That(gradients[network.Parameters[0]].ToArray(), Is.EqualTo([0.1, -0.1, 0.1, -0.1]).Within(1e-15));
        Assert.That(gradients[network.Parameters[1]].ToArray(), Is.EqualTo([5.0, 6]).Within(1e-15));
        Assert.That(gradients[network.Parameters[2]].ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_penalty_that_fills_the_tape_leaves_it_as_it_was() => Assert.That(
        SmallTapes.RequireAllOrNothing(1, tape => Regularized().Penalty(tape.Input(Tensor.Of<double>([], [10.0])))), Is.Positive);

    [Test]
    public void The_penalty_beside_plain_tensors_is_plain()
    {
        var penalty = Regularized().Penalty(Tensor.Of<double>([], [10.0]));
        Assert.That(penalty.Tape, Is.Null);
        Assert.That(penalty.Value, Is.EqualTo(31.5).Within(1e-14));
    }

    [Test]
    public void Without_regularizers_the_penalty_is_zero()
    {
        var loss = tape.Input(Tensor.Of<double>([], [10.0]));
        var penalty = new Dense<double>(2, 1, new Random(1)).Penalty(loss);
        Assert.That((penalty.Shape, penalty.Value), Is.EqualTo((Shape.Scalar, 0.0)));
        Assert.That((loss + penalty).Value, Is.EqualTo(10));
    }

    [Test]
    public void A_shared_layer_is_counted_once()
    {
        var shared = Regularized();
        Sequential<double> network = [shared, shared];
        Assert.That(network.Penalty(Tensor.Of<double>([], [0.0])).Value, Is.EqualTo(31.5).Within(1e-14));
    }

    [Test]
    public void A_warm_penalty_allocates_nothing()
    {
        var layer = Regularized();
        var x = Tensor.Of<double>([1, 2], [1, 2]);
        for (int warm = 0; warm < 40; warm++)
        {
            Descend();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Descend();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Descend()
        {
            tape.Reset();
            var loss = layer.Forward(tape.Constant(x)).Sum();
            _ = tape.Gradient(loss + layer.Penalty(loss));
        }
    }

    private static Dense<double> Regularized()
    {
        var dense = new Dense<double>(2, 2, new Random(1), weightRegularizer: Regularizers.L1<double>(0.1), biasRegularizer: Regularizers.L2<double>(0.5));
        dense.Weight.Value = Tensor.Of<double>([2, 2], [1, -2, 3, -4]);
        dense.Bias!.Value = Tensor.Of<double>([2], [5, 6]);
        return dense;
    }
}
