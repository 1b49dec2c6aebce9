namespace Autodiff.Tests.Lectures;

using Autodiff.NN;

/// <summary>Linear threshold units: what they learn, what they cannot, and XOR by hand.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PerceptronTests
{
    private static readonly Tensor<double> Bits = Tensor.Of(new double[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
    private static readonly Tensor<double> And = Tensor.Of(new double[,] { { 0 }, { 0 }, { 0 }, { 1 } });
    private static readonly Tensor<double> Or = Tensor.Of(new double[,] { { 0 }, { 1 }, { 1 }, { 1 } });
    private static readonly Tensor<double> Xor = Tensor.Of(new double[,] { { 0 }, { 1 }, { 1 }, { 0 } });

    private readonly Perceptron<double> perceptron = new(2, 1);

    [TestCase(1)]
    [TestCase(0.1)]
    public void A_perceptron_learns_and_and_or(double rate)
    {
        var both = new Perceptron<double>(2, 2);
        var target = Tensor.Concat(1, And, Or);
        int passes = 0;
        while (both.Learn(Bits, target, rate))
        {
            Assert.That(++passes, Is.LessThan(20));
        }

        Assert.That(both.Forward(Bits), Is.EqualTo(target));
    }

    /// <summary>From zeros with η = 1 the rule goes through known weights: after (0, 1) of the first pass of OR, w = (0, 1) and b = 1.</summary>
    [Test]
    public void The_rule_moves_the_weights_by_the_error_times_the_input()
    {
        Assert.That(perceptron.Learn(Bits, Or), Is.True);
        Assert.That(perceptron.Weight.Value.ToArray(), Is.EqualTo([0.0, 1]));
        Assert.That(perceptron.Bias.Value.ToArray(), Is.EqualTo([1.0]));
        Assert.That(perceptron.Learn(Bits, Or, 0.5), Is.True);

        // (0, 0) is wrongly 1: b = 1/2, and all that follow are right.
        Assert.That(perceptron.Weight.Value.ToArray(), Is.EqualTo([0.0, 1]));
        Assert.That(perceptron.Bias.Value.ToArray(), Is.EqualTo([0.5]));
    }

    [Test]
    public void Nothing_changes_where_all_is_right()
    {
        perceptron.Weight.Value = Tensor.Of<double>([2, 1], [1, 1]);
        perceptron.Bias.Value = Tensor.Of<double>([1], [-1.5]);
        Assert.That(perceptron.Learn(Bits, And), Is.False);
        Assert.That(perceptron.Weight.Value.ToArray(), Is.EqualTo([1.0, 1]));
    }

    [Test]
    public void A_perceptron_never_learns_xor()
    {
        for (int pass = 0; pass < 200; pass++)
        {
            Assert.That(perceptron.Learn(Bits, Xor), Is.True);
            Assert.That(perceptron.Forward(Bits), Is.Not.EqualTo(Xor));
        }
    }

    /// <summary>Fausett 1994, the Hebb net: with 1 and -1 one pass gives w = (2, 2), b = -2 for AND.</summary>
    [Test]
    public void Hebbs_rule_learns_and_from_signs_in_one_pass()
    {
        var (x, y) = (Signs(Bits), Signs(And));
        Assert.That(perceptron.LearnByHebb(x, y), Is.True);
        Assert.That(perceptron.Weight.Value.ToArray(), Is.EqualTo([2.0, 2]));
        Assert.That(perceptron.Bias.Value.ToArray(), Is.EqualTo([-2.0]));
        Assert.That(perceptron.Forward(x), Is.EqualTo(And));
    }

    [Test]
    public void Hebbs_rule_finds_nothing_in_xor()
    {
        Assert.That(perceptron.LearnByHebb(Signs(Bits), Signs(Xor)), Is.False);
        Assert.That(perceptron.Weight.Value.ToArray(), Is.All.Zero);
    }

    /// <summary>With 1 and 0 connections only grow, so the same rule fails.</summary>
    [Test]
    public void Hebbs_rule_fails_for_and_of_bits()
    {
        Assert.That(perceptron.LearnByHebb(Bits, And, 0.5), Is.True);
        Assert.That(perceptron.Weight.Value.ToArray(), Is.EqualTo([0.5, 0.5]));
        Assert.That(perceptron.Forward(Bits), Is.Not.EqualTo(And));
    }

    [Test]
    public void Examples_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => perceptron.Learn(Bits, Tensor.Zeros<double>([4])))!;
        Assert.That(error.Message, Does.Contain("Perceptron(2, 1)").And.Contain("[4]").And.Contain("[4, 1]"));
        Assert.Throws<ArgumentException>(() => perceptron.LearnByHebb(Bits, Tensor.Zeros<double>([3, 1])));
        Assert.That(() => perceptron.Learn(Bits, Signs(And)), Throws.ArgumentException.With.Message.Contains("-1").And.Message.Contains("1 and 0"));
        Assert.That(() => perceptron.LearnByHebb(Bits, And / 0), Throws.ArgumentException.With.Message.Contains("finite"));
        Assert.That(perceptron.Weight.Value.ToArray(), Is.All.Zero);
        Assert.Throws<ArgumentException>(() => perceptron.Learn(Tensor.Zeros<double>([4, 3]), And));
    }

    [Test]
    public void The_step_has_no_derivative_unless_it_is_let_straight_through()
    {
        foreach (bool isStraightThrough in new[] { false, true })
        {
            var tape = new Tape<double>();
            var unit = new Dense<double>(2, 1, new Random(3), new UnitStep<double>(isStraightThrough));
            var gradient = tape.Gradient(unit.Forward(tape.Constant(Bits)).Sum())[unit.Weight];
            Assert.That(gradient.ToArray(), Is.All.EqualTo(isStraightThrough ? 2 : 0), "the sum of the inputs, or nothing");
        }
    }

    [Test]
    public void Xor_by_hand()
    {
        var hidden = Unit(2, 2, [1, 1, 1, 1], [-1.5, -0.5]);
        var output = Unit(2, 1, [-1, 1], [-0.5]);
        var step = new UnitStep<double>();

        var sums = hidden.Forward(Bits);
        Assert.That(sums.ToArray2D(), Is.EqualTo(new[,] { { -1.5, -0.5 }, { -0.5, 0.5 }, { -0.5, 0.5 }, { 0.5, 1.5 } }));
        var h = step.Forward(sums);
        Assert.That(h.ToArray2D(), Is.EqualTo(new double[,] { { 0, 0 }, { 0, 1 }, { 0, 1 }, { 1, 1 } }));
        Assert.That(output.Forward(h).ToArray(), Is.EqualTo([-0.5, 0.5, 0.5, -0.5]));
        Sequential<double> network = [hidden, step, output, step];
        Assert.That(network.Forward(Bits), Is.EqualTo(Xor));
    }

    /// <summary>Least squares with y = x w + b have the minimum ¼ at w = 0, b = ½: the output is ½ for every input (Goodfellow et al. 2016, 6.1).</summary>
    [Test]
    public void A_linear_model_of_xor_says_one_half()
    {
        var tape = new Tape<double>();
        var model = new Dense<double>(2, 1, new Random(4));
        var optimizer = new GradientDescent(0.5).For(model.Parameters);
        Tensor<double> Error() => Losses.MeanSquaredError(model.Forward(tape.Constant(Bits)), Xor);

        // The least curvature is 0.31, so that an update leaves at most 0.85 of the way.
        for (int i = 0; i < 200; i++)
        {
            tape.Reset();
            optimizer.Update(tape.Gradient(Error()));
        }

        tape.Reset();
        Assert.That(model.Weight.Value.ToArray(), Is.All.Zero.Within(1e-8));
        Assert.That(model.Bias!.Value.Value, Is.EqualTo(0.5).Within(1e-8));
        Assert.That(Error().Value, Is.EqualTo(0.25).Within(1e-8));
        Assert.That(model.Forward(Bits).ToArray(), Is.All.EqualTo(0.5).Within(1e-8));
    }

    private static Tensor<double> Signs(Tensor<double> bits) => (2 * bits) - 1;

    private static Dense<double> Unit(int inputs, int outputs, double[] weights, double[] biases)
    {
        var dense = new Dense<double>(inputs, outputs, new Random(1));
        dense.Weight.Value = Tensor.Of([inputs, outputs], weights);
        dense.Bias!.Value = Tensor.Of([outputs], biases);
        return dense;
    }
}
