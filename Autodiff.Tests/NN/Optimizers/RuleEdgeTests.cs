using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>Gradients and settings at the edge of what rules are for.</summary>
public sealed class RuleEdgeTests
{
    private static readonly RmsProp[] Centred =
        [new(Centred: true), new(0.01, Decay: 0.99, Epsilon: 1e-8, Centred: true, EpsilonOutside: true, InitialMeanSquare: 0)];

    [TestCaseSource(nameof(Centred))]
    public void A_constant_gradient_has_no_negative_variance(RmsProp rule)
    {
        float[] gradient = [.. Enumerable.Range(1, 200).Select(i => 0.37f * i)]; // without a bound several come out below 0
        float[] weights = Updated(rule, 3000, gradient);
        Assert.That(weights, Has.All.Matches<float>(float.IsFinite).And.All.LessThan(0));
    }

    [Test]
    public void At_the_rate_0_follow_the_regularized_leader_changes_nothing()
    {
        var weight = new Parameter<double>("w", Tensor.Of(1.0, -2));
        var optimizer = new Ftrl(0.5).For([weight]);
        double[][] Numbers() => [weight.Span.ToArray(), .. optimizer.State.Select(slot => slot.Span.ToArray())];
        Update(optimizer, weight, 3, 0);
        var before = Numbers();
        optimizer.LearningRate = 0;
        Update(optimizer, weight, 2, 0);
        Assert.That(Numbers(), Is.EqualTo(before));
        optimizer.LearningRate = 0.5;
        Update(optimizer, weight, 2, 1);
        Assert.That(weight.Span.ToArray(), Has.All.Matches<double>(double.IsFinite).And.Not.EqualTo(before[0]));
    }

    [Test]
    public void Of_infinite_gradients_the_sign_counts()
    {
        var weight = new Parameter<double>("w", Tensor.Of(1.0));
        var optimizer = new Rprop(0.1).For([weight]);
        double[] places = [.. new[] { 1, double.NegativeInfinity, double.NegativeInfinity, 1, 1 }.Select(gradient =>
        {
            Update(optimizer, weight, gradient);
            return weight.Span[0];
        })];
        Assert.That(places, Is.EqualTo(new[] { 0.9, 0.9, 0.95, 0.95, 0.925 }).Within(1e-15));
    }

    private static T[] Updated<T>(RmsProp rule, int updates, T[] gradient) where T : IFloatingPointIeee754<T>
    {
        var weight = new Parameter<T>("w", Tensor.Zeros<T>(gradient.Length));
        var optimizer = rule.For([weight]);
        for (int i = 0; i < updates; i++)
        {
            Update(optimizer, weight, gradient);
        }

        return weight.Span.ToArray();
    }

    private static void Update<T>(Optimizer<T> optimizer, Parameter<T> weight, params T[] gradient) where T : IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        optimizer.Update(tape.Gradient((tape.Constant(Tensor.Of(gradient)) * weight).Sum()));
    }
}
