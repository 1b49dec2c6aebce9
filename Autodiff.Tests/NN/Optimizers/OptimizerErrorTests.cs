using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>Settings that are refused, and what optimizers are called.</summary>
public sealed class OptimizerErrorTests
{
    private static readonly Action[] OutOfRange =
    [
        () => Make().Pending = -1,
        () => Make().Pending = 1,
        () => Make().WeightDecay = -0.1,
        () => Make().WeightDecay = double.NaN,
        () => Make().Counters = new Dictionary<string, long> { ["steps"] = 0, ["pending"] = 3 },
        () => new MovingAverage<double>([Weight<double>()]).Steps = -1,
        () => _ = new L1Decay(double.NaN),
        () => _ = new L2Decay(-1),
        () => _ = new StepDecay(1, -1),
        () => _ = new ExponentialDecay(1, double.NaN),
        () => _ = new InverseTimeDecay(-1),
        () => _ = new PolynomialDecay(1, -1),
        () => _ = new PolynomialDecay(1, 0, 0),
        () => _ = new CosineDecay(1, double.NaN),
        () => _ = new OneCycle(1, Divisor: 0),
        () => _ = new OneCycle(1, FinalDivisor: -1),
        () => _ = new ReduceOnPlateau(-1),
        () => _ = new ReduceOnPlateau(decay: 7),
        () => _ = new ReduceOnPlateau(threshold: -3),
        () => _ = new ReduceOnPlateau(least: double.NaN),
    ];

    [TestCaseSource(nameof(OutOfRange))]
    public void Settings_out_of_their_range_are_refused(Action set) => Assert.That(set, Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Pending_is_less_than_accumulation()
    {
        var optimizer = Make();
        optimizer.Accumulation = 4;
        optimizer.Pending = 3;
        Assert.That(optimizer.Pending, Is.EqualTo(3));
        Assert.That(() => optimizer.Pending = 4, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Parameters_are_some_and_of_a_type_with_vectors()
    {
        Assert.That(() => new Adam().For<Adam, double>([]), Throws.ArgumentException.With.Message.Contains("model.Parameters"));
        Assert.That(() => new Adam().For([Weight<Half>()]), Throws.TypeOf<NotSupportedException>().With.Message.Contains("float and double"));
    }

    [Test]
    public void A_rule_has_three_slots_at_most()
    {
        Assert.That(() => new Greedy().For([Weight<double>()]), Throws.ArgumentException.With.Message.Contains("4 slots"));
        Assert.That(() => new Greedy().Start(Tensor.Of(1.0)), Throws.ArgumentException.With.Message.Contains("4 slots"));
    }

    [Test]
    public void A_default_rule_is_told_apart() =>
        Assert.That(() => default(Adam).For([Weight<double>()]), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("new Adam()"));

    [Test]
    public void A_model_may_be_given_in_place_of_its_parameters()
    {
        var model = new Dense<double>(2, 3, new Random(1));
        var optimizer = new Adam(0.25).For(model, new ClipByValue(1));
        Assert.That(optimizer.Parameters, Is.EqualTo(model.Parameters));
        Assert.That(optimizer.ToString(), Does.StartWith("Adam { LearningRate = ").And.EndsWith("} of 2 parameters"));
    }

    [TestCaseSource(typeof(RuleCases), nameof(RuleCases.All))]
    public void What_is_printed_of_a_rule_are_its_hyperparameters(RuleCase its) =>
        Assert.That(its.Make(Weight<double>()).ToString(), Does.StartWith(its.Rule.Name).And.Not.Contain("Slot"));

    private static Parameter<T> Weight<T>() where T : System.Numerics.IFloatingPointIeee754<T> => new("w", Tensor.Ones<T>(2));

    private static Optimizer<double> Make() => new GradientDescent().For([Weight<double>()]);

    private readonly record struct Greedy : IUpdateRule<Greedy>
    {
        public double LearningRate => 1;

        public IReadOnlyList<Slot> Slots => [new("a"), new("b"), new("c"), new("d")];

        public void Check()
        {
            // Nothing can be wrong.
        }

        public Greedy At(long update) => this;

        public void Update<TNumber>(TNumber rate, TNumber gradient, ref TNumber weight, ref TNumber first, ref TNumber second, ref TNumber third)
            where TNumber : struct, IPointwise<TNumber> => weight -= rate * gradient;
    }
}
