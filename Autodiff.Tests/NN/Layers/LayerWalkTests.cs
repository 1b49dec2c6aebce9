using System.Numerics;
using Autodiff.NN;
using Autodiff.Tests.Recording;

namespace Autodiff.Tests.NN.Layers;

/// <summary>What holds for every layer.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LayerWalkTests
{
    private const int Seed = 7;

    private readonly Tape<double> tape = new();

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void The_output_has_the_shape(LayerCase its)
    {
        Assert.That(Made(its).Forward(InputOf(its)).Shape, Is.EqualTo(its.Output));
        Assert.That(Made(its).Forward(tape.Constant(InputOf(its)), Training()).Shape, Is.EqualTo(its.Output));
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void A_taped_input_gives_the_bits_of_a_plain_one(LayerCase its)
    {
        var layer = Made(its);
        var plain = layer.Forward(InputOf(its));
        its.Forget(layer);
        Assert.That(layer.Forward(tape.Constant(InputOf(its))), Is.EqualTo(plain));
    }

    [Test]
    public void Gradients_are_those_of_differences(
        [ValueSource(typeof(LayerCases), nameof(LayerCases.All))] LayerCase its, [Values] bool training)
    {
        var layer = Made(its);
        if (!its.IsContinuous)
        {
            Assert.That(its.DependsOnMode || layer.Parameters.Count == 0, "jumps are for layers without parameters");
            return;
        }

        LayerGradientCheck.Run(its, layer, InputOf(its), () => training ? Training() : ForwardContext.Inference);
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void The_same_seed_gives_the_same_bits(LayerCase its)
    {
        var x = InputOf(its);
        var (layer, twin) = (Made(its), Made(its));
        Assert.That(twin.Parameters.Select(p => p.Value), Is.EqualTo(layer.Parameters.Select(p => p.Value)));
        Assert.That(twin.Forward(x, Training()), Is.EqualTo(layer.Forward(x, Training())));
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void Training_and_inference_differ_where_they_should(LayerCase its)
    {
        var layer = Made(its);
        var x = InputOf(its);
        var inference = layer.Forward(x);
        its.Forget(layer);
        Assert.That(layer.Forward(x), Is.EqualTo(inference), "inference changes nothing");
        its.Forget(layer);
        Assert.That(layer.Forward(x, Training()), its.DependsOnMode ? Is.Not.EqualTo(inference) : Is.EqualTo(inference));
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void Parameters_and_state_make_the_layer(LayerCase its)
    {
        var trained = Made(its);
        _ = trained.Forward(InputOf(its), Training());
        var other = its.Make(new Random(Seed + 1));
        var file = new MemoryStream();
        trained.Save(file);
        file.Position = 0;
        other.Load(file);
        Assert.That(other.Parameters.Concat(other.State).Select(p => p.Path), Is.EqualTo(trained.Parameters.Concat(trained.State).Select(p => p.Path)));
        Assert.That(other.Forward(InputOf(its)), Is.EqualTo(trained.Forward(InputOf(its))));
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void Paths_name_each_array_once(LayerCase its)
    {
        var layer = Made(its);
        var paths = layer.Parameters.Concat(layer.State).Select(parameter => parameter.Path).ToArray();
        Assert.That(paths, Is.Unique);
        Assert.That(layer.Parameters, Is.Unique);
        Assert.That(layer.State.All(state => state.IsFrozen), "state is not trained");
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void Single_precision_is_near_double(LayerCase its)
    {
        var layer = Made(its);
        var single = its.MakeSingle(new Random(Seed));
        foreach (var (from, to) in layer.Parameters.Zip(single.Parameters).Concat(layer.State.Zip(single.State)))
        {
            to.Value = from.Value.Cast<float>();
        }

        foreach (bool training in new[] { false, true })
        {
            var expected = layer.Forward(InputOf(its), training ? Training() : ForwardContext.Inference);
            var actual = single.Forward(InputOf(its).Cast<float>(), training ? Training() : ForwardContext.Inference).Cast<double>();
            Assert.That(actual.Shape, Is.EqualTo(expected.Shape));
            Assert.That((actual - expected).Abs().Max().Value, Is.InRange(0.0, its.SingleTolerance * Math.Max(1, expected.Abs().Max().Value)));
        }
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void A_wrong_shape_names_the_layer_and_records_nothing(LayerCase its)
    {
        if (its.Wrong is null)
        {
            Assert.DoesNotThrow(() => Made(its).Forward(its.MakeInput([2, 3], new Random(1))), "a layer without a wrong shape takes any");
            return;
        }

        var layer = Made(its);
        string name = its.Named ?? layer.GetType().Name.Split('`')[0];
        foreach (Shape wrong in (Shape[])[its.Wrong, Shape.Scalar, .. its.AlsoWrong])
        {
            var x = tape.Input(its.MakeInput(wrong, new Random(1)));
            int count = tape.Count;
            var error = Assert.Catch<ArgumentException>(() => layer.Forward(x, Training()), $"the shape {wrong}")!;
            Assert.That(error.Message, Does.StartWith(name).And.Contains(wrong.ToString()));
            Assert.That(tape.Count, Is.EqualTo(count), $"what the shape {wrong} left");
        }
    }

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void A_full_tape_and_the_layer_stay_as_they_were(LayerCase its) => SmallTapes.RequireAllOrNothing(1, tape =>
    {
        var layer = Made(its);
        var x = tape.Input(InputOf(its));
        try
        {
            _ = layer.Forward(x, Training());
        }
        catch (InvalidOperationException)
        {
            Assert.That(layer.Forward(InputOf(its)), Is.EqualTo(Made(its).Forward(InputOf(its))), "nothing is kept of what threw");
            throw;
        }
    });

    [TestCaseSource(typeof(LayerCases), nameof(LayerCases.All))]
    public void A_warm_step_allocates_nothing(LayerCase its)
    {
        var layer = Made(its);
        var optimizer = layer.Parameters.Count > 0 ? new GradientDescent(1e-9).For(layer.Parameters) : null;
        var input = InputOf(its);
        var context = Training();
        for (int warm = 0; warm < 40; warm++)
        {
            Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Step()
        {
            tape.Reset();
            var y = layer.Forward(tape.Input(input), context);
            if (!y.IsConstant)
            {
                var gradients = tape.Gradient(y.Sum());
                optimizer?.Update(gradients);
            }
        }
    }

    private static ILayer<double> Made(LayerCase its) => its.Make(new Random(Seed));

    private static Tensor<double> InputOf(LayerCase its) => its.MakeInput(its.Input, new Random(Seed + 2));

    private static ForwardContext Training() => ForwardContext.Training(new Random(Seed + 3));
}
