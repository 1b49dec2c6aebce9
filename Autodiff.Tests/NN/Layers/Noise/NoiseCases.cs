using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class NoiseCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("dropout", _ => new Dropout<double>(0.3), _ => new Dropout<float>(0.3), [4, 5], [4, 5]) { DependsOnMode = true },
        new("dropout of rate 0", _ => new Dropout<double>(0), _ => new Dropout<float>(0), [4, 5], [4, 5]),
        new("spatial dropout", _ => new SpatialDropout<double>(0.4), _ => new SpatialDropout<float>(0.4), [2, 5, 2, 2], [2, 5, 2, 2]) { DependsOnMode = true, Wrong = [3] },
        new("spatial dropout of sequences", _ => new SpatialDropout<double>(0.4, -1), _ => new SpatialDropout<float>(0.4, -1), [3, 2, 5], [3, 2, 5]) { DependsOnMode = true, Wrong = [3] },
        new("alpha dropout", _ => new AlphaDropout<double>(0.3), _ => new AlphaDropout<float>(0.3), [4, 5], [4, 5]) { DependsOnMode = true },
        new("gaussian noise", _ => new GaussianNoise<double>(0.5), _ => new GaussianNoise<float>(0.5), [4, 5], [4, 5]) { DependsOnMode = true },
        new("gaussian dropout", _ => new GaussianDropout<double>(0.3), _ => new GaussianDropout<float>(0.3), [4, 5], [4, 5]) { DependsOnMode = true },
    ];
}
