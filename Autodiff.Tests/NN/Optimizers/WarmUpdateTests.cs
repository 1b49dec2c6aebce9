using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>A warm step of training allocates nothing, and its tape borrows the parameters: none was given away to be written to at any time, which makes tapes copy it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WarmUpdateTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Normal<double>([2, 3], new Random(1)));

    private readonly Parameter<double> bias = new("bias", Tensor.Of(0.5, -1, 2));

    private static IEnumerable<TestCaseData> Ways =>
    [
        .. RuleCases.All.Select(its => Way(its.Name, parameters => its.Make(parameters))),
        Way("gradients that are added up", Accumulating),
        Way("transformed gradients", parameters => new Adam().For(parameters, new ClipByValue(1), new ClipByNorm(1), new ClipByGlobalNorm(1), new L1Decay(0.1), new L2Decay(0.1))),
        Way("lookahead", parameters => new Lookahead<double>(new Momentum().For(parameters), every: 2)),
        Way("a group", parameters => new OptimizerGroup<double>(new Adam().For(parameters[..1]), new Lion().For(parameters[1..]))),
        Way("sharpness-aware", parameters => new Adam().For(parameters), optimizer => new Sam<double>(optimizer).Update),
        Way("a moving average", parameters => new Adam().For(parameters), Averaging),
    ];

    [TestCaseSource(nameof(Ways))]
    public void A_warm_step_allocates_nothing_and_exposes_nothing(object make, object use)
    {
        Parameter<double>[] parameters = [weight, bias];
        var optimizer = ((Func<Parameter<double>[], IOptimizer<double>>)make)(parameters);
        var update = ((Func<IOptimizer<double>, Action<Func<Gradients<double>>>>)use)(optimizer);
        Func<Gradients<double>> gradient = Gradient;
        long least = long.MaxValue;
        for (int i = 0; i < 40; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            update(gradient);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
        Assert.That(parameters.Concat(optimizer.State).Where(parameter => parameter.Array.IsExposed), Is.Empty);
    }

    [Test]
    public void A_batch_method_exposes_nothing()
    {
        new Lbfgs().Minimize([weight, bias], its => (its.Constant([1, 2], [1.0, 2]).MatMul(weight) + bias).Square().Sum());
        Assert.That(weight.Array.IsExposed || bias.Array.IsExposed, Is.False);
    }

    [Test]
    public void Neither_does_the_making_of_a_layer_nor_the_reset_of_one_with_a_state()
    {
        var layer = new Stateful<double>(new Lstm<double>(3, 4, new Random(1)), batch: 2);
        layer.Forward(Tensor.Normal<double>([2, 5, 3], new Random(2)), ForwardContext.Inference);
        layer.Reset();
        Assert.That(layer.Parameters.Concat(layer.State).Where(parameter => parameter.Array.IsExposed), Is.Empty);
        Assert.That(layer.State.SelectMany(state => state.Span.ToArray()), Is.All.Zero);
    }

    private static Action<Func<Gradients<double>>> Averaging(IOptimizer<double> optimizer)
    {
        var average = new MovingAverage<double>(optimizer.Parameters);
        return gradient =>
        {
            optimizer.Update(gradient());
            average.Update();
            average.Exchange();
            average.Exchange();
            if (average.State[0].Array.IsExposed)
            {
                throw new InvalidOperationException("The average was exposed.");
            }
        };
    }

    private static IOptimizer<double> Accumulating(Parameter<double>[] parameters)
    {
        var optimizer = new Adam().For(parameters);
        optimizer.Accumulation = 2;
        return optimizer;
    }

    private static TestCaseData Way(
        string name, Func<Parameter<double>[], IOptimizer<double>> make, Func<IOptimizer<double>, Action<Func<Gradients<double>>>>? use = null) =>
        new TestCaseData(make, use ?? (optimizer => gradient => optimizer.Update(gradient()))).SetArgDisplayNames(name);

    private Gradients<double> Gradient()
    {
        tape.Reset();
        return tape.Gradient((tape.Constant([1, 2], [1.0, 2]).MatMul(weight) + bias).Square().Sum());
    }
}
