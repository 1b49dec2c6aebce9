using Autodiff.NN;

namespace Autodiff.Bench;

/// <summary>A question of speed: some work, with the number of elementary operations of its plain formula.</summary>
/// <param name="Name">The name shared with the tables of results.</param>
/// <param name="Operations">Additions, multiplications, logarithms, … of the formula, inputs not counted, however few entries record them.</param>
/// <param name="Run">Records, sweeps and reads out once; returns a number that depends on all of it.</param>
public sealed record Workload(string Name, long Operations, Func<double> Run)
{
    /// <summary>Every case, made at the sizes of the published table, or tiny ones to see that they run.</summary>
    public static IReadOnlyList<Func<Workload>> All(bool smoke) =>
    [
        () => NormalLogDensity.Recorded(smoke ? 10 : 1_000),
        () => NormalLogDensity.Recorded(smoke ? 100 : 1_000_000),
        () => NormalLogDensity.Composite(smoke ? 10 : 1_000),
        () => NormalLogDensity.Composite(smoke ? 100 : 1_000_000),
        () => Speelpenning.Product(smoke ? 10 : 1_000),
        () => Rosenbrock.Valley(smoke ? 10 : 1_000),
        () => GaussianMixture.Objective(dimensions: 10, components: 25, points: smoke ? 2 : 1_000, composite: false),
        () => GaussianMixture.Objective(dimensions: 10, components: 25, points: smoke ? 2 : 1_000, composite: true),
        () => Chain.Of(smoke ? 100 : 10_000_000),
        () => BlackScholes.Greeks(smoke ? 10 : 100_000),
        () => DenseTraining.Of("train_small_mlp", [2, 16, 16, 1], batch: 32, classifies: false),
        () => DenseTraining.Of("train_mlp_sgd", smoke ? [8, 4, 4, 2] : [784, 512, 512, 10], batch: smoke ? 2 : 128, classifies: true),
        () => DenseTraining.Of("train_deep_tanh", smoke ? [8, 4, 4, 2] : [500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500], batch: smoke ? 2 : 256, classifies: false),
        () => NetworkTraining.Dense("train_mlp_layers", smoke, NetworkTraining.Descent),
        () => NetworkTraining.Dense("train_mlp_momentum", smoke, parameters => new Momentum(1e-5).For(parameters)),
        () => NetworkTraining.Dense("train_mlp_adam", smoke, NetworkTraining.Adam),
        () => NetworkTraining.BatchNorm(smoke),
        () => NetworkTraining.Autoencoder(smoke),
        () => NetworkTraining.Logistic(smoke),
        () => NetworkTraining.Convolutional(smoke),
        () => NetworkTraining.LeNet5(smoke),
        () => NetworkTraining.Recurrent("train_lstm", smoke, gates: 4, random => new Lstm<float>(32, 128, random, givesAll: false)),
        () => NetworkTraining.Recurrent("train_gru", smoke, gates: 3, random => new Gru<float>(32, 128, random, givesAll: false)),
        () => NetworkTraining.Transformer(smoke),
        () => BatchNormTraining.Layer(batch: smoke ? 2 : 128, features: smoke ? 3 : 256),
        () => BatchNormTraining.Loops(batch: smoke ? 2 : 128, features: smoke ? 3 : 256),
    ];
}
