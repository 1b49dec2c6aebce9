using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class GraphCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("graph", Branches<double>, Branches<float>, [5, 3], [5, 8]) { Wrong = [5, 4], Named = "Dense" },
        new("autoencoder", Narrow<double>, Narrow<float>, [5, 3], [5, 3]) { Wrong = [5, 2], Named = "Dense" },
        new("variational autoencoder", Variational<double>, Variational<float>, [5, 3], [5, 3]) { Wrong = [5, 2], Named = "Dense", DependsOnMode = true },
    ];

    /// <summary>A shared layer, a connection that skips it, and every way of merging.</summary>
    private static GraphModel<T> Branches<T>(Random random) where T : IFloatingPointIeee754<T>
    {
        var x = Graph.Input<T>("x");
        var h = new Dense<T>(3, 4, random).On(x, "first");
        var shared = new Dense<T>(4, 4, random, new Tanh<T>());
        var twice = shared.On(shared.On(h));
        var skipped = Graph.Add(h, twice);
        var gated = Graph.Multiply(skipped, twice);
        return new([x], [Graph.Concat(-1, gated, Graph.Of((values, _) => values[0].Sin(), h))]);
    }

    private static Autoencoder<T> Narrow<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(new Dense<T>(3, 2, random, new Tanh<T>()), new Dense<T>(2, 3, random));

    private static VariationalAutoencoder<T> Variational<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(new Dense<T>(3, 4, random), new Dense<T>(2, 3, random));
}
