using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MultiHeadAttentionTests
{
    private const double Tolerance = 1e-12;

    private readonly Tape<double> tape = new();
    private readonly Tensor<double> x = Tensor.Normal<double>([2, 4, 6], new Random(1));
    private readonly Tensor<double> memory = Tensor.Normal<double>([2, 5, 3], new Random(2));
    private readonly MultiHeadAttention<double> layer = AttentionByLoops.Scrambled(new MultiHeadAttention<double>(6, 3, new Random(3)));
    private readonly MultiHeadAttention<double> causal = AttentionByLoops.Scrambled(new MultiHeadAttention<double>(6, 3, new Random(3), isCausal: true));
    private readonly MultiHeadAttention<double> cross = AttentionByLoops.Scrambled(new MultiHeadAttention<double>(6, 3, new Random(3), memoryWidth: 3));

    [Test]
    public void A_plain_mask_leaves_no_garbage()
    {
        var padding = Attention.PaddingMask(Tensor.Of<double>(2, 3), 4);
        for (int warm = 0; warm < 60; warm++)
        {
            Descend();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Descend();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Descend()
        {
            tape.Reset();
            var queries = tape.Constant(x);
            _ = tape.Gradient(causal.Forward(queries, queries, padding, ForwardContext.Inference).Sum());
        }
    }

    [Test]
    public void Self_attention_is_that_of_loops()
    {
        Compare(layer.Forward(x), layer, x, (_, _, _) => true);
        Compare(causal.Forward(x), causal, x, (_, i, j) => j <= i);
    }

    [Test]
    public void Attention_to_a_memory_is_that_of_loops()
    {
        Compare(cross.Forward(x, memory, null, ForwardContext.Inference), cross, memory, (_, _, _) => true);
        var mask = Attention.PaddingMask(Tensor.Of<double>(2, 4), 5);
        Compare(cross.Forward(x, memory, mask, ForwardContext.Inference), cross, memory, (b, _, j) => j < (b == 0 ? 2 : 4));
    }

    [Test]
    public void A_mask_is_the_same_for_all_heads_and_adds_to_causality()
    {
        var ofPlaces = Tensor.Uniform<double>([4, 4], new Random(4)) > 0.4;
        Compare(layer.Forward(x, x, ofPlaces, ForwardContext.Inference), layer, x, (_, i, j) => ofPlaces[i, j].Value != 0);
        var padding = Attention.PaddingMask(Tensor.Of<double>(2, 3), 4);
        Compare(causal.Forward(x, x, padding, ForwardContext.Inference), causal, x, (b, i, j) => j <= i && j < (b == 0 ? 2 : 3));
    }

    [Test]
    public void One_head_is_attention_between_dense_layers()
    {
        var single = AttentionByLoops.Scrambled(new MultiHeadAttention<double>(6, 1, new Random(3)));
        Tensor<double> Projected(Tensor<double> of, string name) => of.MatMul(Of(single, $"{name}.weight")) + Of(single, $"{name}.bias");
        var attended = Attention.ScaledDotProduct(Projected(x, "query"), Projected(x, "key"), Projected(x, "value"));
        Assert.That(single.Forward(x).ToArray(), Is.EqualTo(Projected(attended, "output").ToArray()).Within(Tolerance));
    }

    [Test]
    public void Self_attention_without_a_mask_does_not_know_the_order()
    {
        int[] order = [2, 0, 3, 1];
        Assert.That(layer.Forward(x.IndexSelect(order, 1)).ToArray(), Is.EqualTo(layer.Forward(x).IndexSelect(order, 1).ToArray()).Within(Tolerance));
        Assert.That(causal.Forward(x.IndexSelect(order, 1)).AllClose(causal.Forward(x).IndexSelect(order, 1)), Is.False);
    }

    [Test]
    public void A_causal_output_does_not_depend_on_what_comes_later([Range(0, 2)] int t)
    {
        var input = tape.Input(x);
        var y = causal.Forward(input);
        var gradient = tape.Gradient(y[.., t].Square().Sum())[input];
        Assert.That(gradient[.., (t + 1)..].ToArray(), Is.All.Zero);
        Assert.That(gradient[.., ..(t + 1)].ToArray(), Is.All.Not.Zero);

        var later = Tensor.Concat(1, x[.., ..(t + 1)], 10 - x[.., (t + 1)..]);
        Assert.That(causal.Forward(later)[.., ..(t + 1)], Is.EqualTo(y.ToPlain()[.., ..(t + 1)]));
    }

    [Test]
    public void Padding_has_no_part_in_values_or_derivatives()
    {
        var mask = Attention.PaddingMask(Tensor.Of<double>(3, 3), 5);
        var input = tape.Input(memory);
        var y = cross.Forward(tape.Constant(x), input, mask, ForwardContext.Inference);
        var gradient = tape.Gradient(y.Square().Sum())[input];
        Assert.That(gradient[.., 3..].ToArray(), Is.All.Zero);
        Assert.That(gradient[.., ..3].ToArray(), Is.All.Not.Zero);

        var shorter = cross.Forward(x, memory[.., ..3], null, ForwardContext.Inference);
        Assert.That(y.ToArray(), Is.EqualTo(shorter.ToArray()).Within(Tolerance));
    }

    [Test]
    public void Weights_of_each_head_are_shares_of_one()
    {
        var weights = causal.Weights(x, x);
        Assert.That(weights.Shape, Is.EqualTo(Shape.Of(2, 3, 4, 4)));
        Assert.That(weights.Sum(-1).ToArray(), Is.All.EqualTo(1).Within(Tolerance));
        Assert.That(weights.Upper(1).ToArray(), Is.All.Zero);
    }

    [Test]
    public void Rotary_weights_depend_on_the_distance_alone()
    {
        var rotary = AttentionByLoops.Scrambled(new MultiHeadAttention<double>(4, 2, new Random(3), isRotary: true));
        var same = Tensor.Normal<double>([1, 1, 4], new Random(5)).BroadcastTo(1, 6, 4);
        var scores = rotary.Weights(same, same).Log();
        var (first, moved) = (scores[.., .., ..4, ..4], scores[.., .., 2.., 2..]);

        // The logarithms of weights are scores less a number of each query, and scores are the same two places on.
        Assert.That((first - first[.., .., .., ..1]).ToArray(), Is.EqualTo((moved - moved[.., .., .., ..1]).ToArray()).Within(1e-11));
        Assert.That((first - first[.., .., .., ..1]).Abs().Max().Value, Is.GreaterThan(0.1));
    }

    [Test]
    public void Dropout_keeps_the_mean_of_the_output()
    {
        var dropped = new MultiHeadAttention<double>(6, 3, new Random(3), dropout: 0.5);
        var context = ForwardContext.Training(new Random(6));
        var sum = Tensor.Zeros<double>([2, 4, 6]);
        var squares = Tensor.Zeros<double>([2, 4, 6]);
        const int Draws = 500;
        for (int i = 0; i < Draws; i++)
        {
            var y = dropped.Forward(x, context);
            (sum, squares) = (sum + y, squares + y.Square());
        }

        var mean = sum / Draws;
        var standardError = (((squares / Draws) - mean.Square()) / Draws).Sqrt();
        Assert.That(((mean - dropped.Forward(x)) / standardError).Abs().Max().Value, Is.InRange(0.0, 5));
    }

    [Test]
    public void Sizes_that_do_not_fit_are_named()
    {
        Assert.That(() => new MultiHeadAttention<double>(6, 4, new Random(1)), Throws.ArgumentException.With.Message.Contains("6").And.Message.Contains("4 heads"));
        Assert.That(() => new MultiHeadAttention<double>(0, 1, new Random(1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new MultiHeadAttention<double>(6, 2, new Random(1), isRotary: true), Throws.InstanceOf<ArgumentOutOfRangeException>());
        var input = tape.Input(x);
        int count = tape.Count;
        Assert.That(() => cross.Forward(input, input, null, ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("[2, 4, 6]").And.Message.Contains("memory"));
        Assert.That(() => layer.Forward(input, x[..1], null, ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("[1, 4, 6]"));
        Assert.That(() => layer.Forward(input, x, Tensor.Ones<double>(2, 4), ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("mask"));
        foreach (Shape mask in (Shape[])[[5, 4, 4], [1, 2, 4, 4], [3], [2, 4, 2]])
        {
            Assert.That(
                () => layer.Forward(input, input, Tensor.Ones<double>(mask), ForwardContext.Inference),
                Throws.ArgumentException.With.Message.Contains($"{mask}").And.Message.Contains("MultiHeadAttention"));
        }

        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void Settings_are_refused_by_their_names() => Assert.Multiple(() =>
    {
        Assert.That(() => new MultiHeadAttention<double>(6, 2, new Random(1), memoryWidth: 0), Refused("memoryWidth"));
        Assert.That(() => new MultiHeadAttention<double>(6, 2, new Random(1), dropout: 1), Refused("dropout"));
        Assert.That(() => new TransformerEncoderBlock<double>(6, 2, 0, new Random(1)), Refused("inner"));
        Assert.That(() => new TransformerDecoderBlock<double>(6, 2, 0, new Random(1)), Refused("inner"));
        Assert.That(() => new TransformerEncoderBlock<double>(6, 2, 4, new Random(1), dropout: 1), Refused("dropout"));
    });

    [Test]
    public void Weights_start_as_told()
    {
        ILayer<double>[] layers =
        [
            new MultiHeadAttention<double>(4, 2, new Random(1), weights: Initializer.Constant(3)),
            new TransformerEncoderBlock<double>(4, 2, 5, new Random(1), weights: Initializer.Constant(3)),
            new TransformerDecoderBlock<double>(4, 2, 5, new Random(1), weights: Initializer.Constant(3)),
        ];
        var starts = layers.SelectMany(its => its.Parameters).Where(its => its.Path.EndsWith("weight", StringComparison.Ordinal)).ToArray();
        Assert.That(starts, Has.Length.EqualTo(4 + 6 + 10));
        Assert.That(starts.SelectMany(its => its.Value.ToArray()), Is.All.EqualTo(3));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Refused(string parameter) =>
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property(nameof(ArgumentException.ParamName)).EqualTo(parameter);

    private void Compare(Tensor<double> y, ILayer<double> attention, Tensor<double> from, Func<int, int, int, bool> mayAttend)
    {
        for (int b = 0; b < 2; b++)
        {
            var expected = AttentionByLoops.MultiHead(
                AttentionByLoops.Sequence(x, b), AttentionByLoops.Sequence(from, b), 3, attention, "", (i, j) => mayAttend(b, i, j));
            Assert.That(AttentionByLoops.Sequence(y, b), Is.EqualTo(expected).Within(Tolerance));
        }
    }

    private static Tensor<double> Of(MultiHeadAttention<double> from, string path) => from.Parameters.Single(its => its.Path == path).Value;
}
