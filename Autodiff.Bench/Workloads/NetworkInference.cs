using Autodiff.NN;
using static Autodiff.Bench.Networks;

namespace Autodiff.Bench;

/// <summary>The use of a trained network: on plain tensors, and pooled, in the memory of a tape that is reset before each call.</summary>
internal static class NetworkInference
{
    public static IEnumerable<Case> All(bool smoke)
    {
        (string Name, Func<Random, ILayer<float>> Network, Shape Input, long Operations)[] uses =
        [
            ("mlp_b1", random => Relus(random, 784, 512, 512, 10), [1, 784], Forward(1, 784, 512, 512, 10)),
            ("cnn_b1", Convolutional, [1, 1, 28, 28], Convolution(1, 1, 32, 3, 26) + Convolution(1, 32, 64, 3, 24) + Forward(1, 9216, 128, 10)),
            ("mlp_b128", random => Relus(random, 784, 512, 512, 10), [128, 784], Forward(128, 784, 512, 512, 10)),
            ("cnn_b128", Convolutional, [128, 1, 28, 28], Convolution(128, 1, 32, 3, 26) + Convolution(128, 32, 64, 3, 24) + Forward(128, 9216, 128, 10)),
        ];
        return uses.SelectMany(use => new[]
        {
            new Case($"infer_{use.Name}", () => Of(use.Network, use.Input, use.Operations, tape: null)),
            new Case($"pooled_{use.Name}", () => Of(use.Network, use.Input, use.Operations, new())),
        });

        Workload Of(Func<Random, ILayer<float>> network, Shape input, long operations, Tape<float>? tape)
        {
            var its = network(new Random(0));
            var x = Tensor.Normal<float>(smoke ? [1, .. input.Lengths[1..]] : input, new Random(1));
            return new(operations, () =>
            {
                tape?.Reset();
                return its.Forward(tape?.Constant(x) ?? x, ForwardContext.Inference).Span[0];
            }, IsProducts: true);
        }
    }
}
