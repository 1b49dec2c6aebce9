using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class DenseCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("dense", Dense<double>, Dense<float>, [5, 3], [5, 4]) { Wrong = [5, 4] },
        new("dense of sequences", Dense<double>, Dense<float>, [2, 5, 3], [2, 5, 4]) { Wrong = [2, 3, 5] },
        new("dense without bias", Unbiased<double>, Unbiased<float>, [5, 3], [5, 4]) { Wrong = [5, 2] },
        new("sequential", Network<double>, Network<float>, [5, 3], [5, 2]) { Wrong = [5, 2], Named = "Dense(3, 4) at 0" },
        new("sequential whose last layer does not fit every input", Mixing<double>, Mixing<float>, [5, 2, 3], [5, 2, 3])
        {
            Wrong = [5, 4, 3], Named = "PRelu(2) at 1", AlsoWrong = [[5, 3]],
        },
        new("dense with a learned slope", Sloped<double>, Sloped<float>, [5, 3], [5, 4]) { Wrong = [5, 4] },
    ];

    private static Dense<T> Dense<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random);

    private static Dense<T> Unbiased<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random, new Tanh<T>(), hasBias: false);

    private static Dense<T> Sloped<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random, new PRelu<T>(4));

    private static Sequential<T> Mixing<T>(Random random) where T : IFloatingPointIeee754<T> => [new Lambda<T>(x => x.Square()), new PRelu<T>(2)];

    private static Sequential<T> Network<T>(Random random) where T : IFloatingPointIeee754<T> =>
        [new Dense<T>(3, 4, random), new Tanh<T>(), new Dense<T>(4, 2, random)];
}
