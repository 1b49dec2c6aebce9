using System.Numerics;
using System.Reflection;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>What every rule computes, against its algorithm as published, and in both readings.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UpdateRuleTests
{
    private const int Updates = 10;

    private static readonly double[] Start = [0.7, -1.3, 0.2, 2.5, -0.4];

    private readonly Tape<double> tape = new();

    private static IEnumerable<Type> Rules => typeof(IUpdateRule<>).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(
        its => its.IsGenericType && its.GetGenericTypeDefinition() == typeof(IUpdateRule<>)));

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void Updates_are_those_of_the_published_algorithm(RuleCase its)
    {
        var reference = its.Reference();
        double[] expected = Start;
        var weight = new Parameter<double>("w", Tensor.Of(Start));
        var optimizer = its.Make(weight);
        for (int t = 1; t <= Updates; t++)
        {
            expected = reference(expected, Gradient(t));
            Update(optimizer, weight, Gradient(t));
            Assert.That(weight.Span.ToArray(), Is.EqualTo(expected).Within(1e-12), $"update {t}");
        }
    }

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void Both_readings_give_the_same_bits_at_every_length(RuleCase its)
    {
        for (int length = 1; length <= 40; length++)
        {
            BothReadings<double>(its, length);
            BothReadings<float>(its, length);
        }
    }

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void Single_precision_is_near_double(RuleCase its)
    {
        var (weight, single) = (Tensor.Of(Start), Tensor.Of(Start).Cast<float>());
        var (state, singleState) = (its.Start(weight), its.Start(single));
        for (int t = 1; t <= Updates; t++)
        {
            (weight, state) = its.Update(weight, Tensor.Of(Gradient(t)), state);
            (single, singleState) = its.Update(single, Tensor.Of(Gradient(t)).Cast<float>(), singleState);
        }

        Assert.That(single.Cast<double>().ToArray(), Is.EqualTo(weight.ToArray()).Within(1e-4));
    }

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void The_derivative_with_respect_to_the_learning_rate_is_that_of_differences(RuleCase its)
    {
        var rate = tape.Input(Tensor.Scalar(its.LearningRate));
        var loss = LossAfterFive(its, tape.Input(Tensor.Of(Start)), rate, w => tape.RecordGradient(Loss(w), w)[0]);
        double derivative = tape.Gradient(loss)[rate].Value;
        double h = 1e-6 * its.LearningRate;
        double difference = (At(its.LearningRate + h) - At(its.LearningRate - h)) / (2 * h);
        Assert.That(derivative, Is.EqualTo(difference).Within(2e-7 * Math.Max(1, Math.Abs(difference))));
        Assert.That(Math.Abs(difference), Is.GreaterThan(1e-3), "a derivative of 0 would show nothing");

        double At(double other) => LossAfterFive(its, Tensor.Of(Start), Tensor.Scalar(other), w => w + (1.5 * (w * 1.5).Cos()) + w.Sum()).Value;
    }

    [Test]
    public void Every_rule_has_a_row_and_is_trained_in_one()
    {
        Assert.That(Rules.Except(RuleCases.All.Select(its => its.Rule)), Is.Empty);
        Assert.That(Rules.Except(RuleCases.Trained.Select(its => its.Rule)), Is.Empty);
        Assert.That(RuleCases.All.Select(its => its.Name), Is.Unique);
    }

    [TestCaseSource(nameof(Rules))]
    public void Made_without_arguments_it_has_its_documented_defaults(Type rule)
    {
        var constructor = rule.GetConstructors().MaxBy(its => its.GetParameters().Length)!;
        object defaults = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
        Assert.That(Activator.CreateInstance(rule), Is.EqualTo(defaults));
        Assert.That(() => rule.GetMethod("Check")!.Invoke(defaults, []), Throws.Nothing);
    }

    /// <summary>NaN, -1 and an infinity are out of the range of every hyperparameter but the power of Ftrl, of which 1 is.</summary>
    [TestCaseSource(nameof(Rules))]
    public void A_hyperparameter_out_of_its_range_is_named(Type rule)
    {
        var constructor = rule.GetConstructors().MaxBy(its => its.GetParameters().Length)!;
        foreach (var parameter in constructor.GetParameters().Where(parameter => parameter.ParameterType == typeof(double)))
        {
            foreach (double wrong in new[] { double.NaN, double.PositiveInfinity, parameter.Name == nameof(Ftrl.Power) ? 1 : -1 })
            {
                object made = constructor.Invoke([.. constructor.GetParameters().Select(other => other == parameter ? wrong : other.DefaultValue)]);
                var error = Assert.Throws<TargetInvocationException>(() => rule.GetMethod("Check")!.Invoke(made, []), $"{parameter.Name} = {wrong}")!.InnerException;
                Assert.That(error, Is.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(parameter.Name));
            }
        }
    }

    [Test]
    public void A_hyperparameter_that_was_set_later_is_looked_at() => Assert.That(
        () => (new AdamW() with { Beta1 = 1 }).Check(), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Beta1"));

    [Test]
    public void Hyperparameters_are_looked_at_before_the_first_update()
    {
        var rule = new Adam(Beta1: 1);
        Assert.That(() => rule.For<Adam, double>([]), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Beta1 must be 0 or greater, and less than 1."));
        Assert.That(() => rule.Start(Tensor.Of(1.0)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Adagrad(InitialAccumulator: 0).Check(), Throws.InstanceOf<ArgumentOutOfRangeException>(), "0/0 of an element without gradient");
    }

    [Test]
    public void Slots_are_at_most_three_and_have_names()
    {
        foreach (var its in RuleCases.All)
        {
            var state = its.Make(new Parameter<double>("w", Tensor.Of(Start))).State;
            Assert.That(state, Has.Count.LessThanOrEqualTo(3));
            Assert.That(state.Select(slot => slot.Path), Is.Unique.And.All.Match(@"^w\.\w+$"));
        }
    }

    private static void BothReadings<T>(RuleCase its, int length) where T : IFloatingPointIeee754<T>
    {
        var random = new Random(length);
        var tape = new Tape<T>();
        var start = Tensor.Normal<T>([length], random);
        var parameter = new Parameter<T>("w", start);
        var optimizer = its.Make(parameter);
        var weight = tape.Input(start);
        var state = its.Start(weight);
        for (int t = 0; t < 4; t++)
        {
            var gradient = Tensor.Normal<T>([length], random);
            (weight, state) = its.Update(weight, tape.Input(gradient), state);
            var other = new Tape<T>();
            optimizer.Update(other.Gradient((other.Constant(gradient) * parameter).Sum()));
        }

        Assert.That(weight.IsRecorded);
        Assert.That(Bits(parameter.Value), Is.EqualTo(Bits(weight)), $"length {length}");
        Tensor<T>[] slots = [state.First, state.Second, state.Third];
        foreach (var (kept, slot) in optimizer.State.Zip(slots))
        {
            Assert.That(Bits(kept.Value), Is.EqualTo(Bits(slot)), $"{kept.Path}, length {length}");
        }
    }

    private static byte[] Bits<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        [.. x.ToArray().SelectMany(item => BitConverter.GetBytes(double.CreateChecked(item)))];

    private static Tensor<double> LossAfterFive(RuleCase its, Tensor<double> w, Tensor<double> rate, Func<Tensor<double>, Tensor<double>> gradient)
    {
        var state = its.Start(w);
        for (int t = 0; t < 5; t++)
        {
            (w, state) = its.Update(w, gradient(w), state, rate);
        }

        return Loss(w);
    }

    /// <summary>Σ (w²/2 + sin 1.5w) + (Σ w)²/2, so that the gradient is w + 1.5 cos 1.5w + Σ w.</summary>
    private static Tensor<double> Loss(Tensor<double> w) => ((w.Square() * 0.5) + (w * 1.5).Sin()).Sum() + (w.Sum().Square() * 0.5);

    /// <summary>Numbers of both signs that change their signs from update to update, some more often than others.</summary>
    private static double[] Gradient(int t) => [.. Enumerable.Range(0, Start.Length).Select(i => Math.Sin((0.4 * t * (i + 1)) + (2.1 * i)) * (i + 0.5))];

    private void Update(Optimizer<double> optimizer, Parameter<double> weight, double[] gradient)
    {
        tape.Reset();
        optimizer.Update(tape.Gradient((tape.Constant(Tensor.Of(gradient)) * weight).Sum()));
    }
}
