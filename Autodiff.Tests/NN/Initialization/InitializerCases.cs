using Autodiff.NN;

namespace Autodiff.Tests.NN.Initialization;

/// <summary>An initializer with the moments and the bounds of its numbers for 784 inputs and 100 outputs.</summary>
/// <param name="Name">Unique among the cases.</param>
/// <param name="Initializer">The initializer.</param>
/// <param name="Mean">The expectation.</param>
/// <param name="Variance">The variance.</param>
public sealed record InitializerCase(string Name, Initializer Initializer, double Mean, double Variance)
{
    /// <summary>No number is further from the mean; infinite where any may come up.</summary>
    public double Bound { get; init; } = double.PositiveInfinity;

    /// <summary>E (x - mean)⁴ / variance²: 3 for normal numbers, 9/5 for uniform ones.</summary>
    public double Kurtosis { get; init; } = 3;

    public override string ToString() => Name;
}

internal static class InitializerCases
{
    public const int In = 784;
    public const int Out = 100;

    private const double UniformKurtosis = 1.8;

    // Of a normal distribution cut at two deviations, from tables of its moments.
    private const double TruncatedVariance = 0.7737413035760735;
    private const double TruncatedKurtosis = 2.3655;

    public static IEnumerable<InitializerCase> All =>
    [
        new("zeros", Initializer.Zeros, 0, 0) { Bound = 0 },
        new("ones", Initializer.Ones, 1, 0) { Bound = 0 },
        new("constant", Initializer.Constant(-0.25), -0.25, 0) { Bound = 0 },
        Uniform("uniform", Initializer.Uniform(-1, 3), 2) with { Mean = 1 },
        new("normal", Initializer.Normal(0.5, 2), 0.5, 4),
        new("truncated normal", Initializer.TruncatedNormal(0.5, 2), 0.5, 4 * TruncatedVariance) { Bound = 4, Kurtosis = TruncatedKurtosis },
        Uniform("lecun uniform", Initializer.LeCunUniform, Math.Sqrt(3.0 / In)),
        new("lecun normal", Initializer.LeCunNormal, 0, 1.0 / In),
        Uniform("glorot uniform", Initializer.GlorotUniform, 0.08238525545716346),
        new("glorot normal", Initializer.GlorotNormal, 0, 0.04756514941544941 * 0.04756514941544941),
        Uniform("he uniform", Initializer.HeUniform, 0.08748177652797065),
        new("he normal", Initializer.HeNormal, 0, 0.050507627227610534 * 0.050507627227610534),
        Uniform("leaky he uniform", Initializer.LeakyHeUniform(0.5), Math.Sqrt(6 / 1.25 / In)),
        Uniform("standard uniform", Initializer.StandardUniform, 1 / Math.Sqrt(In)),
        Uniform("he uniform of Géron", Initializer.GeronHeUniform, Math.Sqrt(2) * 0.08238525545716346),
        new("he normal of Géron", Initializer.GeronHeNormal, 0, 0.06726727939963126 * 0.06726727939963126),
        Uniform("tanh uniform of Géron", Initializer.GeronTanhUniform, 4 * 0.08238525545716346),
        new("tanh normal of Géron", Initializer.GeronTanhNormal, 0, 16 * 0.04756514941544941 * 0.04756514941544941),
        new("by outputs", new VarianceScaling(3, FanMode.Out), 0, 3.0 / Out),
        new("truncated scaling", Initializer.HeNormal with { Spread = Spread.TruncatedNormal }, 0, 2.0 / In)
        {
            Bound = 2 * Math.Sqrt(2.0 / In / TruncatedVariance),
            Kurtosis = TruncatedKurtosis,
        },
        Uniform("gain of tanh", Initializer.GlorotUniform.WithGain(5.0 / 3), 5.0 / 3 * 0.08238525545716346),
    ];

    private static InitializerCase Uniform(string name, Initializer initializer, double bound) =>
        new(name, initializer, 0, bound * bound / 3) { Bound = bound, Kurtosis = UniformKurtosis };
}
