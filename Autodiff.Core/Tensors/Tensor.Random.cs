using System.Numerics;

namespace Autodiff;

public static partial class Tensor
{
    /// <summary>Random numbers, each equally likely between 0 and 1: 0 may come up, 1 does not.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="random">Where they come from; the same seed gives the same tensor.</param>
    public static Tensor<T> Uniform<T>(Shape shape, Random random) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        return Made(shape, _ => Fraction<T>(random));
    }

    /// <summary>least + (greatest - least) u, where u is equally likely between 0 and 1.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="random">Where they come from; the same seed gives the same tensor.</param>
    /// <param name="least">The least number; it may come up.</param>
    /// <param name="greatest">The bound above; it comes up by rounding only.</param>
    public static Tensor<T> Uniform<T>(Shape shape, Random random, T least, T greatest) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        return Made(shape, _ => least + ((greatest - least) * Fraction<T>(random)));
    }

    /// <summary>Random numbers of the standard normal distribution.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="random">Where they come from; the same seed gives the same tensor.</param>
    public static Tensor<T> Normal<T>(Shape shape, Random random) where T : IFloatingPointIeee754<T> => Normal(shape, random, T.Zero, T.One);

    /// <summary>mean + deviation · z, where z is of the standard normal distribution: √(-2 log u₁) cos 2πu₂ and the same with the sine.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="random">Where they come from; the same seed gives the same tensor.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <remarks>
    /// Box and Muller 1958, A note on the generation of random normal deviates; in double precision, so that tensors of any type
    /// hold the same numbers, rounded. It draws two numbers for two, whatever they are: no rejection, so the stream stays in step.
    /// </remarks>
    public static Tensor<T> Normal<T>(Shape shape, Random random, T mean, T deviation) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        double? second = null;
        return Made(shape, _ => mean + (deviation * T.CreateChecked(Next())));

        double Next()
        {
            if (second is { } kept)
            {
                second = null;
                return kept;
            }

            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())); // 1 - u is never 0
            var (sin, cos) = Math.SinCos(Math.Tau * random.NextDouble());
            second = radius * sin;
            return radius * cos;
        }
    }

    /// <summary>A number below 1, also where rounding to a narrow type would make it 1.</summary>
    private static T Fraction<T>(Random random) where T : IFloatingPointIeee754<T>
    {
        while (true)
        {
            var fraction = T.CreateChecked(random.NextDouble());
            if (fraction < T.One)
            {
                return fraction;
            }
        }
    }
}
