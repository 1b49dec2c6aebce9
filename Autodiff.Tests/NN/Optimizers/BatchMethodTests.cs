using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

public sealed class BatchMethodTests
{
    private static readonly BatchMethod[] All =
        [new Lbfgs(), new ConjugateGradients { MaxIterations = 5000 }, new ScaledConjugateGradients { MaxIterations = 5000 }, new NewtonCg(), new GaussNewton(), new LevenbergMarquardt()];

    private static IEnumerable<BatchMethod> Smooth => All.Where(method => !IsLeastSquares(method));

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
        Assert.That(minimum.Value, Is.InRange(0.0, 1e-12));
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

    // How often conjugate gradients turn in the flat valley of Powell's function hangs on the last bits, and so on the machine: 310 to 730 evaluations.
    private const int Any = int.MaxValue;

    // Moré, Garbow and Hillstrom 1981, problems 5, 13, 14, 4 and 21: the minimum of each is 0. Bounds of the evaluations in the order of the methods.
    private static readonly Problem[] Classics =
    [
        new("Beale", x => Tensor.Concat(0, 1.5 - (x[0..1] * (1 - x[1..2])), 2.25 - (x[0..1] * (1 - x[1..2].Square())), 2.625 - (x[0..1] * (1 - x[1..2].Pow(3)))), [1, 1], [20, 65, 55, 35, 18, 27]),
        new("Powell, singular", x => Tensor.Concat(0, x[0..1] + (10 * x[1..2]), Math.Sqrt(5) * (x[2..3] - x[3..4]), (x[1..2] - (2 * x[2..3])).Square(), Math.Sqrt(10) * (x[0..1] - x[3..4]).Square()), [3, -1, 0, 1], [75, Any, 400, 120, 30, 30]),
        new("Wood", x => Tensor.Concat(0, 10 * (x[1..2] - x[0..1].Square()), 1 - x[0..1], Math.Sqrt(90) * (x[3..4] - x[2..3].Square()), 1 - x[2..3], Math.Sqrt(10) * (x[1..2] + x[3..4] - 2), Math.Sqrt(0.1) * (x[1..2] - x[3..4])), [-3, -1, -3, -1], [130, 290, 800, 350, 180, 150]),
        new("Brown, badly scaled", x => Tensor.Concat(0, x[0..1] - 1e6, x[1..2] - 2e-6, (x[0..1] * x[1..2]) - 2), [1, 1], [42, 135, 50, 110, 105, 45]),
        new("Rosenbrock, 100 numbers", x => Tensor.Concat(0, 10 * (x[50..] - x[..50].Square()), 1 - x[..50]), [.. Enumerable.Range(0, 100).Select(i => i < 50 ? -1.2 : 1)], [56, 95, 130, 122, 50, 62]),
    ];

    private static readonly TestCaseData[] ClassicsByMethod = [.. Classics.SelectMany(problem =>
        All.Select((method, i) => new TestCaseData(method, problem.Residuals, problem.Start, problem.Evaluations[i]).SetArgDisplayNames(method.GetType().Name, problem.Name)))];

    [TestCaseSource(nameof(ClassicsByMethod))]
    public void Classic_problems_are_solved_in_few_evaluations(BatchMethod method, Func<Tensor<double>, Tensor<double>> residuals, double[] start, int bound)
    {
        var minimum = Least(method, residuals, start);
        Assert.That(minimum.Converged, minimum.ToString());
        Assert.That(minimum.Value, Is.InRange(0.0, 1e-10));
        Assert.That(minimum.Evaluations, Is.LessThanOrEqualTo(bound));
    }

    [Test]
    public void Newton_leaves_the_indefinite_valley_of_Wood()
    {
        var minimum = Least(new NewtonCg(), Classics[2].Residuals, Classics[2].Start);
        Assert.That(minimum.Point, Is.EqualTo(new[] { 1.0, 1, 1, 1 }).Within(1e-6));
        Assert.That(minimum.Iterations, Is.LessThan(200));
    }

    private static Minimum Least(BatchMethod method, Func<Tensor<double>, Tensor<double>> residuals, double[] start) => IsLeastSquares(method)
        ? method.Minimize(residuals, Tensor.Of(start))
        : method.Minimize(x => residuals(x).Square().Sum(), Tensor.Of(start));

