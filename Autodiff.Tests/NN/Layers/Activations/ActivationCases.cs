namespace Autodiff.Tests.NN.Layers;

using Autodiff.NN;

internal static class ActivationCases
{
    public static IEnumerable<LayerCase> All =>
    [
        Elementwise("sigmoid", new Sigmoid<double>(), new Sigmoid<float>()),
        Elementwise("log sigmoid", new LogSigmoid<double>(), new LogSigmoid<float>()),
        Elementwise("tanh", new Tanh<double>(), new Tanh<float>()),
        Elementwise("tanh of LeCun", new LeCunTanh<double>(), new LeCunTanh<float>()),
        Elementwise("softsign", new Softsign<double>(), new Softsign<float>()),
        Elementwise("hard sigmoid", new HardSigmoid<double>(), new HardSigmoid<float>()) with { MakeInput = Wide },
        Elementwise("hard tanh", new HardTanh<double>(), new HardTanh<float>()),
        Elementwise("unit step", new UnitStep<double>(), new UnitStep<float>()),
        Elementwise("unit step, straight through", new UnitStep<double>(true), new UnitStep<float>(true)) with { IsContinuous = false },
        Elementwise("relu", new Relu<double>(), new Relu<float>()),
        Elementwise("relu 6", new Relu6<double>(), new Relu6<float>()) with { MakeInput = Wide },
        Elementwise("leaky relu", new LeakyRelu<double>(0.1), new LeakyRelu<float>(0.1)),
        Elementwise("elu", new Elu<double>(1.5), new Elu<float>(1.5)),
        Elementwise("celu", new Celu<double>(1.5), new Celu<float>(1.5)),
        Elementwise("selu", new Selu<double>(), new Selu<float>()),
        Elementwise("gelu", new Gelu<double>(), new Gelu<float>()),
        Elementwise("gelu by tanh", new GeluTanh<double>(), new GeluTanh<float>()),
        Elementwise("silu", new Silu<double>(), new Silu<float>()),
        Elementwise("hard swish", new HardSwish<double>(), new HardSwish<float>()) with { MakeInput = Wide },
        Elementwise("mish", new Mish<double>(), new Mish<float>()),
        Elementwise("softplus", new Softplus<double>(), new Softplus<float>()),
        Elementwise("random relu", new RRelu<double>(), new RRelu<float>()) with { DependsOnMode = true },
        Elementwise("softmax", new SoftMax<double>(), new SoftMax<float>()) with { Wrong = [] },
        Elementwise("softmax along axis 0", new SoftMax<double>(0), new SoftMax<float>(0)) with { Wrong = [] },
        Elementwise("log softmax", new LogSoftMax<double>(), new LogSoftMax<float>()) with { Wrong = [] },
        new("prelu of one slope", _ => new PRelu<double>(), _ => new PRelu<float>(), [4, 3], [4, 3]),
        new("prelu of features", _ => new PRelu<double>(3), _ => new PRelu<float>(3), [4, 3], [4, 3]) { Wrong = [3, 4], AlsoWrong = [[3]] },
        new("prelu of rows", _ => new PRelu<double>(3), _ => new PRelu<float>(3), [2, 3, 4], [2, 3, 4]) { Wrong = [2, 4, 3] },
        new("prelu of sequences", _ => new PRelu<double>(3, 0.1, -1), _ => new PRelu<float>(3, 0.1, -1), [2, 4, 3], [2, 4, 3]) { Wrong = [2, 3, 4], AlsoWrong = [[3]] },
        new("prelu of images", _ => new PRelu<double>(3), _ => new PRelu<float>(3), [2, 3, 2, 4], [2, 3, 2, 4]) { Wrong = [2, 4, 2, 3] },
    ];

    private static LayerCase Elementwise(string name, ILayer<double> layer, ILayer<float> single) => new(name, _ => layer, _ => single, [4, 3], [4, 3]);

    // Beyond all bounds of the bounded ones.
    private static Tensor<double> Wide(Shape shape, Random random) => Tensor.Normal(shape, random, 1.0, 4.0);
}
