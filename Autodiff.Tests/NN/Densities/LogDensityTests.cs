using System.Reflection;
using Autodiff.NN;
using Autodiff.Tests.Recording;

namespace Autodiff.Tests.NN;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LogDensityTests
{
    private readonly Tape<double> tape = new();

    [Test]
    public void Every_density_has_a_case()
    {
        var densities = typeof(LogDensity).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(its => its.Name);
        Assert.That(DensityCases.All.Select(its => its.Name), Is.EquivalentTo(densities));
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void Values_and_gradients_are_those_of_high_precision(DensityCase its)
    {
        Tensor<double>[] inputs = [.. its.Arguments.Select(x => tape.Input(x))];
        var density = its.Run(inputs);
        Assert.That(density.Value, Is.EqualTo(its.Value).Within(1e-15 * 4));
        Assert.That(its.Run(its.Arguments), Is.EqualTo(density.ToPlain()), "plain arguments give the bits of taped ones");
        var gradients = tape.Gradient(density);
        Assert.That(inputs.SelectMany(x => gradients[x].ToArray()), Is.EqualTo(its.Gradients).Within(1e-14));
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void Gradients_are_those_of_differences_in_a_batch(DensityCase its)
    {
        for (int k = its.IsDiscrete ? 1 : 0; k < its.Arguments.Count; k++)
        {
            if (its.Name == "Binomial" && k == 1)
            {
                continue; // a count too
            }

            var x = Tensor.Stack(0, its.Arguments[k], its.Arguments[k] * 1.125, its.Arguments[k] * 1.03125);
            x = its.Arguments[k].Rank == 0 ? x.Reshape(3, 1) : x;
            Tensor<double> Run(Tensor<double> argument) => its.Run([.. its.Arguments.Select((other, i) => i == k ? argument : other)]).Sum();
            GradientCheck.Compare(Run, x, 1e-7).ThrowIfFailed();
            Assert.That(Run(x).Value, Is.EqualTo(Enumerable.Range(0, 3).Sum(i => Run(x[i..(i + 1)]).Value)).Within(1e-13));
        }
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void A_full_tape_stays_as_it_was(DensityCase its)
    {
        int recorded = SmallTapes.RequireAllOrNothing(its.Arguments.Count, tape => its.Run([.. its.Arguments.Select(x => tape.Input(x))]));
        Assert.That(recorded, Is.Positive);
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void Outside_of_the_support_is_minus_infinity_without_a_gradient(DensityCase its)
    {
        foreach (var x in its.Outside)
        {
            Tensor<double>[] inputs = [tape.Input(x), .. its.Arguments.Skip(1).Select(argument => tape.Input(argument))];
            var density = its.Run(inputs);
            Assert.That(density.Value, Is.EqualTo(double.NegativeInfinity), $"{x}");
            var gradients = tape.Gradient(density);
            Assert.That(inputs.SelectMany(input => gradients[input].ToArray()), Is.All.Zero, $"{x}");
        }
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void NaN_stays_NaN(DensityCase its) =>
        Assert.That(its.Run([its.Arguments[0] * double.NaN, .. its.Arguments.Skip(1)]).Value, Is.NaN);

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void Single_precision_is_near_double(DensityCase its) =>
        Assert.That(its.RunSingle([.. its.Arguments.Select(x => x.Cast<float>())]).Value, Is.EqualTo(its.Value).Within(2e-6));

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void Parameters_of_a_model_have_the_gradients(DensityCase its)
    {
        Parameter<double>[] parameters = [.. its.Arguments.Skip(1).Select((x, i) => new Parameter<double>($"p{i}", x))];
        var gradients = tape.Gradient(its.Run([tape.Constant(its.Arguments[0]), .. parameters.Select(parameter => (Tensor<double>)parameter)]));
        var expected = its.Gradients.Skip(its.Arguments[0].Count);
        Assert.That(parameters.SelectMany(parameter => gradients[parameter].ToArray()), Is.EqualTo(expected).Within(1e-14));
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void A_warm_step_allocates_nothing_whichever_argument_is_on_the_tape(DensityCase its)
    {
        var arguments = new Tensor<double>[its.Arguments.Count];
        for (int taped = 0; taped < arguments.Length; taped++)
        {
            for (int warm = 0; warm < 40; warm++)
            {
                Descend(taped);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Descend(taped);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero, $"argument {taped} alone on the tape");
        }

        void Descend(int taped)
        {
            tape.Reset();
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = i == taped ? tape.Input(its.Arguments[i]) : its.Arguments[i];
            }

            var density = its.Run(arguments).Sum();
            if (!density.IsConstant)
            {
                _ = tape.Gradient(density);
            }
        }
    }

    [TestCaseSource(typeof(DensityCases), nameof(DensityCases.All))]
    public void At_infinity_every_density_is_0(DensityCase its)
    {
        foreach (double infinity in new[] { double.PositiveInfinity, double.NegativeInfinity })
        {
            var x = its.Arguments[0];
            var at = Tensor.Full(x.Shape, infinity);
            Assert.That(its.Run([at, .. its.Arguments.Skip(1)]).Value, Is.EqualTo(double.NegativeInfinity), $"{infinity}");
            Assert.That(its.RunSingle([at.Cast<float>(), .. its.Arguments.Skip(1).Select(other => other.Cast<float>())]).Value, Is.EqualTo(float.NegativeInfinity), $"{infinity}");
        }
    }

    /// <summary>Of the arguments of the cases, in closed form.</summary>
    public static IEnumerable<TestCaseData> Edges()
    {
        double p = 1 / (1 + Math.Exp(-0.4));
        double z = Math.Log(Math.Exp(0.3) + Math.Exp(-1.2) + Math.Exp(0.9));
        yield return new("Uniform", -0.5, -Math.Log(2.5));
        yield return new("Uniform", 2.0, -Math.Log(2.5));
        yield return new("Exponential", 0.0, Math.Log(0.7));
        yield return new("Bernoulli", 0.0, -Math.Log(1 + Math.Exp(-0.7)));
        yield return new("Bernoulli", 1.0, -Math.Log(1 + Math.Exp(0.7)));
        yield return new("BernoulliOfProbability", 0.0, Math.Log(0.7));
        yield return new("BernoulliOfProbability", 1.0, Math.Log(0.3));
        yield return new("Poisson", 0.0, -1.7);
        yield return new("Binomial", 0.0, 7 * Math.Log(1 - p));
        yield return new("Binomial", 7.0, 7 * Math.Log(p));
        yield return new("Categorical", 0.0, 0.3 - z);
        yield return new("Categorical", 2.0, 0.9 - z);
    }

    [TestCaseSource(nameof(Edges))]
    public void The_edges_of_the_support_are_of_it(string name, double x, double expected)
    {
        var its = DensityCases.All.Single(one => one.Name == name);
        Tensor<double>[] inputs = [tape.Input(Tensor.Scalar(x)), .. its.Arguments.Skip(1).Select(argument => tape.Input(argument))];
        var density = its.Run(inputs);
        Assert.That(density.Value, Is.EqualTo(expected).Within(1e-14));
        var gradients = tape.Gradient(density);
        Assert.That(inputs.SelectMany(input => gradients[input].ToArray()).All(double.IsFinite));
    }

    [Test]
    public void Probabilities_of_all_counts_have_the_sum_1()
    {
        var counts = Tensor.Range(0.0, 60);
        Assert.That(LogDensity.Poisson(counts, Tensor.Scalar(3.5)).Exp().Sum().Value, Is.EqualTo(1).Within(1e-14));
        Assert.That(LogDensity.Binomial(counts, Tensor.Scalar(20.0), Tensor.Scalar(0.3)).Exp().Sum().Value, Is.EqualTo(1).Within(1e-13));
        Assert.That(LogDensity.Categorical(counts, Tensor.Of(0.3, -1, 2)).Exp().Sum().Value, Is.EqualTo(1).Within(1e-15));
    }

    [Test]
    public void Probabilities_at_their_ends()
    {
        var (x, ends) = (Tensor.Of(0.0, 1, 0, 1), Tensor.Of(0.0, 0, 1, 1));
        var p = tape.Input(ends);
        var value = LogDensity.BernoulliOfProbability(x, p);
        var gradient = tape.Gradient(value.Sum())[p];
        Assert.That(value.ToArray(), Is.EqualTo(new[] { 0, double.NegativeInfinity, double.NegativeInfinity, 0 }));
        Assert.That(gradient.ToArray(), Is.EqualTo(new double[] { -1, 0, 0, 1 }));
        Assert.That(LogDensity.Poisson(Tensor.Of(0.0, 2), Tensor.Scalar(0.0)).ToArray(), Is.EqualTo(new[] { 0, double.NegativeInfinity }));
        Assert.That(LogDensity.Bernoulli(Tensor.Of(0.0, 1), Tensor.Of(1e4, -1e4)).ToArray(), Is.EqualTo(new[] { -1e4, -1e4 }));
    }

    [Test]
    public void Shapes_that_do_not_fit_are_named()
    {
        var (x, mean) = (Tensor.Of(1.0, 2), Tensor.Of(1.0, 2, 3));
        Assert.That(() => LogDensity.MultivariateNormal(x, mean, Tensor.Identity<double>(2)), Throws.ArgumentException.With.Message.Contains("[3]"));
        Assert.That(() => LogDensity.MultivariateNormalOfScale(x, x, mean), Throws.ArgumentException.With.Message.Contains("[3]"));
        Assert.That(() => LogDensity.Dirichlet(x, mean), Throws.ArgumentException.With.Message.Contains("[3]"));
        Assert.That(() => LogDensity.Categorical(x, Tensor.Scalar(1.0)), Throws.ArgumentException.With.Message.Contains("classes"));
        Assert.That(() => LogDensity.Normal(x, mean, Tensor.Scalar(1.0)), Throws.ArgumentException);
    }
}
