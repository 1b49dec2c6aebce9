using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Many plain images go through a network some at a time; the outputs are those of its layers one by one on all of them, to the last bit.</summary>
internal sealed class ImageSlicesTests
{
    private const int Images = 45;

    private static readonly Random random = new(1);

    private static IEnumerable<TestCaseData> Networks =>
    [
        Case("of convolutions", [1, 28, 28], [new Conv2D<float>(1, 32, 3, random, activation: new Relu<float>()), new Conv2D<float>(32, 16, 3, random), new MaxPool2D<float>(2), new Flatten<float>(), new Dense<float>(2304, 3, random)]),
        Case("inside of another", [2, 30, 30], [(Sequential<float>)[new Conv2D<float>(2, 40, 3, random, hasBias: false), new BatchNorm<float>(40), new Silu<float>()], new AveragePool2D<float>(3), new GlobalAveragePool<float>()]),
        Case("that goes up", [20, 9, 9], [new ConvTranspose2D<float>(20, 30, 3, random, stride: 2, activation: new Tanh<float>()), new Conv2D<float>(30, 40, 3, random, activation: new Softplus<float>())]),
        Case("of rows", [3, 900], [new Conv1D<float>(3, 16, 5, random, activation: new Relu<float>()), new MaxPool1D<float>(3), new GlobalMaxPool<float>()]),
    ];

    [TestCaseSource(nameof(Networks))]
    public void The_outputs_are_those_of_the_layers_one_by_one(Sequential<float> network, Shape image)
    {
        var x = Tensor.Normal<float>([Images, .. image.Lengths], new Random(2));
        var expected = Composed(network, x);
        Assert.That(network.Forward(x).Shape, Is.EqualTo(expected.Shape));
        Assert.That(network.Forward(x).ToArray(), Is.EqualTo(expected.ToArray()));
        Assert.That(network.Forward(x.Transpose(-1, -2).Contiguous().Transpose(-1, -2)).ToArray(), Is.EqualTo(expected.ToArray()), "of a view");
    }

    [Test]
    public void Several_threads_use_a_network_at_once_and_see_its_weights_as_they_are()
    {
        var network = Convolutional();
        var x = Tensor.Normal<float>([Images, 1, 28, 28], new Random(2));
        for (int change = 0; change < 2; change++)
        {
            float[] expected = Composed(network, x).ToArray();
            float[][] all = [.. ParallelEnumerable.Range(0, 8).WithDegreeOfParallelism(4).Select(_ => network.Forward(x).ToArray())];
            Assert.That(all, Has.All.EqualTo(expected));
            network.Parameters[0].Assign(network.Parameters[0].Value * 2);
        }
    }

    [Test]
    public void Afterwards_no_tape_borrows_the_weights()
    {
        var network = Convolutional();
        _ = network.Forward(Tensor.Ones<float>(Images, 1, 28, 28));
        Assert.That(network.Parameters.Select(its => its.Array.Node.Buffer!.Users), Has.All.Zero);
    }

    [Test]
    public void Little_more_than_the_outputs_is_allocated_once_warm()
    {
        var network = Convolutional();
        var x = Tensor.Ones<float>(Images, 1, 28, 28);
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = network.Forward(x);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        long outputs = Images * 16 * 12 * 12 * sizeof(float);
        long inBetween = ((32 * 26 * 26) + (16 * 24 * 24)) * sizeof(float); // of the image that goes first
        Assert.That(least, Is.LessThan(outputs + (2 * inBetween)));
    }

    [Test]
    public void Outputs_that_came_from_parameters_off_the_tape_still_say_so()
    {
        var y = Convolutional().Forward(Tensor.Ones<float>(Images, 1, 28, 28));
        Assert.That(() => new Tape<float>().Input(Tensor.Ones<float>(1)) * y, Throws.InvalidOperationException.With.Message.Contains("off the tape"));
    }

    [Test]
    public void A_shape_that_does_not_fit_is_named_with_all_its_images()
    {
        var x = Tensor.Ones<float>(Images, 2, 28, 28);
        Assert.That(() => Convolutional().Forward(x), Throws.ArgumentException.With.Message.Contains($"[{Images}, 2, 28, 28]"));
    }

    private static Sequential<float> Convolutional() =>
        [new Conv2D<float>(1, 32, 3, new Random(1), activation: new Relu<float>()), new Conv2D<float>(32, 16, 3, new Random(2)), new MaxPool2D<float>(2)];

    private static TestCaseData Case(string name, Shape image, Sequential<float> network) => new TestCaseData(network, image).SetArgDisplayNames(name);

    private static Tensor<float> Composed(IReadOnlyList<ILayer<float>> layers, Tensor<float> x) =>
        layers.Aggregate(x, (result, layer) => layer is IReadOnlyList<ILayer<float>> inner ? Composed(inner, result) : layer.Forward(result));
}
