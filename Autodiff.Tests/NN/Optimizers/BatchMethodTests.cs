using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

public sealed class BatchMethodTests
{
    private static readonly BatchMethod[] All =
        [new Lbfgs(), new ConjugateGradients { MaxIterations = 5000 }, new ScaledConjugateGradients { MaxIterations = 5000 }, new NewtonCg(), new GaussNewton(), new LevenbergMarquardt()];

    private static bool IsLeastSquares(BatchMethod method) => method is GaussNewton or LevenbergMarquardt;

    [Test]
    public void Every_method_is_here() =>
        Assert.That(typeof(BatchMethod).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(BatchMethod))), Is.EquivalentTo(All.Select(its => its.GetType())));

    [TestCaseSource(nameof(All))]
    public void A_quadratic_is_solved(BatchMethod method)
    {
        var random = new Random(3);
        var root = Tensor.Normal<double>([6, 6], random);
        var right = Tensor.Normal<double>([6], random);
        var minimum = IsLeastSquares(method)
            ? method.Minimize(x => root.MatMul(x) - right, Tensor.Zeros<double>(6))
            : method.Minimize(x => 0.5 * (root.MatMul(x) - right).Square().Sum(), Tensor.Zeros<double>(6));
        var expected = root.Solve(right).ToArray();
        Assert.That(minimum.Converged, minimum.ToString());
        Assert.That(minimum.Point, Is.EqualTo(expected).Within(1e-6));
        Assert.That(minimum.Value, Is.LessThan(1e-12));
    }

    [TestCaseSource(nameof(All))]
    public void Rosenbrocks_valley_is_followed_to_its_end(BatchMethod method)
    {
        var start = Tensor.Of(-1.2, 1.0);
        var minimum = IsLeastSquares(method)
            ? method.Minimize(x => Math.Sqrt(2) * Tensor.Concat(0, 10 * (x[1..2] - x[0..1].Square()), 1 - x[0..1]), start)
            : method.Minimize(x => (100 * (x[1..2] - x[0..1].Square()).Square() + (1 - x[0..1]).Square()).Sum(), start);
        Assert.That(minimum.Converged, minimum.ToString());
        Assert.That(minimum.Point, Is.EqualTo(new[] { 1.0, 1.0 }).Within(1e-6));
        Assert.That(minimum.Evaluations, Is.GreaterThan(minimum.Iterations));
    }

    [TestCaseSource(nameof(All))]
    public void A_model_ends_at_the_minimum(BatchMethod method)
    {
        // A line through points: closed form by the normal equations.
        var x = Tensor.Of<float>([5, 1], [0f, 1, 2, 3, 4]);
        var y = Tensor.Of<float>([5, 1], [1f, 3, 2, 5, 4]);
        var line = new Dense<float>(1, 1, new Random(1));
        var minimum = (method with { GradientTolerance = 1e-3 }).Minimize(line.Parameters, tape => IsLeastSquares(method)
            ? line.Forward(tape.Constant(x)) - y
            : 0.5f * (line.Forward(tape.Constant(x)) - y).Square().Sum());
        Assert.That(minimum.Converged, minimum.ToString());
        Assert.That(line.Weight.Span[0], Is.EqualTo(0.8f).Within(3e-4f));
        Assert.That(line.Bias!.Span[0], Is.EqualTo(1.4f).Within(1e-3f));
    }

    [TestCaseSource(nameof(All))]
    public void Why_it_stopped_is_said(BatchMethod method)
    {
        static Tensor<double> Far(Tensor<double> x) => (x - 1).Square().Square();
        Assert.That((method with { MaxIterations = 2 }).Minimize(x => IsLeastSquares(method) ? Far(x) : Far(x).Sum(), Tensor.Of(5.0, 7)).Reason, Is.EqualTo(StopReason.IterationLimit));
        Assert.That(method.Minimize(x => x.Log().Sum(), Tensor.Of(-1.0)).Reason, Is.EqualTo(StopReason.NotFinite));
        Assert.That(() => method.Minimize(Objective.Of<double>(x => x.Sum(), [2]), [1.0]), Throws.ArgumentException);
        var there = method.Minimize(x => IsLeastSquares(method) ? x : 0.5 * x.Square().Sum(), Tensor.Of(0.0, 0));
        Assert.That((there.Reason, there.Iterations), Is.EqualTo((StopReason.SmallGradient, 0)));
        Assert.That(there.ToString(), Does.StartWith("converged, small gradient: value 0"));
    }

    [Test]
    public void A_jump_is_reported_as_no_descent() // the tape says that it falls, and it does not
    {
        var minimum = new Lbfgs().Minimize(x => (-x + (1000 * (x - 1).UnitStep())).Sum() - (2 * x.Detach()).Sum() + (4 * x.Detach()).Sum(), Tensor.Of(1.0));
        Assert.That(minimum.Reason, Is.EqualTo(StopReason.NoDescent));
        Assert.That(minimum.Point, Is.EqualTo(new[] { 1.0 }));
    }

    [Test]
    public void Several_elements_are_not_minimized() => Assert.That(
        () => new Lbfgs().Minimize(x => x.Square(), Tensor.Of(1.0, 2)), Throws.ArgumentException.With.Message.Contains("[2]"));

    [Test]
    public void Products_with_the_Hessian_are_exact()
    {
        var objective = Objective.Of<double>(x => (x[0..1].Pow(3) * x[1..2]).Sum(), [2]);
        double[] product = new double[2];
        objective.HessianVector([2, 3], [1, 10], product);
        Assert.That(product, Is.EqualTo(new[] { (6 * 2 * 3) + (3 * 4 * 10.0), 3 * 4 }).Within(1e-12));
        Objective.Of<double>(x => x.Sum(), [2]).HessianVector([2, 3], [1, 10], product);
        Assert.That(product, Is.EqualTo(new[] { 0.0, 0 }));
    }

    [Test]
    public void Frozen_parameters_stay()
    {
        var line = new Dense<double>(1, 1, new Random(1));
        line.Weight.IsFrozen = true;
        double weight = line.Weight.Span[0];
        var minimum = new Lbfgs().Minimize(line.Parameters, tape => (line.Forward(tape.Constant(Tensor.Of(new double[,] { { 1 }, { 2 } }))) - 3).Square().Sum());
        Assert.That(minimum.Point, Has.Count.EqualTo(1));
        Assert.That(line.Weight.Span[0], Is.EqualTo(weight));
        Assert.That(line.Bias!.Span[0], Is.EqualTo(3 - (1.5 * weight)).Within(1e-6));
    }
}
