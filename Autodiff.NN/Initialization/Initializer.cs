using System.Numerics;

namespace Autodiff.NN;

/// <summary>How the numbers of a parameter start. A value: two of the same settings are equal, and the same seed gives the same numbers.</summary>
public abstract record Initializer
{
    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = Constant(0);

    /// <summary>Ones.</summary>
    public static Initializer Ones { get; } = Constant(1);

    /// <summary>U(-r, r) with r = √(3 / in), the variance 1 / in. LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section 4.6.</summary>
    public static VarianceScaling LeCunUniform { get; } = new(1, FanMode.In, Spread.Uniform);

    /// <summary>N(0, 1 / in). LeCun, Bottou, Orr and Müller 1998; what self-normalizing networks ask for (Klambauer et al. 2017).</summary>
    public static VarianceScaling LeCunNormal { get; } = new(1, FanMode.In, Spread.Normal);

    /// <summary>
    /// U(-r, r) with r = √(6 / (in + out)), the variance 2 / (in + out). Glorot and Bengio 2010, equation 16, "normalized"; also called Xavier.
    /// </summary>
    /// <remarks>For the logistic function 4 r is in use, <c>GlorotUniform.WithGain(4)</c>, as its slope at 0 is a quarter of that of tanh.</remarks>
    public static VarianceScaling GlorotUniform { get; } = new(1, FanMode.Average, Spread.Uniform);

    /// <summary>N(0, 2 / (in + out)). Glorot and Bengio 2010, equation 12; also called Xavier. Keras truncates the normal distribution.</summary>
    public static VarianceScaling GlorotNormal { get; } = new(1, FanMode.Average, Spread.Normal);

    /// <summary>U(-r, r) with r = √(6 / in), the variance 2 / in. He, Zhang, Ren and Sun 2015, equation 10, for relu.</summary>
    public static VarianceScaling HeUniform { get; } = new(2, FanMode.In, Spread.Uniform);

    /// <summary>N(0, 2 / in). He, Zhang, Ren and Sun 2015, equation 10, for relu. Keras truncates the normal distribution.</summary>
    public static VarianceScaling HeNormal { get; } = new(2, FanMode.In, Spread.Normal);

    /// <summary>
    /// U(-r, r) with r = 1 / √in, the variance 1 / (3 in): what Glorot and Bengio 2010, equation 1, call standard. It makes activations
    /// and gradients smaller from layer to layer; the default of PyTorch for dense and convolutional layers.
    /// </summary>
    public static VarianceScaling StandardUniform { get; } = new(1.0 / 3, FanMode.In, Spread.Uniform);

    /// <summary>U(-r, r) with r = √2 √(6 / (in + out)): He in table 11-1 of Géron 2017, by both fans. The paper takes in alone, <see cref="HeUniform"/>.</summary>
    public static VarianceScaling GeronHeUniform { get; } = new(2, FanMode.Average, Spread.Uniform);

    /// <summary>N(0, 4 / (in + out)): He in table 11-1 of Géron 2017, by both fans. The paper takes in alone, <see cref="HeNormal"/>.</summary>
    public static VarianceScaling GeronHeNormal { get; } = new(2, FanMode.Average, Spread.Normal);

    /// <summary>
    /// U(-r, r) with r = 4 √(6 / (in + out)): tanh in table 11-1 of Géron 2017. The factor 4 belongs to the logistic function; for tanh
    /// Glorot and Bengio 2010 have <see cref="GlorotUniform"/>.
    /// </summary>
    public static VarianceScaling GeronTanhUniform { get; } = new(16, FanMode.Average, Spread.Uniform);

    /// <summary>N(0, 32 / (in + out)): tanh in table 11-1 of Géron 2017; see <see cref="GeronTanhUniform"/>.</summary>
    public static VarianceScaling GeronTanhNormal { get; } = new(16, FanMode.Average, Spread.Normal);

    /// <summary>The same number everywhere.</summary>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    /// <summary>U(least, greatest).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or the bounds are in the wrong order.</exception>
    public static Initializer Uniform(double least, double greatest) => new UniformInitializer(least, greatest);

    /// <summary>N(mean, deviation²).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the deviation is negative.</exception>
    public static Initializer Normal(double mean = 0, double deviation = 1) => new NormalInitializer(mean, deviation);

    /// <summary>
    /// N(mean, deviation²), where what is further than two deviations from the mean is drawn anew. So the variance is less than deviation²: 0.7737 of it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the deviation is negative.</exception>
    public static Initializer TruncatedNormal(double mean = 0, double deviation = 1) => new TruncatedNormalInitializer(mean, deviation);

    /// <summary>U(-r, r) with r² = 6 / ((1 + slope²) in): <see cref="HeUniform"/> for a relu with a slope below 0. He et al. 2015, equation 15.</summary>
    /// <param name="slope">The slope below 0.</param>
    public static VarianceScaling LeakyHeUniform(double slope) => HeUniform with { Scale = 2 / (1 + (slope * slope)) };

    /// <summary>
    /// gain · Q with orthonormal columns, or rows where there are more columns, all such matrices being equally likely. Saxe, McClelland
    /// and Ganguli 2013. A shape of more axes than two is taken as the matrix [first, all others].
    /// </summary>
    /// <param name="gain">The factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public static Initializer Orthogonal(double gain = 1) => new OrthogonalInitializer(gain);

    /// <summary>gain on the diagonal of a matrix, and 0 elsewhere. Le, Jaitly and Hinton 2015, for recurrent weights.</summary>
    /// <param name="gain">The factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public static Initializer Identity(double gain = 1) => new IdentityInitializer(gain);

    /// <summary>What suits the weights before an activation: as it says itself, <see cref="IActivation"/>, else <see cref="GlorotUniform"/>.</summary>
    public static Initializer For<T>(ILayer<T>? activation) where T : IFloatingPointIeee754<T> =>
        activation is IActivation known ? known.SuitedWeights : GlorotUniform;

    /// <summary>The numbers of a parameter.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="fans">The connections of the layer, which is not always to be seen from the shape.</param>
    /// <param name="random">Where random numbers come from.</param>
    /// <exception cref="ArgumentException">The initializer does not make this shape.</exception>
    public abstract Tensor<T> Make<T>(Shape shape, Fans fans, Random random) where T : IFloatingPointIeee754<T>;
}
