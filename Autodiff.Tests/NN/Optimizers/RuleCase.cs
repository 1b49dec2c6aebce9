using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>One row of the table that all tests of update rules walk.</summary>
/// <param name="name">Unique.</param>
/// <param name="reference">
/// The published algorithm, written apart from the library: a fresh state, and then from weights and gradient to the new weights.
/// </param>
public abstract class RuleCase(string name, Func<Func<double[], double[], double[]>> reference)
{
    public string Name { get; } = name;

    public Func<Func<double[], double[], double[]>> Reference { get; } = reference;

    public abstract Type Rule { get; }

    public abstract double LearningRate { get; }

    /// <summary>The learning rates with which the rule is trained; null for a variant of a rule that is trained in another row.</summary>
    public Rates? Rates { get; init; }

    public abstract Optimizer<T> Make<T>(params Parameter<T>[] parameters) where T : IFloatingPointIeee754<T>;

    public abstract UpdateState<T> Start<T>(Tensor<T> weight) where T : IFloatingPointIeee754<T>;

    public abstract (Tensor<T> Weight, UpdateState<T> State) Update<T>(Tensor<T> weight, Tensor<T> gradient, UpdateState<T> state, Tensor<T>? learningRate = null)
        where T : IFloatingPointIeee754<T>;

    public override string ToString() => Name;

    /// <summary>A row whose reference treats each element alone: a fresh state, and then from weight and gradient to the new weight.</summary>
    public static RuleCase Of<TRule>(string name, TRule rule, Func<Func<double, double, double>> element, Rates? rates = null) where TRule : struct, IUpdateRule<TRule> =>
        new RuleCase<TRule>(name, rule, () =>
        {
            var states = new Dictionary<int, Func<double, double, double>>();
            return (w, g) => [.. w.Zip(g, (a, b) => (a, b)).Select((pair, i) =>
                (states.TryGetValue(i, out var known) ? known : states[i] = element())(pair.a, pair.b))];
        })
        { Rates = rates };
}

/// <summary>Learning rates with which a rule is trained.</summary>
/// <param name="Quadratic">For the quadratic.</param>
/// <param name="Rosenbrock">For the function of Rosenbrock.</param>
/// <param name="Xor">For the network.</param>
/// <param name="Falls">False of a rule whose weights are a multiple of η, so that a rate that falls to 0 takes them with it.</param>
public sealed record Rates(double Quadratic, double Rosenbrock, double Xor, bool Falls = true);

public sealed class RuleCase<TRule>(string name, TRule rule, Func<Func<double[], double[], double[]>> reference) : RuleCase(name, reference)
    where TRule : struct, IUpdateRule<TRule>
{
    public override Type Rule => typeof(TRule);

    public override double LearningRate => rule.LearningRate;

    public override Optimizer<T> Make<T>(params Parameter<T>[] parameters) => rule.For(parameters);

    public override UpdateState<T> Start<T>(Tensor<T> weight) => rule.Start(weight);

    public override (Tensor<T> Weight, UpdateState<T> State) Update<T>(Tensor<T> weight, Tensor<T> gradient, UpdateState<T> state, Tensor<T>? learningRate = null) =>
        rule.Update(weight, gradient, state, learningRate);
}
