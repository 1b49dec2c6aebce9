namespace Autodiff.Operations;

/// <summary>The standard normal distribution function and its inverse.</summary>
internal static class NormalDistribution
{
    private const double Sqrt2 = 1.4142135623730951;
    private const double HalfSqrt2 = 0.7071067811865476;

    /// <summary>
    /// Φ(x) = ½ erfc(-x/√2), for every x, with Φ(-∞) = 0 and Φ(∞) = 1. Relative error below 9e-16 while the result is
    /// normal (x > -37.5), about one unit of the subnormal spacing below that.
    /// </summary>
    public static double NormalCdf(double x)
    {
        double y = Math.Abs(x) * HalfSqrt2;
        if (y < 0.5)
        {
            return 0.5 + (0.5 * ErrorFunction.Erf(x * HalfSqrt2));
        }

        // The Gaussian factor takes x, not y: y carries a rounding error that squaring would amplify by x². The slowly
        // varying factor can afford it. Φ(-39) is below the smallest subnormal.
        double tail = y > 28 ? 0 : 0.5 * ErrorFunction.Gaussian(x, 0.5) * ErrorFunction.ScaledErfc(y);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>
    /// Φ⁻¹(p) = √2 erf⁻¹(2p - 1), the x with Φ(x) = p, for p in [0, 1]; -∞ at 0, ∞ at 1 and NaN outside. Relative
    /// error below 8e-16, for subnormal p as well.
    /// </summary>
    /// <remarks>
    /// The fits of the inverse are already good to the last few bits, so a Newton or Halley step against Φ could only
    /// add the rounding error of Φ to the result.
    /// </remarks>
    public static double NormalQuantile(double p)
    {
        double centered = p - 0.5;
        if (Math.Abs(centered) <= 0.425)
        {
            return Sqrt2 * ErrorFunction.ErfInv(2 * centered);
        }

        return p < 0.5
            ? -Sqrt2 * ErrorFunction.ErfcInv(2 * p)
            : Sqrt2 * ErrorFunction.ErfcInv(2 * (1 - p));
    }
}
