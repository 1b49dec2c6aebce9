using Autodiff.NN;

namespace Autodiff.Tests.NN.Initialization;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LsuvTests
{
    private readonly Random random = new(4);

    [Test]
    public void Each_layer_has_an_output_of_variance_1()
    {
        Sequential<double> inner = [new Dense<double>(20, 30, random), new Relu<double>()];
        Sequential<double> network = [new Dense<double>(10, 20, random), new Tanh<double>(), inner, new Dense<double>(30, 5, random)];
        var batch = 3.0 * Tensor.Normal<double>([50, 10], random);
        Lsuv.Apply(network, batch, random);

        var x = batch;
        foreach (var layer in network.Take(2).Concat(inner).Concat(network.Skip(3)))
        {
            x = layer.Forward(x);
            if (layer is Dense<double> dense)
            {
                Assert.That(x.Variance().Value, Is.EqualTo(1).Within(1e-12), "without a bias one rescaling is exact");
                RequireScaledOrthonormal(dense.Weight.Value);
            }
        }
    }

    [Test]
    public void Biases_are_kept_and_the_tolerance_is_met()
    {
        var dense = new Dense<double>(10, 8, random, biases: Initializer.Normal(0, 0.5));
        var bias = dense.Bias!.Value;
        var batch = 5.0 * Tensor.Normal<double>([40, 10], random);
        Lsuv.Apply([dense], batch, random, tolerance: 1e-6, maxIterations: 60);
        Assert.That(dense.Forward(batch).Variance().Value, Is.EqualTo(1).Within(1e-6));
        Assert.That(dense.Bias.Value, Is.EqualTo(bias));
    }

    [Test]
    public void A_layer_that_cannot_reach_it_is_named()
    {
        var bounded = new Dense<double>(10, 8, random, new Tanh<double>());
        Assert.That(() => Lsuv.Apply([bounded], 0.1 * Tensor.Normal<double>([40, 10], random), random), Throws.InvalidOperationException.With.Message.Contains("Dense(10, 8)"));
        var dead = new Dense<double>(10, 8, random);
        Assert.That(() => Lsuv.Apply([dead], Tensor.Zeros<double>(40, 10), random), Throws.InvalidOperationException);
    }

    [Test]
    public void A_failure_leaves_all_weights_as_they_were()
    {
        Dense<double> first = new(10, 8, random), bounded = new(8, 8, random, new Tanh<double>());
        var before = (first.Weight.Value, bounded.Weight.Value);
        Assert.That(() => Lsuv.Apply([first, bounded], Tensor.Normal<double>([40, 10], random), random, tolerance: 1e-9), Throws.Exception);
        Assert.That((first.Weight.Value, bounded.Weight.Value), Is.EqualTo(before));
    }

    [Test]
    public void Settings_are_checked()
    {
        var dense = new Dense<double>(3, 2, random);
        var batch = Tensor.Normal<double>([4, 3], random);
        Assert.That(() => Lsuv.Apply([dense], batch, random, tolerance: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Lsuv.Apply([dense], batch, random, maxIterations: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_batch_on_a_tape_records_nothing()
    {
        var tape = new Tape<double>();
        var batch = tape.Constant(Tensor.Normal<double>([40, 10], random));
        int count = tape.Count;
        Lsuv.Apply([new Dense<double>(10, 8, random)], batch, random);
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    private static void RequireScaledOrthonormal(Tensor<double> weight)
    {
        var gram = weight.Shape[0] >= weight.Shape[1] ? weight.Transpose().MatMul(weight) : weight.MatMul(weight.Transpose());
        var scale = gram.ValueAt(0, 0);
        Assert.That((gram - (scale * Tensor.Identity<double>(gram.Shape[0]))).Abs().Max().Value, Is.InRange(0.0, 1e-12 * scale));
    }
}
