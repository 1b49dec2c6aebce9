using Autodiff.NN;

namespace Autodiff.Tests.NN;

/// <summary>All densities. One without a case fails <see cref="LogDensityTests"/>. Figures from mpmath 1.3, of the formulas, at 50 digits.</summary>
internal static class DensityCases
{
    private const double Infinity = double.PositiveInfinity;

    public static IEnumerable<DensityCase> All =>
    [
        new("Normal", x => LogDensity.Normal(x[0], x[1], x[2]), x => LogDensity.Normal(x[0], x[1], x[2]), Numbers(1.3, 0.4, 1.7),
            -1.5897051925713414, [-0.31141868512110729, 0.31141868512110729, -0.42336657846529615], []),
        new("Laplace", x => LogDensity.Laplace(x[0], x[1], x[2]), x => LogDensity.Laplace(x[0], x[1], x[2]), Numbers(-0.3, 0.4, 1.7),
            -1.6355401375044686, [0.58823529411764707, -0.58823529411764707, -0.34602076124567474], []),
        new("Cauchy", x => LogDensity.Cauchy(x[0], x[1], x[2]), x => LogDensity.Cauchy(x[0], x[1], x[2]), Numbers(2.5, 0.4, 0.7),
            -3.0906400349047135, [-0.85714285714285716, 0.85714285714285716, 1.142857142857143], []),
        new("StudentT", x => LogDensity.StudentT(x[0], x[1], x[2], x[3]), x => LogDensity.StudentT(x[0], x[1], x[2], x[3]), Numbers(1.3, 4.5, 0.4, 1.7),
            -1.6708468539080707, [-0.35830618892508146, 0.017686257219863536, 0.35830618892508146, -0.39854378233378041], []),
        new("Uniform", x => LogDensity.Uniform(x[0], x[1], x[2]), x => LogDensity.Uniform(x[0], x[1], x[2]), Numbers(0.3, -0.5, 2.0),
            -0.91629073187415507, [0, 0.4, -0.4], Numbers(-0.6, 2.1, Infinity, -Infinity)),
        new("LogNormal", x => LogDensity.LogNormal(x[0], x[1], x[2]), x => LogDensity.LogNormal(x[0], x[1], x[2]), Numbers(1.3, 0.4, 1.7),
            -1.7152084874359907, [-0.73259629078187143, -0.047624821983567108, -0.5843794838804041], Numbers(0, -1, Infinity, -Infinity)),
        new("Exponential", x => LogDensity.Exponential(x[0], x[1]), x => LogDensity.Exponential(x[0], x[1]), Numbers(1.3, 0.7),
            -1.2666749439387324, [-0.69999999999999996, 0.12857142857142862], Numbers(-1e-300, -1, Infinity, -Infinity)),
        new("Gamma", x => LogDensity.Gamma(x[0], x[1], x[2]), x => LogDensity.Gamma(x[0], x[1], x[2]), Numbers(1.3, 2.4, 0.7),
            -1.6155692176473119, [0.37692307692307686, -0.74721184917183945, 2.1285714285714286], Numbers(0, -1, Infinity, -Infinity)),
        new("Beta", x => LogDensity.Beta(x[0], x[1], x[2]), x => LogDensity.Beta(x[0], x[1], x[2]), Numbers(0.3, 2.4, 0.7),
            -1.2689109285813364, [5.0952380952380952, -0.89534752915622569, 1.8248750546295108], Numbers(0, 1, -1, 2, Infinity, -Infinity)),
        new("Bernoulli", x => LogDensity.Bernoulli(x[0], x[1]), x => LogDensity.Bernoulli(x[0], x[1]), Numbers(1.0, -0.7),
            -1.1031860488854579, [0, 0.6681877721681661], Numbers(0.5, -1, 2, Infinity, -Infinity)) { IsDiscrete = true },
        new("BernoulliOfProbability", x => LogDensity.BernoulliOfProbability(x[0], x[1]), x => LogDensity.BernoulliOfProbability(x[0], x[1]), Numbers(0.0, 0.3),
            -0.35667494393873236, [0, -1.4285714285714285], Numbers(0.5, -1, 2, Infinity, -Infinity)) { IsDiscrete = true },
        new("Poisson", x => LogDensity.Poisson(x[0], x[1]), x => LogDensity.Poisson(x[0], x[1]), Numbers(3.0, 1.7),
            -1.8998747160415438, [0, 0.76470588235294122], Numbers(0.5, -1, Infinity, -Infinity)) { IsDiscrete = true },
        new("Binomial", x => LogDensity.Binomial(x[0], x[1], x[2]), x => LogDensity.Binomial(x[0], x[1], x[2]), Numbers(3.0, 7.0, 0.4),
            -1.6357587053102547, [0, 0, -1.190813620787164], Numbers(0.5, -1, 8, Infinity, -Infinity)) { IsDiscrete = true },
        new("Categorical", x => LogDensity.Categorical(x[0], x[1]), x => LogDensity.Categorical(x[0], x[1]), [Tensor.Scalar(2.0), Tensor.Of(0.3, -1.2, 0.9)],
            -0.51358265825937493, [0, -0.32838037643497727, -0.073271565983538156, 0.40165194241851543], Numbers(0.5, -1, 3, Infinity, -Infinity)) { IsDiscrete = true },
        new("Dirichlet", x => LogDensity.Dirichlet(x[0], x[1]), x => LogDensity.Dirichlet(x[0], x[1]), [Tensor.Of(0.2, 0.5, 0.3), Tensor.Of(1.5, 2.4, 0.7)],
            0.82297965499002467,
            [2.4999999999999999, 2.7999999999999998, -1.0000000000000002, -0.23248727124603823, 0.067392264906095209, 1.4294913645386373],
            [Tensor.Of(0.0, 0.5, 0.5), Tensor.Of(-0.1, 0.5, 0.6), Tensor.Of(0.5, 0.5, 0.0), Tensor.Of(0.5, 0.5, Infinity), Tensor.Of(0.5, 0.5, -Infinity)]),
        new("MultivariateNormal", x => LogDensity.MultivariateNormal(x[0], x[1], x[2]), x => LogDensity.MultivariateNormal(x[0], x[1], x[2]),
            [Tensor.Of(1.3, -0.4), Tensor.Of(0.4, 0.2), Tensor.Of(new double[,] { { 2, 0.6 }, { 0.6, 1.5 } })],
            -2.8124710704430034,
            [-0.64772727272727274, 0.65909090909090911, 0.64772727272727274, -0.65909090909090911, -0.074315599173553711, -0.099819214876033071, -0.099819214876033071, -0.16158746556473828],
            [Tensor.Of(0, Infinity), Tensor.Of(Infinity, Infinity), Tensor.Of(Infinity, -Infinity)]),
        new("MultivariateNormalOfScale", x => LogDensity.MultivariateNormalOfScale(x[0], x[1], x[2]), x => LogDensity.MultivariateNormalOfScale(x[0], x[1], x[2]),
            [Tensor.Of(1.3, -0.4), Tensor.Of(0.4, 0.2), Tensor.Of(new double[,] { { 1.4, 0 }, { 0.5, 1.1 } })],
            -2.8271312318650739,
            [-0.73115196491819875, 0.76151121605667053, 0.73115196491819875, -0.76151121605667053, -0.2442594511240151, 0, -0.48954292460785967, -0.27120164369278891],
            [Tensor.Of(0, Infinity), Tensor.Of(Infinity, Infinity), Tensor.Of(Infinity, -Infinity)]),
    ];

    private static Tensor<double>[] Numbers(params double[] x) => [.. x.Select(Tensor.Scalar)];
}
