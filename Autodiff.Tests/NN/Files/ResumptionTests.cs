using Autodiff.NN;

namespace Autodiff.Tests.NN.Files;

/// <summary>Training that goes on from a file is that which was not interrupted, whatever the optimizer.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResumptionTests
{
    private readonly Tape<double> tape = new();

    private static readonly Func<Parameter<double>, Parameter<double>, IOptimizer<double>>[] Optimizers =
    [
        (a, b) => Accumulating(a, b),
        (a, b) => new OptimizerGroup<double>(new Adam(0.1).For([a]), Accumulating(b)),
        (a, b) => new Lookahead<double>(Accumulating(a, b), every: 2),
        (a, b) => new OptimizerGroup<double>(new Lookahead<double>(new Adam(0.1).For([b]), every: 2), new Adagrad(0.3).For([a])),
    ];

    [TestCaseSource(nameof(Optimizers))]
    public void It_goes_on_as_if_uninterrupted(Func<Parameter<double>, Parameter<double>, IOptimizer<double>> make)
    {
        for (int stop = 1; stop < 9; stop++)
        {
            var (a, b) = Two();
            var (c, d) = Two();
            var (whole, first) = (make(a, b), make(c, d));
            Run(whole, a, b, 0, 12);
            Run(first, c, d, 0, stop);
            var second = make(c, d);
            using var stream = new MemoryStream();
            first.Save(stream);
            stream.Position = 0;
            second.Load(stream);
            Assert.That(second.Counters, Is.EquivalentTo(first.Counters));
            Run(second, c, d, stop, 12);
            Assert.That((c.Value, d.Value), Is.EqualTo((a.Value, b.Value)), $"stopped after {stop}");
        }
    }

    [Test]
    public void Averages_go_on()
    {
        var (a, _) = Two();
        var (first, second) = (new MovingAverage<double>([a]), new MovingAverage<double>([a]));
        a.Value = Tensor.Of(5.0, 6);
        first.Update();
        using var stream = new MemoryStream();
        first.Save(stream);
        stream.Position = 0;
        second.Load(stream);
        Assert.That(second.Steps, Is.EqualTo(1));
        Assert.That(second.State[0].Value, Is.EqualTo(first.State[0].Value));
    }

    [Test]
    public void Reductions_on_a_plateau_go_on()
    {
        ReduceOnPlateau first = new(patience: 1), second = new(patience: 1);
        first.Observe(1);
        first.Observe(2);
        second.State = first.State;
        Assert.That(second.Observe(2), Is.True);
        Assert.That((second.Factor(0), first.Factor(0)), Is.EqualTo((0.1, 1)));
    }

    [Test]
    public void More_pending_gradients_than_are_accumulated_are_refused_and_nothing_changes()
    {
        var (a, b) = Two();
        var (saved, group) = (Group(5), Group(2));
        Run(saved, a, b, 0, 4);
        using var stream = new MemoryStream();
        saved.Save(stream);
        stream.Position = 0;
        Assert.That(() => group.Load(stream), Throws.TypeOf<InvalidDataException>().With.Message.Contains("other settings"));
        Assert.That(group.Counters.Values, Is.All.Zero);
        Assert.That(group.State.Where(slot => slot.Path.EndsWith(".m", StringComparison.Ordinal)).SelectMany(slot => slot.Span.ToArray()), Is.All.Zero);

        OptimizerGroup<double> Group(int accumulation)
        {
            var last = new Adam().For([b]);
            last.Accumulation = accumulation;
            return new(new Adam().For([a]), last);
        }
    }

    [Test]
    public void A_misfit_lists_what_there_is()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, new Dictionary<string, Tensor<double>> { ["weight"] = Tensor.Zeros<double>(2, 3) });
        stream.Position = 0;
        var error = Assert.Throws<InvalidDataException>(() => new Dense<double>(2, 3, new Random(1)).Load(stream))!;
        Assert.That(error.Message, Is.EqualTo("The file is not of this model, and nothing was changed. Missing: bias."));
    }

    private static Optimizer<double> Accumulating(params Parameter<double>[] parameters)
    {
        var optimizer = new Adam(0.1).For(parameters);
        optimizer.Accumulation = 3;
        return optimizer;
    }

    private static (Parameter<double> First, Parameter<double> Second) Two() => (new("a", Tensor.Of(1.0, -2)), new("b", Tensor.Of(0.5, 3)));

    private void Run(IOptimizer<double> optimizer, Parameter<double> a, Parameter<double> b, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            tape.Reset();
            double phase = t;
            var loss = (tape.Input(a) * Math.Sin(phase)).Square().Sum();
            optimizer.Update(tape.Gradient(t % 4 == 2 ? loss : loss + (tape.Input(b) - Math.Cos(phase)).Square().Sum()));
        }
    }
}
