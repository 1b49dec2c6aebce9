namespace Autodiff.Bench;

/// <summary>A workload by name, made only when it is asked for.</summary>
/// <param name="Name">The name shared with the tables of results, whatever the sizes.</param>
/// <param name="Make">Makes the data.</param>
internal sealed record Case(string Name, Func<Workload> Make)
{
    /// <summary>Every case, at the sizes of the published tables, or tiny ones to see that they run.</summary>
    public static IReadOnlyList<Case> All(bool smoke) =>
    [
        new("normal_logpdf_1000", () => NormalLogDensity.Recorded(smoke ? 10 : 1_000)),
        new("normal_logpdf_1000000", () => NormalLogDensity.Recorded(smoke ? 100 : 1_000_000)),
        new("normal_logpdf_composite_1000", () => NormalLogDensity.Composite(smoke ? 10 : 1_000)),
        new("normal_logpdf_composite_1000000", () => NormalLogDensity.Composite(smoke ? 100 : 1_000_000)),
        new("speelpenning_1000", () => Speelpenning.Product(smoke ? 10 : 1_000)),
        new("rosenbrock_1000", () => Rosenbrock.Valley(smoke ? 10 : 1_000)),
        new("gmm_d10_k25_n1000", () => GaussianMixture.Objective(dimensions: 10, components: 25, points: smoke ? 2 : 1_000, composite: false)),
        new("gmm_d10_k25_n1000_composite", () => GaussianMixture.Objective(dimensions: 10, components: 25, points: smoke ? 2 : 1_000, composite: true)),
        new("chain_10000000", () => Chain.Of(smoke ? 100 : 10_000_000)),
        new("black_scholes_100000", () => BlackScholes.Greeks(smoke ? 10 : 100_000)),
        .. MatrixProducts.All(smoke),
        .. ElementwiseSweeps.All(smoke),
        .. NetworkTraining.All(smoke),
        .. NetworkInference.All(smoke),
        .. ScalarOverhead.All(),
        new("loop_small_mlp", () => DenseTraining.Of([2, 16, 16, 1], batch: 32, classifies: false)),
        new("loop_mlp_sgd", () => DenseTraining.Of(smoke ? [8, 4, 4, 2] : [784, 512, 512, 10], batch: smoke ? 2 : 128, classifies: true)),
        new("batch_norm_layer", () => BatchNormTraining.Layer(batch: smoke ? 2 : 128, features: smoke ? 3 : 256)),
        new("batch_norm_loops", () => BatchNormTraining.Loops(batch: smoke ? 2 : 128, features: smoke ? 3 : 256)),
    ];

    /// <summary>The cases whose names start with one of some texts; all of them when there are none.</summary>
    public static IEnumerable<Case> Selected(bool smoke, IReadOnlyCollection<string> starts) =>
        All(smoke).Where(its => starts.Count == 0 || starts.Any(start => its.Name.StartsWith(start, StringComparison.Ordinal)));
}
