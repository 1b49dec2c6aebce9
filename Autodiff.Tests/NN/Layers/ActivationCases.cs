using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class ActivationCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("relu", _ => new Relu<double>(), _ => new Relu<float>(), [4, 3], [4, 3]),
        new("tanh", _ => new Tanh<double>(), _ => new Tanh<float>(), [4, 3], [4, 3]),
    ];
}
