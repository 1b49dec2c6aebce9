using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

public sealed class RecurrentTrainingTests
{
    private static readonly Func<Random, Recurrent<double>>[] Makers =
    [
        random => new SimpleRnn<double>(1, 8, random, givesAll: false),
        random => new Lstm<double>(1, 8, random, givesAll: false),
        random => new Gru<double>(1, 8, random, givesAll: false),
        random => new Gru<double>(1, 8, random, resetAfter: false, givesAll: false),
    ];

    [Test]
    public void The_first_of_eight_bits_is_remembered([Range(0, 3)] int maker)
    {
        var random = new Random(1);
        Sequential<double> network = [Makers[maker](random), new Dense<double>(8, 1, random)];
        var optimizer = new Adam(LearningRate: 0.03).For(network.Parameters);
        var tape = new Tape<double>();
        for (int update = 0; update < 100; update++)
        {
            tape.Reset();
            var (bits, first) = Draw(32, random);
            var error = network.Forward(tape.Constant(bits), ForwardContext.Training()) - first;
            optimizer.Update(tape.Gradient(error.Square().Mean()));
        }

        var (others, expected) = Draw(200, random);
        Assert.That(network.Forward(others).Sign().EqualTo(expected).Mean().Value, Is.GreaterThan(0.95));
    }

    /// <summary>Sequences of bits as 1 and -1, and the first of each.</summary>
    private static (Tensor<double> Bits, Tensor<double> First) Draw(int count, Random random)
    {
        var bits = (Tensor.Uniform<double>([count, 8, 1], random) - 0.5).Sign();
        return (bits, bits[.., 0]);
    }
}