    [TestCaseSource(nameof(Smooth))]
    public void A_short_step_after_an_overshoot_is_no_minimum(BatchMethod method)
    {
        var minimum = method.Minimize(x => ((16.8655 * x).Exp() - (0.54113 * x)).Sum() + (7.878 * (x[0..1] - x[1..2]).Square()).Sum(), Tensor.Of(-0.35482, -0.922573));
        // Both numbers are alike there: exp(a x) a = b, so that the value is 2 b/a (1 - ln(b/a)).
        double slope = 0.54113 / 16.8655;
        Assert.That(minimum.Converged, minimum.ToString());
        Assert.That(minimum.Value, Is.EqualTo(2 * slope * (1 - Math.Log(slope))).Within(1e-9));
    }

    [Test]
    public void A_small_change_far_from_flat_is_no_minimum() => // the first steps are of 1e-15
        Assert.That(new LevenbergMarquardt(4e15).Minimize(x => x - 3, Tensor.Of(0.0)).Point, Is.EqualTo(new[] { 3.0 }).Within(1e-8));

    [TestCaseSource(nameof(Smooth))]
    public void Without_a_minimum_there_is_no_convergence(BatchMethod method)
    {
        Assert.That(method.Minimize(x => -x.Exp().Sum(), Tensor.Of(1.0, 2)).Reason, Is.EqualTo(StopReason.Unbounded));
        method = method with { MaxIterations = 50 };
        Assert.That(method.Minimize(x => (x[0..1] - (2 * x[1..2])).Sum(), Tensor.Of(1.0, 2)).Converged, Is.False);
        Assert.That(method.Minimize(x => -x.Square().Square().Sum(), Tensor.Of(1.0, 2)).Converged, Is.False);
    }

    [TestCaseSource(nameof(All))]
    public void Evaluations_are_those_of_one_minimization(BatchMethod method)
    {
        var objective = Objective.Of<double>(x => IsLeastSquares(method) ? x.Exp() - 2 : (x.Exp() - (2 * x)).Sum(), [2]);
        int first = method.Minimize(objective, [1, 3]).Evaluations;
        Assert.That(method.Minimize(objective, [1, 3]).Evaluations, Is.EqualTo(first));
        Assert.That(objective.Evaluations, Is.EqualTo(2 * first));
    }

    [Test]
    public void Settings_are_checked([Values(-1, double.NaN)] double wrong)
    {
        foreach (var method in All)
        {
            Assert.That(() => method with { GradientTolerance = wrong }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => method with { ChangeTolerance = wrong }, Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => method with { MaxIterations = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        Assert.That(() => new LevenbergMarquardt(wrong), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LevenbergMarquardt { Damping = wrong }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LevenbergMarquardt(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgs(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Lbfgs { History = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_sum_of_squares_is_not_taken_for_the_residuals([Values] bool isDamped)
    {
        BatchMethod method = isDamped ? new LevenbergMarquardt() : new GaussNewton();
        Assert.That(() => method.Minimize(x => (x - 3).Square().Sum(), Tensor.Of(1.0, 2)), Throws.ArgumentException.With.Message.Contains("residuals themselves"));
        Assert.That(method.Minimize(x => (x - 3).Sum(), Tensor.Of(1.0)).Point, Is.EqualTo(new[] { 3.0 }).Within(1e-8));
    }

    [TestCaseSource(nameof(All))]
    public void A_loss_that_throws_leaves_the_model_as_it_was(BatchMethod method)
    {
        var line = new Dense<float>(1, 1, new Random(1));
        float[] before = [line.Weight.Span[0], line.Bias!.Span[0]];
        int calls = 0;
        Assert.That(
            () => method.Minimize(line.Parameters, tape => ++calls == 4
                ? throw new InvalidOperationException("no more")
                : IsLeastSquares(method) ? Residuals(tape) : Residuals(tape).Square().Sum()),
            Throws.InvalidOperationException);
        Assert.That(new[] { line.Weight.Span[0], line.Bias!.Span[0] }, Is.EqualTo(before));

        Tensor<float> Residuals(Tape<float> tape) => line.Forward(tape.Constant(Tensor.Of<float>([2, 1], [1f, 2]))).Exp() - 3;
    }

    private sealed record Problem(string Name, Func<Tensor<double>, Tensor<double>> Residuals, double[] Start, int[] Evaluations);
}
