using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>Every rule gets to the minimum of what it is given; as a rule η falls to 0, since some take steps that do not shrink by themselves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TrainingTests
{
    private readonly Tape<double> tape = new();

    /// <summary>Σ c (w - t)²/2 with curvatures c of 1 to 5.</summary>
    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.Trained))]
    public void Gets_to_the_minimum_of_a_quadratic(RuleCase its)
    {
        var (curvature, target) = (Tensor.Of(1.0, 2, 5), Tensor.Of(1.0, -0.5, 0.25));
        var w = new Parameter<double>("w", Tensor.Of(0.5, 0.5, -0.5));
        Train(its, w, its.Rates!.Quadratic, 500, () => (tape.Constant(curvature) * (w - tape.Constant(target)).Square()).Sum() * 0.5);
        Assert.That(w.Span.ToArray(), Is.EqualTo(target.ToArray()).Within(0.01));
    }

    /// <summary>(1 - x)² + 100 (y - x²)², whose valley bends (Rosenbrock 1960).</summary>
    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.Trained))]
    public void Gets_along_the_valley_of_Rosenbrock(RuleCase its)
    {
        var w = new Parameter<double>("w", Tensor.Of(-1.2, 1));
        double last = Train(its, w, its.Rates!.Rosenbrock, 5_000, () =>
        {
            var point = tape.Input(w);
            var (x, y) = (point[..1], point[1..]);
            return ((1.0 - x).Square() + (100.0 * (y - x.Square()).Square())).Sum();
        });
        Assert.That(last, Is.InRange(0.0, 0.05), $"{w.Value}");
    }

    /// <summary>Two inputs, eight hidden units and an output; the loss is the mean of log(1 + eᶻ) - t z, from logits.</summary>
    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.Trained))]
    public void Learns_exclusive_or(RuleCase its)
    {
        var random = new Random(1);
        var hidden = new Dense<double>(2, 8, random);
        var output = new Dense<double>(8, 1, random);
        var optimizer = its.Make([.. hidden.Parameters, .. output.Parameters]);
        optimizer.LearningRate = its.Rates!.Xor;
        var (inputs, targets) = (Tensor.Of(new double[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }), Tensor.Of(new double[,] { { 0 }, { 1 }, { 1 }, { 0 } }));
        double running = 1;
        for (int update = 0; update < 3_000 && running >= 0.1; update++)
        {
            tape.Reset();
            var z = output.Forward(hidden.Forward(tape.Constant(inputs)).Sigmoid());
            var loss = (z.Softplus() - (tape.Constant(targets) * z)).Mean();
            running = (0.99 * running) + (0.01 * loss.Value);
            optimizer.Update(tape.Gradient(loss));
        }

        Assert.That(running, Is.InRange(0.0, 0.1));
    }

    /// <summary>The last loss.</summary>
    private double Train(RuleCase its, Parameter<double> parameter, double rate, int updates, Func<Tensor<double>> loss)
    {
        var optimizer = its.Make(parameter);
        double last = 0;
        for (int t = 0; t < updates; t++)
        {
            tape.Reset();
            optimizer.LearningRate = its.Rates!.Falls ? rate * (1 - ((double)t / updates)) : rate;
            var now = loss();
            last = now.Value;
            optimizer.Update(tape.Gradient(now));
        }

        return last;
    }
}
