using Autodiff.NN;

namespace Autodiff.Bench;

/// <summary>The networks that are trained and used, with the multiplications and additions of their products and convolutions.</summary>
internal static class Networks
{
    public static Sequential<float> Relus(Random random, params ReadOnlySpan<int> sizes) => Dense(random, sizes, () => new Relu<float>());

    public static Sequential<float> Tanhs(Random random, params ReadOnlySpan<int> sizes) => Dense(random, sizes, () => new Tanh<float>());

    public static Sequential<float> BatchNorms(Random random) =>
    [
        new Dense<float>(784, 256, random), new BatchNorm<float>(256), new Relu<float>(),
        new Dense<float>(256, 256, random), new BatchNorm<float>(256), new Relu<float>(), new Dense<float>(256, 10, random),
    ];

    public static Sequential<float> Autoencoder(Random random) => [Relus(random, 784, 128, 32, 128, 784), new Sigmoid<float>()];

    public static Sequential<float> Convolutional(Random random) =>
    [
        new Conv2D<float>(1, 32, 3, random, activation: new Relu<float>()), new Conv2D<float>(32, 64, 3, random, activation: new Relu<float>()),
        new MaxPool2D<float>(2), new Flatten<float>(), Relus(random, 9216, 128, 10),
    ];

    public static Sequential<float> LeNet5(Random random) =>
    [
        new Conv2D<float>(1, 6, 5, random, padding: 2, activation: new Relu<float>()), new MaxPool2D<float>(2),
        new Conv2D<float>(6, 16, 5, random, activation: new Relu<float>()), new MaxPool2D<float>(2), new Flatten<float>(),
        Relus(random, 400, 120, 84, 10),
    ];

    public static Sequential<float> Lstm(Random random) => [new Lstm<float>(32, 128, random, givesAll: false), new Dense<float>(128, 10, random)];

    public static Sequential<float> Gru(Random random) => [new Gru<float>(32, 128, random, givesAll: false), new Dense<float>(128, 10, random)];

    public static Sequential<float> Transformer(Random random) => [new TransformerEncoderBlock<float>(128, 4, 512, random)];

    /// <summary>Two for each weight and example, in a pass forward.</summary>
    public static long Forward(int batch, params ReadOnlySpan<int> sizes)
    {
        long sum = 0;
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            sum += 2L * batch * sizes[i] * sizes[i + 1];
        }

        return sum;
    }

    /// <summary>Two for each weight and place, in a pass forward.</summary>
    public static long Convolution(int batch, int inputs, int outputs, int kernel, int side) => 2L * batch * inputs * outputs * kernel * kernel * side * side;

    /// <summary>The passes forward and back of a network: back as many by the weights, and by the inputs but those of the first layer.</summary>
    public static long Both(long first, long others) => (2 * first) + (3 * others);

    private static Sequential<float> Dense(Random random, ReadOnlySpan<int> sizes, Func<ILayer<float>> activation)
    {
        var layers = new ILayer<float>[sizes.Length - 1];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new Dense<float>(sizes[i], sizes[i + 1], random, i + 1 < layers.Length ? activation() : null);
        }

        return new(layers);
    }
}
