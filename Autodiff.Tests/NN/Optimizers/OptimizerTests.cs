using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>What holds of an optimizer, whatever its rule.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OptimizerTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(1.0, -2, 3, 0.5, -0.25));

    private readonly Parameter<double> other = new("other", Tensor.Of(0.5, -1));

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void Goes_on_from_saved_state_as_if_uninterrupted(RuleCase its)
    {
        var saved = new Parameter<double>("weight", weight);
        var (whole, first) = (its.Make(weight), its.Make(saved));
        Run(whole, weight, 10);
        Run(first, saved, 5);
        var second = its.Make(saved);
        second.Steps = first.Steps;
        foreach (var (from, to) in first.State.Zip(second.State))
        {
            to.Value = from.Value;
        }

        Run(second, saved, 5, 5);
        Assert.That(saved.Value, Is.EqualTo(weight.Value));
        Assert.That(second.State.Select(slot => slot.Value), Is.EqualTo(whole.State.Select(slot => slot.Value)));
    }

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void Leaves_frozen_parameters_alone(RuleCase its)
    {
        var optimizer = its.Make(weight, other);
        other.IsFrozen = true;
        Tensor<double> before = other.Value, trained = weight.Value;
        for (int i = 0; i < 3; i++)
        {
            tape.Reset();
            optimizer.Update(tape.Gradient((tape.Constant(before) * other).Sum() + (tape.Constant(trained) * weight).Sum()));
        }

        Assert.That(other.Value, Is.EqualTo(before));
        Assert.That(weight.Value, Is.Not.EqualTo(trained));
        foreach (var slot in optimizer.State.Where(slot => slot.Path.StartsWith("other", StringComparison.Ordinal)))
        {
            Assert.That(slot.Span.ToArray().Distinct().Count(), Is.EqualTo(1), "as it started");
        }
    }

    /// <summary>A rule sees the gradient 0 of a parameter without a part in the loss: momentum would carry on.</summary>
    [Test]
    public void A_parameter_without_a_part_in_the_loss_has_the_gradient_zero()
    {
        var optimizer = new Momentum(0.1, 0.5).For([weight, other]);
        optimizer.Update(tape.Gradient((tape.Constant(Tensor.Of(1.0, 1)) * other).Sum() + (tape.Constant(weight.Value) * weight).Sum()));
        double[] before = other.Value.ToArray();
        tape.Reset();
        optimizer.Update(tape.Gradient((tape.Constant(weight.Value) * weight).Sum()));
        Assert.That(other.Value.ToArray(), Is.EqualTo(before.Select(w => w - (0.1 * 0.5))).Within(1e-15));
    }

    [Test]
    public void Without_any_parameter_in_the_loss_it_throws_and_changes_nothing()
    {
        var optimizer = new Adam().For([weight]);
        var before = weight.Value;
        var x = tape.Input(Tensor.Of(1.0, 2));
        Assert.That(() => optimizer.Update(tape.Gradient(x.Sum())), Throws.InvalidOperationException.With.Message.Contains("tape.Constant(x)"));
        Assert.That(optimizer.Steps, Is.Zero);
        Assert.That(weight.Value, Is.EqualTo(before));
    }

    [Test]
    public void A_parameter_given_twice_is_updated_once()
    {
        var optimizer = new GradientDescent(0.5).For([other, other.Under("layer")]);
        optimizer.Update(tape.Gradient((tape.Constant(Tensor.Of(1.0, 1)) * other).Sum()));
        Assert.That(optimizer.Parameters, Has.Count.EqualTo(1));
        Assert.That(other.Value.ToArray(), Is.EqualTo([0.0, -1.5]));
    }

    [Test]
    public void The_learning_rate_may_change_between_updates()
    {
        var optimizer = new GradientDescent(0.5).For([other]);
        optimizer.LearningRate = 0.25;
        optimizer.Update(tape.Gradient((tape.Constant(Tensor.Of(1.0, 1)) * other).Sum()));
        Assert.That(other.Value.ToArray(), Is.EqualTo([0.25, -1.25]));
        Assert.That(() => optimizer.LearningRate = -1, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("LearningRate"));
        Assert.That(() => optimizer.Steps = -1, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_constraint_holds_after_each_update_also_of_scaled_ones()
    {
        other.Constraint = w => w.Maximum(0.0);
        foreach (var optimizer in new[] { new GradientDescent(0.5).For([other]), new Lamb(0.5).For([other]) })
        {
            tape.Reset();
            optimizer.Update(tape.Gradient((tape.Constant(Tensor.Of(10.0, 1)) * other).Sum()));
            Assert.That(other.Span.ToArray(), Is.All.GreaterThanOrEqualTo(0));
            other.Assign(Tensor.Of(0.5, -1));
        }
    }

    [Test]
    public void The_derivative_goes_through_an_update_to_the_start()
    {
        var start = tape.Input(Tensor.Of(1.0, 2));
        var rule = new GradientDescent(0.1);
        var (after, _) = rule.Update(start, tape.RecordGradient((start * start * start).Sum(), start)[0], rule.Start(start));
        Assert.That(tape.Gradient(after.Sum())[start].ToArray(), Is.EqualTo([1 - (0.1 * 6), 1 - (0.1 * 12)]).Within(1e-15));
    }

    private void Run(Optimizer<double> optimizer, Parameter<double> parameter, int updates, int done = 0)
    {
        for (int t = done; t < done + updates; t++)
        {
            tape.Reset();
            double phase = t;
            var factor = tape.Constant(Tensor.Of(Math.Sin(phase), Math.Cos(2 * phase), 1, -Math.Sin(3 * phase), 0.1));
            optimizer.Update(tape.Gradient((factor * parameter).Sum() + ((tape.Input(parameter) * parameter).Sum() * 0.1)));
        }
    }
}
