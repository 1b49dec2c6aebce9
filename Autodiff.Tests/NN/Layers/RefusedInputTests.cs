using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>A layer inside that does not take what comes to it: the message names it, and what was recorded until then is gone.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RefusedInputTests
{
    private static readonly Random Source = new(1);

    private readonly Tape<double> tape = new();

    // Seven slopes meet no axis here.
    private static IEnumerable<ILayer<double>> Layers =>
    [
        new Dense<double>(3, 4, Source, Slopes()),
        new WeightNormDense<double>(3, 4, Source, Slopes()),
        new Conv1D<double>(4, 5, 1, Source, activation: Slopes()),
        new Sequential<double>(new Tanh<double>(), Slopes()),
        new Residual<double>(new Tanh<double>(), Slopes()),
        new Residual<double>(new Lambda<double>(x => x.Mean(-1))),
        new Autoencoder<double>(new Tanh<double>(), Slopes()),
        new VariationalAutoencoder<double>(new Dense<double>(3, 4, Source), Slopes()),
        new TransformerEncoderBlock<double>(3, 1, 5, Source, activation: Slopes()),
        new TransformerDecoderBlock<double>(3, 1, 5, Source, activation: Slopes()),
        new SimpleRnn<double>(3, 2, Source, Slopes()),
        new StackedRecurrent<double>([new Gru<double>(3, 2, Source), new Gru<double>(2, 2, Source)], between: Slopes()),
        Graphed(),
    ];

    [TestCaseSource(nameof(Layers))]
    public void What_a_layer_inside_refuses_leaves_no_trace(ILayer<double> layer)
    {
        var x = tape.Input(Tensor.Normal<double>([2, 4, 3], new Random(2)));
        var earlier = tape.Gradient((x * x).Sum());
        int count = tape.Count;
        Assert.That(
            () => layer.Forward(x, ForwardContext.Training(new Random(3))),
            Throws.ArgumentException.With.Message.Contains("PRelu(7) at ").Or.Message.StartsWith("Residual(Lambda) does not take"));
        Assert.That(tape.Count, Is.EqualTo(count));
        Assert.That(earlier[x], Is.EqualTo(2 * x.ToPlain()), "older tensors and gradients stay valid");
    }

    [Test]
    public void Separable_convolutions_leave_no_trace()
    {
        var layer = new SeparableConv2D<double>(2, 3, 1, Source, activation: Slopes());
        var x = tape.Input(Tensor.Ones<double>([1, 2, 2, 2]));
        int count = tape.Count;
        Assert.That(() => layer.Forward(x), Throws.ArgumentException.With.Message.Contains("PRelu(7) at pointwise.activation"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void A_state_that_was_kept_for_another_batch_leaves_no_trace()
    {
        var layer = new Stateful<double>(new Gru<double>(3, 2, Source), batch: 2);
        var x = tape.Input(Tensor.Ones<double>([3, 1, 3]));
        int count = tape.Count;
        Assert.That(
            () => layer.ForwardState(x, [new(Tensor.Zeros<double>(3, 2))], ForwardContext.Inference),
            Throws.ArgumentException.With.Message.StartsWith("Stateful(3, 2) does not take the shape [3, 1, 3]"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    private static PRelu<double> Slopes() => new(7);

    private static GraphModel<double> Graphed()
    {
        var x = Graph.Input<double>("x");
        return new([x], [Slopes().On(new Tanh<double>().On(x), "slopes")]);
    }
}
