using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TransformerBlockTests
{
    private const double Tolerance = 1e-11;

    private readonly Tape<double> tape = new();
    private readonly Tensor<double> x = Tensor.Normal<double>([2, 3, 4], new Random(1));
    private readonly Tensor<double> memory = Tensor.Normal<double>([2, 5, 4], new Random(2));
    private readonly Tensor<double> lengths = Tensor.Of<double>(2, 4);

    [Test]
    public void An_encoder_block_is_that_of_loops([Values] bool isPreNorm, [Values] bool isCausal)
    {
        var block = AttentionByLoops.Scrambled(new TransformerEncoderBlock<double>(4, 2, 5, new Random(3), isPreNorm: isPreNorm, isCausal: isCausal));
        Compare(block.Forward(x), block, isPreNorm, (y, _, at) => at.Attend("attention", y, y, (i, j) => !isCausal || j <= i));
    }

    [Test]
    public void A_decoder_block_is_that_of_loops([Values] bool isPreNorm)
    {
        var block = Decoder(isPreNorm);
        var y = block.Forward(x, memory, Attention.PaddingMask(lengths, 5), ForwardContext.Inference);
        Compare(y, block, isPreNorm, (y, _, at) => at.Attend("attention", y, y, (i, j) => j <= i), (y, b, at) =>
            at.Attend("cross_attention", y, AttentionByLoops.Sequence(memory, b), (_, j) => j < (b == 0 ? 2 : 4)));
    }

    [Test]
    public void An_encoder_block_takes_a_mask()
    {
        var block = AttentionByLoops.Scrambled(new TransformerEncoderBlock<double>(4, 2, 5, new Random(3)));
        var y = block.Forward(memory, Attention.PaddingMask(Tensor.Of<double>(3, 3), 5), ForwardContext.Inference);
        Assert.That(y[.., ..3].ToArray(), Is.EqualTo(block.Forward(memory[.., ..3]).ToArray()).Within(Tolerance));
    }

    [Test]
    public void Nothing_looks_ahead([Range(0, 1)] int t, [Values] bool isPreNorm)
    {
        ILayer<double>[] blocks =
        [
            Decoder(isPreNorm),
            AttentionByLoops.Scrambled(new TransformerEncoderBlock<double>(4, 2, 5, new Random(3), isPreNorm: isPreNorm, isCausal: true)),
        ];
        foreach (var block in blocks)
        {
            var input = tape.Input(x);
            var y = block.Forward(input);
            var gradient = tape.Gradient(y[.., t, 0].Sum())[input];
            Assert.That(gradient[.., (t + 1)..].ToArray(), Is.All.Zero);
            Assert.That(gradient[.., t].ToArray(), Is.All.Not.Zero);

            var later = Tensor.Concat(1, x[.., ..(t + 1)], 10 - x[.., (t + 1)..]);
            Assert.That(block.Forward(later)[.., ..(t + 1)], Is.EqualTo(y.ToPlain()[.., ..(t + 1)]));
        }
    }

    [Test]
    public void A_decoder_block_sends_derivatives_to_the_memory_but_not_to_its_padding()
    {
        var input = tape.Input(memory);
        var y = Decoder(isPreNorm: true).Forward(tape.Constant(x), input, Attention.PaddingMask(lengths, 5), ForwardContext.Inference);
        var gradient = tape.Gradient(y.Square().Sum())[input];
        Assert.That(gradient[0, 2..].ToArray(), Is.All.Zero);
        Assert.That(gradient[1, 4..].ToArray(), Is.All.Zero);
        Assert.That(gradient[.., ..2].ToArray(), Is.All.Not.Zero);
    }

    [Test]
    public void Parameters_are_listed_by_the_parts_of_the_block()
    {
        string[] attention = ["query.weight", "query.bias", "key.weight", "key.bias", "value.weight", "value.bias", "output.weight", "output.bias"];
        string[] expected =
        [
            .. attention.Select(name => $"attention.{name}"), .. attention.Select(name => $"cross_attention.{name}"),
            "feed_forward.inner.weight", "feed_forward.inner.bias", "feed_forward.outer.weight", "feed_forward.outer.bias",
            "attention_norm.gamma", "attention_norm.beta", "cross_attention_norm.gamma", "cross_attention_norm.beta", "feed_forward_norm.gamma", "feed_forward_norm.beta",
        ];
        Assert.That(Decoder(isPreNorm: false).Parameters.Select(its => its.Path), Is.EqualTo(expected));
    }

    [Test]
    public void A_memory_that_does_not_fit_is_named_and_nothing_is_recorded()
    {
        var input = tape.Input(x);
        int count = tape.Count;
        Assert.That(
            () => Decoder(isPreNorm: true).Forward(input, x[.., .., ..3], null, ForwardContext.Inference),
            Throws.ArgumentException.With.Message.Contains("[2, 3, 3]").And.Message.Contains("TransformerDecoderBlock"));
        foreach (bool isPreNorm in new[] { false, true })
        {
            Assert.That(
                () => Decoder(isPreNorm).Forward(input, Tensor.Ones<double>([3, .. x.Shape.Skip(1)]), null, ForwardContext.Inference),
                Throws.ArgumentException.With.Message.Contains("memory").And.Message.Contains("at cross_attention"));
            Assert.That(
                () => Decoder(isPreNorm).Forward(input, x, Tensor.Ones<double>(3, 1, 1), ForwardContext.Inference),
                Throws.ArgumentException.With.Message.Contains("[3, 1, 1]"));
            Assert.That(
                () => new TransformerEncoderBlock<double>(x.Shape[2], 1, 5, new Random(1), isPreNorm: isPreNorm).Forward(input, Tensor.Ones<double>(3, 1, 1), ForwardContext.Inference),
                Throws.ArgumentException.With.Message.Contains("[3, 1, 1]"));
        }

        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void A_warm_update_with_memory_and_masks_allocates_nothing()
    {
        var block = new TransformerDecoderBlock<double>(4, 2, 5, new Random(3), dropout: 0.1);
        var optimizer = new GradientDescent(1e-3).For(block.Parameters);
        var context = ForwardContext.Training(new Random(4));
        for (int warm = 0; warm < 40; warm++)
        {
            Train();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Train();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Train()
        {
            tape.Reset();
            var y = block.Forward(tape.Constant(x), tape.Constant(memory), Attention.PaddingMask(tape.Constant(lengths), 5), context);
            optimizer.Update(tape.Gradient(y.Square().Sum()));
        }
    }

    private static TransformerDecoderBlock<double> Decoder(bool isPreNorm) =>
        AttentionByLoops.Scrambled(new TransformerDecoderBlock<double>(4, 2, 5, new Random(3), isPreNorm: isPreNorm));

    /// <summary>The parts of a block one after the other, each with what goes around it, and the feed-forward part at the end.</summary>
    private void Compare(Tensor<double> y, ILayer<double> block, bool isPreNorm, params Func<double[,], int, Parts, double[,]>[] attentions)
    {
        for (int b = 0; b < 2; b++)
        {
            var expected = AttentionByLoops.Sequence(x, b);
            var parts = new Parts(block, isPreNorm);
            foreach (var attention in attentions)
            {
                expected = attention(expected, b, parts);
            }

            expected = parts.Around("feed_forward", expected, its => AttentionByLoops.FeedForward(its, block));
            Assert.That(AttentionByLoops.Sequence(y, b), Is.EqualTo(expected).Within(Tolerance));
        }
    }

    private sealed record Parts(ILayer<double> Block, bool IsPreNorm)
    {
        public double[,] Around(string name, double[,] x, Func<double[,], double[,]> part) => IsPreNorm
            ? AttentionByLoops.Sum(x, part(AttentionByLoops.Norm(x, Block, $"{name}_norm")))
            : AttentionByLoops.Norm(AttentionByLoops.Sum(x, part(x)), Block, $"{name}_norm");

        /// <summary>Attention of two heads: to itself, as normalised as it is, or to a memory as it stands.</summary>
        public double[,] Attend(string name, double[,] x, double[,] memory, Func<int, int, bool> mayAttend) => Around(
            name, x, its => AttentionByLoops.MultiHead(its, ReferenceEquals(x, memory) ? its : memory, 2, Block, $"{name}.", mayAttend));
    }
}
