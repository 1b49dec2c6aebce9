using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>On a tape that is reset before each call a network is used in memory that is there already, with the outputs that it has of plain tensors.</summary>
internal sealed class InferenceMemoryTests
{
    private static IEnumerable<TestCaseData> Networks =>
    [
        new TestCaseData((Sequential<float>)[new Dense<float>(6, 40, new Random(1), new Relu<float>()), new Dense<float>(40, 3, new Random(2), new Tanh<float>())], Shape.Of(5, 6))
            .SetArgDisplayNames("dense"),
        new TestCaseData((Sequential<float>)[new Dense<float>(6, 8, new Random(1), hasBias: false), new BatchNorm<float>(8), new Relu<float>(), new Dense<float>(8, 2, new Random(2))], Shape.Of(4, 6))
            .SetArgDisplayNames("with batch norm"),
        new TestCaseData((Sequential<float>)[new Conv2D<float>(1, 3, 3, new Random(1), activation: new Relu<float>()), new MaxPool2D<float>(2), new Flatten<float>(), new Dense<float>(27, 2, new Random(2))], Shape.Of(2, 1, 8, 8))
            .SetArgDisplayNames("convolutional"),
    ];

    [TestCaseSource(nameof(Networks))]
    public void A_warm_tape_allocates_nothing_and_the_outputs_are_those_of_plain_tensors(object of, object shape)
    {
        var network = (Sequential<float>)of;
        var x = Tensor.Normal<float>((Shape)shape, new Random(3));
        float[] plain = network.Forward(x, ForwardContext.Inference).ToArray();
        float[] pooled = new float[plain.Length];
        var tape = new Tape<float>();
        for (int call = 0; call < 6; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            network.Forward(tape.Constant(x), ForwardContext.Inference).CopyTo(pooled);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(call < 3 || allocated == 0, $"call {call} allocated {allocated} bytes");
            Assert.That(pooled, Is.EqualTo(plain));
        }
    }
}
