namespace Autodiff.Tests.Lectures;

using Autodiff.NN;

/// <summary>Penalties and max-norm as the lectures have them, with their errors corrected.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RegularizationTests
{
    private readonly Tape<double> tape = new();

    /// <summary>J + λ R(w), with λ counted once and the biases left out.</summary>
    [Test]
    public void A_penalty_pulls_on_the_weights_alone()
    {
        const double Lambda = 0.001;
        var layer = new Dense<double>(3, 2, new Random(1), weightRegularizer: Regularizers.L1<double>(Lambda));
        var x = Tensor.Normal<double>([5, 3], new Random(2));
        var (loss, gradients) = Differentiated(layer, x, isPenalized: false);
        var (penalized, pulled) = Differentiated(layer, x, isPenalized: true);
        Assert.That(penalized - loss, Is.EqualTo(Lambda * layer.Weight.Value.ToArray().Sum(Math.Abs)).Within(1e-14));
        double[] pull = [.. layer.Weight.Value.ToArray().Select(w => Lambda * Math.Sign(w))];
        Assert.That((pulled.Weight - gradients.Weight).ToArray(), Is.EqualTo(pull).Within(1e-14));
        Assert.That(pulled.Bias, Is.EqualTo(gradients.Bias));
    }

    /// <summary>Without a loss, λ Σ w² shrinks every weight by the factor 1 - 2 η λ.</summary>
    [Test]
    public void The_square_decays_weights_by_twice_lambda()
    {
        var layer = new Dense<double>(3, 2, new Random(1), weightRegularizer: Regularizers.L2<double>(0.1));
        double[] start = layer.Weight.Value.ToArray();
        var optimizer = new GradientDescent(0.5).For(layer.Parameters);
        optimizer.Update(tape.Gradient(layer.Penalty(tape.Constant(Tensor.Ones<double>([1])))));
        Assert.That(layer.Weight.Value.ToArray(), Is.EqualTo(start.Select(w => 0.9 * w)).Within(1e-15));
    }

    /// <summary>After an update, w of a neuron becomes w min(1, r/‖w‖): the norm runs over its inputs, and short vectors are not stretched.</summary>
    [Test]
    public void Max_norm_bounds_the_weights_that_come_in_to_a_neuron()
    {
        var layer = new Dense<double>(2, 3, new Random(1), hasBias: false, weightConstraint: Constraints.MaxNorm<double>(1));
        layer.Weight.Value = Tensor.Of<double>([2, 3], [3, 0.3, 0, 4, 0.4, 0]);
        var optimizer = new GradientDescent(1).For(layer.Parameters);

        // The derivative of the mean output of x = (1, -1), times 0: only the constraint acts.
        optimizer.Update(tape.Gradient(0 * layer.Forward(tape.Constant(Tensor.Of<double>([1, 2], [1, -1]))).Mean()));
        Assert.That(layer.Weight.Value.ToArray(), Is.EqualTo([0.6, 0.3, 0, 0.8, 0.4, 0]).Within(1e-15));
    }

    [Test]
    public void Max_norm_holds_throughout_training()
    {
        var random = new Random(1);
        var layer = new Dense<double>(4, 3, random, weightConstraint: Constraints.MaxNorm<double>(1));
        var (x, y) = (Tensor.Normal<double>([20, 4], random), 10 * Tensor.Normal<double>([20, 3], random));
        var optimizer = new GradientDescent(0.1).For(layer.Parameters);
        for (int i = 0; i < 50; i++)
        {
            tape.Reset();
            optimizer.Update(tape.Gradient(Losses.MeanSquaredError(layer.Forward(tape.Constant(x)), y)));
            Assert.That(layer.Weight.Value.Norm(0).ToArray(), Is.All.LessThanOrEqualTo(1 + 1e-15), "rounding aside");
        }

        Assert.That(layer.Weight.Value.Norm(0).Max().Value, Is.EqualTo(1).Within(1e-15), "the targets ask for more");
    }

    private (double Loss, (Tensor<double> Weight, Tensor<double> Bias) Gradient) Differentiated(Dense<double> layer, Tensor<double> x, bool isPenalized)
    {
        tape.Reset();
        var loss = layer.Forward(tape.Constant(x)).Square().Mean();
        loss = isPenalized ? loss + layer.Penalty(loss) : loss;
        var gradients = tape.Gradient(loss);
        return (loss.Value, (gradients[layer.Weight].ToPlain(), gradients[layer.Bias!].ToPlain()));
    }
}
