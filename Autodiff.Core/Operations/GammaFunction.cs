namespace Autodiff.Operations;

/// <summary>The logarithms of the gamma and beta functions, and the derivatives of the former.</summary>
internal static partial class GammaFunction
{
    private const double HalfLogTwoPi = 0.9189385332046728;

    // The positive zero of ψ, 1.46163214496836234126265954232572..., as an unevaluated sum.
    private const double DigammaRootHigh = 1.4616321449683622;
    private const double DigammaRootLow = 9.549995429965697e-17;

    // log Γ(1+z) / (z (z-1)) in z on [-1/4, 5/4], within 7.8e-17: dividing both zeros out keeps the relative error small next to
    // them. This fit and the next are made like those of ErrorFunction.
    private static ReadOnlySpan<double> LogGammaNumerator =>
        [0.5772156649015329, 1.7419517006264016, 2.017967433501897, 1.1237912367551177, 0.3074990147336579,
        0.037459735369148116, 0.0015019100841385878, 4.54833515169718e-6];
    private static ReadOnlySpan<double> LogGammaDenominator =>
        [1, 3.4427393260160026, 4.689529171512773, 3.2118524832049116, 1.1615714374266768, 0.21283407877723579,
        0.017121008764155995, 0.0004130864072101365];

    // ψ(1+z) / (1+z-root) in z on [0, 1], within 1.5e-17.
    private static ReadOnlySpan<double> DigammaNumerator =>
        [1.2503801375034054, 1.783911454848356, 0.8597272478065866, 0.16872675874082466, 0.012447941279727948,
        0.00022696274397685854];
    private static ReadOnlySpan<double> DigammaDenominator =>
        [1, 2.110242106627319, 1.5282303645104445, 0.48109016318604675, 0.06652220031258325, 0.0034603969088278135,
        4.012525269282257e-5];

    // B₂ₖ/(2k(2k-1)) and B₂ₖ/2k for k = 1, 2, ...: the asymptotic series of log Γ and of ψ. The first term left out is below
    // 1e-17 where the series are used.
    private static ReadOnlySpan<double> StirlingSeries =>
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400,
        43867.0 / 244188];
    private static ReadOnlySpan<double> DigammaSeries =>
        [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160];

    /// <summary>
    /// log |Γ(x)|, for every x; ∞ at ±∞ and at the poles 0, -1, -2, ... Relative error below 1e-15 for x >= -1/4, next to the
    /// zeros 1 and 2 as well; below that, the error is relative to the terms of the reflection.
    /// </summary>
    public static double LogGamma(double x)
    {
        if (x >= 8)
        {
            // With the -x of Stirling's formula taken inside, the product overflows only where the result does.
            return ((x - 0.5) * (Math.Log(x) - 1)) + (HalfLogTwoPi - 0.5) + StirlingCorrection(x);
        }

        if (x < -0.25)
        {
            return x == Math.Floor(x)
                ? double.PositiveInfinity
                : Math.Log(Math.PI / Math.Abs(x * Math.Sin(Math.PI * FromNearestInteger(x)))) - LogGamma(-x);
        }

        if (x < 0.75)
        {
            return LogGammaNearZeros(x, x - 1) - Math.Log(Math.Abs(x));
        }

        double product = 1;
        while (x >= 2.25)
        {
            x--;
            product *= x;
        }

        return LogGammaNearZeros(x - 1, x - 2) + Math.Log(product);
    }

    /// <summary>
    /// ψ(x) = d/dx log Γ(x), for every x but the poles 0, -1, -2, ... and -∞, where it is NaN; ψ(∞) = ∞. Relative error below
    /// 1e-15 for x > 0, next to the zero 1.4616 as well; for x &lt; 0, the error is relative to the terms of the reflection.
    /// </summary>
    public static double Digamma(double x)
    {
        if (x <= 0)
        {
            return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - (Math.PI / Math.Tan(Math.PI * FromNearestInteger(x)));
        }

        if (x >= 10)
        {
            double inverseSquare = 1 / (x * x);
            return Math.Log(x) - (0.5 / x) - (inverseSquare * ErrorFunction.Polynomial(DigammaSeries, inverseSquare));
        }

        double shift = 0;
        if (x < 1)
        {
            shift = -1 / x;
            x++;
        }

        while (x >= 2)
        {
            x--;
            shift += 1 / x;
        }

        // Next to the zero the first difference is exact, and the low part supplies the digits that the high part lacks.
        double distance = x - DigammaRootHigh - DigammaRootLow;
        return shift + (distance * ErrorFunction.Ratio(DigammaNumerator, DigammaDenominator, x - 1));
    }

    /// <summary>
    /// log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a+b), for a, b >= 0; ∞ if either is 0, -∞ if either is ∞, NaN if both are so and
    /// outside. Relative error below 2e-14; next to the zeros, on the curve B = 1, it is relative to the terms.
    /// </summary>
    public static double LogBeta(double a, double b)
    {
        double small = Math.Min(a, b);
        double large = Math.Max(a, b);
        if (!(small > 0) || double.IsPositiveInfinity(large))
        {
            return small > 0 ? double.NegativeInfinity
                : small == 0 && double.IsFinite(large) ? double.PositiveInfinity
                : double.NaN;
        }

        if (large < 8)
        {
            // Next to B(1, 1) = 1, rounding a + b would swamp the result; rounding the sum of p and q does not.
            double p = a - 1;
            double q = b - 1;
            return Math.Abs(p) <= 0.125 && Math.Abs(q) <= 0.125
                ? LogGammaNearZeros(p, p - 1) + LogGammaNearZeros(q, q - 1) - LogGammaNearZeros(1 + (p + q), p + q)
                : LogGamma(a) + LogGamma(b) - LogGamma(a + b);
        }

        // The large terms of Stirling's formula cancel by hand; what they leave are logarithms of ratios.
        double ratioTerm = LogP1.Value(small / large);
        double correction = StirlingCorrection(large) - StirlingCorrection(small + large);
        return small < 8
            ? LogGamma(small) - (small * Math.Log(small + large)) + (small - ((large - 0.5) * ratioTerm)) + correction
            : HalfLogTwoPi - (0.5 * Math.Log(large)) - ((small - 0.5) * Math.Log(1 + (large / small))) - (large * ratioTerm)
                + (StirlingCorrection(small) + correction);
    }

    // log Γ(1+z), given both z and z - 1 because the one next to 0 has to be exact.
    private static double LogGammaNearZeros(double z, double zMinusOne) =>
        z * zMinusOne * ErrorFunction.Ratio(LogGammaNumerator, LogGammaDenominator, z);

    // log Γ(x) less Stirling's approximation of it, for x >= 8.
    private static double StirlingCorrection(double x) => ErrorFunction.Polynomial(StirlingSeries, 1 / (x * x)) / x;

    // Exact, and what sin πx and tan πx depend on: the rounding of πx itself would be of the order of |x| ulp.
    private static double FromNearestInteger(double x) => x - Math.Round(x);
}
