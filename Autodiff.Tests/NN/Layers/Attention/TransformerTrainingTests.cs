using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

public sealed class TransformerTrainingTests
{
    private const int Tokens = 6;
    private const int Time = 5;

    [Test]
    public void A_transformer_learns_to_reverse_sequences()
    {
        var random = new Random(1);
        Sequential<float> network =
        [
            new Dense<float>(Tokens, 32, random),
            new SinusoidalPositions<float>(32),
            new TransformerEncoderBlock<float>(32, 2, 32, random),
            new Dense<float>(32, Tokens, random),
        ];
        var tape = new Tape<float>();
        var optimizer = new Adam(0.005).For(network.Parameters);
        var context = ForwardContext.Training();
        for (int update = 0; update < 120; update++)
        {
            tape.Reset();
            var sequences = Sequences(32, random);
            var logits = network.Forward(tape.Constant(sequences.OneHot(Tokens)), context);
            optimizer.Update(tape.Gradient(Losses.SoftMaxCrossEntropy(logits, sequences.Flip(1))));
        }

        var unseen = Sequences(200, new Random(2));
        var right = network.Forward(unseen.OneHot(Tokens)).ArgMax(-1).EqualTo(unseen.Flip(1));
        Assert.That(right.Mean().Value, Is.GreaterThan(0.95));
    }

    private static Tensor<float> Sequences(int count, Random random) =>
        (Tensor.Uniform<float>([count, Time], random) * Tokens).Floor();
}
