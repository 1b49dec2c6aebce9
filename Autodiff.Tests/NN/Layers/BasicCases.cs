using System.Numerics;

namespace Autodiff.Tests.NN.Layers;

using Autodiff.NN;

internal static class BasicCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("flatten", _ => new Flatten<double>(), _ => new Flatten<float>(), [2, 3, 2, 2], [2, 12]) { Wrong = [] },
        new("reshape", _ => new Reshape<double>(2, 3), _ => new Reshape<float>(2, 3), [4, 6], [4, 2, 3]) { Wrong = [4, 5] },
        new("lambda", _ => new Lambda<double>(x => x.Square()), _ => new Lambda<float>(x => x.Square()), [4, 3], [4, 3]),
        new("residual", Residual<double>, Residual<float>, [4, 3], [4, 3]) { Wrong = [4, 2], Named = "Dense" },
        new("residual with a shortcut", Projected<double>, Projected<float>, [4, 3], [4, 2]) { Wrong = [4, 2], Named = "Dense" },
        new("residual of layers", OfMeans<double>, OfMeans<float>, [4, 3, 1], [4, 3, 1]) { Wrong = [4, 3, 2] },
        new("embedding", Embedding<double>, Embedding<float>, [2, 4], [2, 4, 3]) { MakeInput = Words, InputIsContinuous = false },
        new("embedding with padding", Padded<double>, Padded<float>, [6], [6, 3]) { MakeInput = Words, InputIsContinuous = false },
        new("perceptron", Perceptron<double>, Perceptron<float>, [5, 3], [5, 2]) { Wrong = [5, 2] },
    ];

    private static Residual<T> Residual<T>(Random random) where T : IFloatingPointIeee754<T> => new(new Dense<T>(3, 3, random, new Tanh<T>()));

    private static Residual<T> Projected<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(new Dense<T>(3, 2, random, new Tanh<T>()), new Dense<T>(3, 2, random, hasBias: false));

    // The mean along the last axis has the shape of the input only where that is 1.
    private static Residual<T> OfMeans<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new([new Tanh<T>(), new Lambda<T>(x => x.Rank == 0 ? x.Unsqueeze(0) : x.Mean(-1, keepAxes: true))]);

    private static Embedding<T> Embedding<T>(Random random) where T : IFloatingPointIeee754<T> => new(5, 3, random);

    private static Embedding<T> Padded<T>(Random random) where T : IFloatingPointIeee754<T> => new(5, 3, random, Initializer.GlorotUniform, paddingIndex: 1);

    private static Tensor<double> Words(Shape shape, Random random) => Tensor.Uniform(shape, random, 0.0, 5.0).Floor();

    // At zeros, its start, every sum is 0, where the step is.
    private static Perceptron<T> Perceptron<T>(Random random) where T : IFloatingPointIeee754<T>
    {
        var perceptron = new Perceptron<T>(3, 2);
        perceptron.Weight.Value = Tensor.Normal<T>([3, 2], random);
        return perceptron;
    }
}
