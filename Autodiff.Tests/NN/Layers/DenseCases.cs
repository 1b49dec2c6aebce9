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
        new("sequential", Network<double>, Network<float>, [5, 3], [5, 2]) { Wrong = [5, 2] },
    ];

    private static Dense<T> Dense<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random);

    private static Dense<T> Unbiased<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random, new Tanh<T>(), hasBias: false);

    private static Sequential<T> Network<T>(Random random) where T : IFloatingPointIeee754<T> =>
        [new Dense<T>(3, 4, random), new Tanh<T>(), new Dense<T>(4, 2, random)];
}
