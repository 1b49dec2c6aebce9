using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Time, masks, states and layers of layers.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SequenceLayerTests
{
    private const double Tolerance = 1e-14;

    private static readonly Tensor<double> Input = Tensor.Normal<double>([2, 6, 3], new Random(4));

    private readonly Tape<double> tape = new();
    private readonly Random random = new(5);

    public static IEnumerable<TestCaseData> Layers()
    {
        foreach (bool all in new[] { true, false })
        {
            TestCaseData Case(string name, Func<Random, SequenceLayer<double>> make) => new TestCaseData(make).SetArgDisplayNames($"{name}, {(all ? "all" : "last")}");
            yield return Case("simple", random => new SimpleRnn<double>(3, 2, random, givesAll: all));
            yield return Case("lstm", random => new Lstm<double>(3, 2, random, givesAll: all));
            yield return Case("gru", random => new Gru<double>(3, 2, random, givesAll: all));
            yield return Case("reversed", random => new Lstm<double>(3, 2, random, givesAll: all, isReversed: true));
            yield return Case("bidirectional", random => new Bidirectional<double>(
                new Lstm<double>(3, 2, random, givesAll: all), new Lstm<double>(3, 2, random, givesAll: all, isReversed: true)));
            yield return Case("stacked", random => new StackedRecurrent<double>(
                [new Bidirectional<double>(new Gru<double>(3, 2, random), new Gru<double>(3, 2, random, isReversed: true)), new Lstm<double>(4, 2, random, givesAll: all)]));
        }
    }

    [TestCaseSource(nameof(Layers))]
    public void A_sequence_that_is_filled_up_is_the_sequence(Func<Random, SequenceLayer<double>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var layer = make(random);
        int[] lengths = [6, 4];
        var x = tape.Input(Input);
        var y = layer.Forward(x, SequenceMask.Of<double>(lengths, 6), ForwardContext.Inference);
        var gradients = tape.Gradient(y.Square().Sum());
        var ofLayer = layer.Parameters.Select(parameter => gradients[parameter].ToPlain()).ToArray();
        var ofInput = gradients[x].ToPlain();
        var sums = layer.Parameters.Select(parameter => Tensor.Zeros<double>(parameter.Shape)).ToArray();
        for (int example = 0; example < 2; example++)
        {
            var alone = new Tape<double>();
            var part = alone.Input(Input[example..(example + 1), ..lengths[example]]);
            var expected = layer.Forward(part, ForwardContext.Inference);
            var its = alone.Gradient(expected.Square().Sum());
            var actual = layer.GivesAll ? y[example..(example + 1), ..lengths[example]] : y[example..(example + 1)];
            AssertNear(actual, expected);
            AssertNear(ofInput[example..(example + 1), ..lengths[example]], its[part]);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += its[layer.Parameters[i]].ToPlain();
            }
        }

        foreach (var (actual, expected) in ofLayer.Zip(sums))
        {
            AssertNear(actual, expected);
        }

        Assert.That(ofInput[1, 4..].ToArray(), Is.All.Zero);
        if (layer.GivesAll)
        {
            Assert.That(y[1, 4..].ToArray(), Is.All.Zero);
        }
    }

    [TestCaseSource(nameof(Layers))]
    public void What_fills_up_does_not_matter(Func<Random, SequenceLayer<double>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var layer = make(random);
        var mask = SequenceMask.Of<double>([6, 4], 6);
        var other = Tensor.Where(mask.Unsqueeze(-1), Input, 9.0);
        Assert.That(layer.Forward(other, mask, ForwardContext.Inference), Is.EqualTo(layer.Forward(Input, mask, ForwardContext.Inference)));
        Assert.That(layer.Forward(other), Is.Not.EqualTo(layer.Forward(Input)));
    }

    [Test]
    public void A_gap_in_the_mask_is_stepped_over()
    {
        var layer = new Gru<double>(3, 2, random, givesAll: false);
        var mask = Tensor.Of(1.0, 0, 1, 1).Reshape(1, 4);
        AssertNear(layer.Forward(Input[..1, ..4], mask, ForwardContext.Inference), layer.Forward(Tensor.Concat(1, Input[..1, ..1], Input[..1, 2..4])));
    }

    [Test]
    public void The_last_output_is_the_last_of_all_and_the_state()
    {
        var cell = new LstmCell<double>(3, 2, random);
        var (all, state) = new Recurrent<double>(cell).ForwardState(Input, null, ForwardContext.Inference);
        Assert.That(new Recurrent<double>(cell, givesAll: false).Forward(Input), Is.EqualTo(all[.., ^1]));
        Assert.That(state.Hidden, Is.EqualTo(all[.., ^1]));
    }

    [Test]
    public void Reversed_time_is_the_layer_on_the_reversed_sequence()
    {
        var cell = new LstmCell<double>(3, 2, random);
        var reversed = new Recurrent<double>(cell, isReversed: true);
        Assert.That(reversed.Forward(Input), Is.EqualTo(new Recurrent<double>(cell).Forward(Input.Flip(1)).Flip(1)));
        Assert.That(new Recurrent<double>(cell, givesAll: false, isReversed: true).Forward(Input), Is.EqualTo(reversed.Forward(Input)[.., 0]));
    }

    [Test]
    public void Two_directions_by_hand()
    {
        var (forward, backward) = (new Gru<double>(3, 2, random), new Gru<double>(3, 2, random, isReversed: true));
        Assert.That(new Bidirectional<double>(forward, backward).Forward(Input), Is.EqualTo(Tensor.Concat(2, forward.Forward(Input), backward.Forward(Input))));
        Assert.That(
            new Bidirectional<double>(forward, backward, DirectionMerge.Sum).Forward(Input), Is.EqualTo(forward.Forward(Input) + backward.Forward(Input)));
    }

    [Test]
    public void A_stack_by_hand()
    {
        var (first, second, third) = (new SimpleRnn<double>(3, 4, random), new Lstm<double>(4, 2, random), new Gru<double>(2, 2, random, givesAll: false));
        var stack = new StackedRecurrent<double>([first, second, third], between: new Tanh<double>());
        Assert.That(stack.Forward(Input), Is.EqualTo(third.Forward(second.Forward(first.Forward(Input).Tanh()).Tanh())));
        Assert.That((stack.Features, stack.Outputs, stack.GivesAll, stack.Cells.Count), Is.EqualTo((3, 2, false, 3)));
    }

    [Test]
    public void Two_halves_with_the_state_handed_on_are_the_whole()
    {
        var layer = new Lstm<double>(3, 2, random, givesAll: true);
        var x = tape.Input(Input);
        var whole = layer.Forward(x, ForwardContext.Inference);
        var (first, state) = layer.ForwardState(x[.., ..3], null, ForwardContext.Inference);
        var (second, _) = layer.ForwardState(x[.., 3..], state, ForwardContext.Inference);
        AssertNear(Tensor.Concat(1, first, second), whole);

        var expected = tape.Gradient(whole.Square().Sum());
        var actual = tape.Gradient(first.Square().Sum() + second.Square().Sum());
        AssertNear(actual[x], expected[x]);
        foreach (var parameter in layer.Parameters)
        {
            AssertNear(actual[parameter], expected[parameter]);
        }
    }

    [Test]
    public void A_detached_state_truncates_the_derivative_and_not_the_numbers()
    {
        var layer = new Lstm<double>(3, 2, random);
        var x = tape.Input(Input);
        var (_, state) = layer.ForwardState(x[.., ..3], null, ForwardContext.Inference);
        var (through, _) = layer.ForwardState(x[.., 3..], state, ForwardContext.Inference);
        var (truncated, _) = layer.ForwardState(x[.., 3..], state.Detach(), ForwardContext.Inference);
        var (apart, _) = layer.ForwardState(x[.., 3..], state.ToPlain(), ForwardContext.Inference);
        Assert.That(truncated, Is.EqualTo(through));
        Assert.That(tape.Gradient(through.Sum())[x][.., ..3].Abs().Sum().Value, Is.GreaterThan(0.01));
        var gradients = tape.Gradient(truncated.Sum());
        Assert.That(gradients[x][.., ..3].ToArray(), Is.All.Zero);
        Assert.That(gradients[layer.Cell.RecurrentWeight], Is.EqualTo(tape.Gradient(apart.Sum())[layer.Cell.RecurrentWeight]));
    }

    [TestCaseSource(nameof(Layers))]
    public void States_of_all_cells_are_handed_on(Func<Random, SequenceLayer<double>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var layer = make(random);
        var states = new RecurrentState<double>[layer.Cells.Count];
        layer.Start(Input, states);
        Assert.That(layer.ForwardState(Input, states, ForwardContext.Inference), Is.EqualTo(layer.Forward(Input)));
        Assert.That(states.All(its => its.Hidden.Abs().Min().Value > 0));
        Assert.That(layer.ForwardState(Input, states, ForwardContext.Inference), Is.Not.EqualTo(layer.Forward(Input)));
    }

    [Test]
    public void A_layer_that_keeps_its_state_takes_halves_as_the_whole()
    {
        var stack = new StackedRecurrent<double>([new Gru<double>(3, 4, random), new Lstm<double>(4, 2, random)]);
        var layer = new Stateful<double>(stack, batch: 2);
        var whole = stack.Forward(Input);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            tape.Reset();
            AssertNear(layer.Forward(tape.Input(Input[.., ..3]), ForwardContext.Training()), whole[.., ..3]);
            tape.Reset();
            AssertNear(layer.Forward(Input[.., 3..]), whole[.., 3..]);
            layer.Reset();
        }
    }

    [Test]
    public void A_kept_state_within_a_stack_is_kept()
    {
        var inner = new Gru<double>(3, 4, random);
        var outer = new Gru<double>(4, 2, random);
        var stack = new StackedRecurrent<double>([new Stateful<double>(inner, batch: 2), outer]);
        _ = stack.Forward(Input[.., ..3]);
        AssertNear(stack.Forward(Input[.., 3..]), outer.Forward(inner.Forward(Input)[.., 3..]));
    }

    [Test]
    public void Masks_and_states_leave_no_garbage([Values] bool isMaskTaped)
    {
        var layer = new Lstm<double>(3, 2, random);
        var mask = SequenceMask.Of<double>([6, 2], 6);
        var input = Input[.., ..6];
        for (int warm = 0; warm < 60; warm++)
        {
            Update();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Update();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Update()
        {
            tape.Reset();
            var x = tape.Constant(input);
            var real = isMaskTaped ? tape.Constant(mask) : mask;
            var (_, state) = layer.ForwardState(x, null, ForwardContext.Inference, real);
            var (y, _) = layer.ForwardState(x, state.Detach(), ForwardContext.Inference, real);
            _ = tape.Gradient(y.Sum());
        }
    }

    [Test]
    public void What_does_not_fit_is_named()
    {
        var (lstm, gru) = (new Lstm<double>(3, 2, random), new Gru<double>(3, 2, random, givesAll: false));
        var zeros = Tensor.Zeros<double>(2, 2);
        Assert.That(() => lstm.Forward(Input, Tensor.Ones<double>(2, 5), ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("[2, 5]"));
        Assert.That(() => lstm.ForwardState(Input, new RecurrentState<double>(zeros), ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("null"));
        Assert.That(
            () => lstm.ForwardState(Input, new RecurrentState<double>(Tensor.Zeros<double>(1, 2), zeros), ForwardContext.Inference),
            Throws.ArgumentException.With.Message.Contains("[1, 2]"));
        Assert.That(() => lstm.ForwardState(Input, [], ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("1 cells"));
        Assert.That(() => new StackedRecurrent<double>([]), Throws.ArgumentException);
        Assert.That(() => new StackedRecurrent<double>([lstm, lstm]), Throws.ArgumentException.With.Message.Contains("Lstm(3, 2)"));
        Assert.That(() => new StackedRecurrent<double>([gru, new Gru<double>(2, 2, random)]), Throws.ArgumentException);
        Assert.That(() => new Bidirectional<double>(lstm, lstm), Throws.ArgumentException.With.Message.Contains("isReversed"));
        Assert.That(() => new Bidirectional<double>(gru, new Lstm<double>(3, 2, random, isReversed: true)), Throws.ArgumentException);
        Assert.That(
            () => new Bidirectional<double>(lstm, new Lstm<double>(3, 4, random, isReversed: true), DirectionMerge.Sum),
            Throws.ArgumentException.With.Message.Contains("Concat"));
        Assert.That(() => SequenceMask.Of<double>([3, 7], 6), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => SequenceMask.Of<double>([-1], 6), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new Stateful<double>(new Lstm<double>(3, 2, random), 3).ForwardState(Input, [new(zeros, zeros)], ForwardContext.Inference),
            Throws.ArgumentException.With.Message.Contains("[3, time, 3]"));
        Assert.That(() => new Stateful<double>(lstm, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static void AssertNear(Tensor<double> actual, Tensor<double> expected)
    {
        Assert.That(actual.Shape, Is.EqualTo(expected.Shape));
        Assert.That(actual.ToArray(), Is.EqualTo(expected.ToArray()).Within(Tolerance * Math.Max(1, expected.Abs().Max().Value)));
    }
}
