namespace Autodiff.Operations;

/// <summary>The error function, its complement and its inverse.</summary>
/// <remarks>
/// Each table is a rational minimax fit of the relative error, found by a Remez exchange at 60 digits with the constant term of
/// the denominator fixed at 1. The error quoted beside it is that of the coefficients as rounded to double, evaluated exactly.
/// Coefficients ascend in the power of the variable.
/// </remarks>
internal static class ErrorFunction
{
    // The fits of the inverse are expanded about an end of their range: only there do the coefficients of each polynomial share
    // a sign, without which its sum would cancel.
    private const double CentralEdge = 0.85;
    private const double MiddleTailStart = 1.375;
    private const double FarTailStart = 4;

    // erf(x)/x - 1 in x² on [0, 1/4], within 1.4e-16. The 1 is left out so that adding it back, as the leading x, shrinks the
    // rounding errors of the fit about eightfold.
    private static ReadOnlySpan<double> ErfNumerator =>
        [0.1283791670955126, -0.3258268103024539, -0.02673966613373689, -0.004949920347496377];
    private static ReadOnlySpan<double> ErfDenominator =>
        [1, 0.3918048377114665, 0.06068395788849824, 0.004133432510407952, 7.446232176699535e-5];

    // exp(x²) erfc(x) in x on [1/2, 4], within 5.1e-17.
    private static ReadOnlySpan<double> NearScaledNumerator =>
        [0.9999999999757754, 1.723978266427254, 1.4786273547356608, 0.7832030803485738, 0.2731355911523949,
        0.062479601430783155, 0.008713535636381716, 0.0005790144631973152];
    private static ReadOnlySpan<double> NearScaledDenominator =>
        [1, 2.852357433127117, 3.697168062424736, 2.8549058295261633, 1.4430776438824486, 0.49183973316689433,
        0.11125552907965733, 0.01544433193431809, 0.0010262765797394368];

    // x exp(x²) erfc(x) in 1/x² on [0, 1/16], within 3.9e-17.
    private static ReadOnlySpan<double> FarScaledNumerator =>
        [0.5641895835477563, 12.237861768459966, 84.59614929849285, 215.69269490280428, 172.1977340258423,
        19.37365624192789];
    private static ReadOnlySpan<double> FarScaledDenominator =>
        [1, 22.19104521835621, 160.28829320510908, 447.6812103690008, 443.88263390302234, 104.96218417546062];

    // erf⁻¹(x)/x in 0.85² - x² for |x| <= 0.85, within 1.2e-16.
    private static ReadOnlySpan<double> CentralNumerator =>
        [1.1975323115670913, 11.768156403142465, 43.5662884411365, 75.85723466569563, 63.42087224766805, 23.22441031061966,
        2.885578388346245, 0.05414294245009142];
    private static ReadOnlySpan<double> CentralDenominator =>
        [1, 10.57831962777439, 42.949071159624154, 84.2839316046103, 82.86582725265725, 38.38625680687792,
        7.013848706033829, 0.31899474443203735];

    // erfc⁻¹(exp(-r²)) in r - 1.375 for r in [1.375, 4], within 2.5e-17.
    private static ReadOnlySpan<double> MiddleTailNumerator =>
        [1.0154672744298159, 3.3387756572299745, 4.592430861081429, 3.396245232876875, 1.4341849946343048,
        0.3355592148728386, 0.038289045912428744, 0.0015367905902037755];
    private static ReadOnlySpan<double> MiddleTailDenominator =>
        [1, 2.2717729193816263, 2.1769740278463523, 1.0890849580470854, 0.28923057936760943, 0.03619773564370072,
        0.0015364529768389927, 4.444582972626403e-9];

    // erfc⁻¹(exp(-r²)) in r - 4 for r in [4, 27.3], within 3.9e-17. The smallest subnormal has r = 27.3.
    private static ReadOnlySpan<double> FarTailNumerator =>
        [3.7513593440414827, 4.417199852436751, 2.14873834952096, 0.556438731301495, 0.08240093928538801,
        0.006973209163043345, 0.00031851158141135607, 6.860814203918011e-6, 5.018610083591001e-8];
    private static ReadOnlySpan<double> FarTailDenominator =>
        [1, 0.9024320317779728, 0.3257064190017226, 0.05964320603771088, 0.005820634976343032, 0.000292027484520376,
        6.660189747635593e-6, 5.018579160382414e-8, 6.529386987184071e-16];

    /// <summary>erf(x) = 2/√π ∫₀ˣ exp(-t²) dt, for every x; odd, erf(∞) = 1. Relative error below 4e-16.</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude < 0.5
            ? x + (x * Ratio(ErfNumerator, ErfDenominator, x * x))
            : Math.CopySign(1 - UpperTail(magnitude), x);
    }

    /// <summary>
    /// erfc(x) = 1 - erf(x) = 2/√π ∫ₓ^∞ exp(-t²) dt, for every x; erfc(-∞) = 2, erfc(∞) = 0. Relative error below 8e-16 while
    /// the result is normal (x &lt; 26.54), absolute error below the spacing of the subnormals after that.
    /// </summary>
    public static double Erfc(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude < 0.5 ? 1 - Erf(x)
            : x < 0 ? 2 - UpperTail(magnitude)
            : UpperTail(magnitude);
    }

    /// <summary>
    /// erf⁻¹(x), the y with erf(y) = x, for x in [-1, 1]; ±∞ at ±1, NaN outside. Relative error below 8e-16.
    /// </summary>
    public static double ErfInv(double x)
    {
        // Beyond the edge 1 - |x| is exact, so that nothing is lost by going through the complement.
        double magnitude = Math.Abs(x);
        return magnitude <= CentralEdge
            ? x * Ratio(CentralNumerator, CentralDenominator, (CentralEdge * CentralEdge) - (x * x))
            : Math.CopySign(ErfcInv(1 - magnitude), x);
    }

    /// <summary>erfc⁻¹(q), the y with erfc(y) = q, for q in [0, 0.15]; NaN if q &lt; 0. Relative error below 8e-16.</summary>
    internal static double ErfcInv(double q)
    {
        if (q == 0)
        {
            return double.PositiveInfinity;
        }

        double r = Math.Sqrt(-Math.Log(q));
        return r < FarTailStart
            ? Ratio(MiddleTailNumerator, MiddleTailDenominator, r - MiddleTailStart)
            : Ratio(FarTailNumerator, FarTailDenominator, r - FarTailStart);
    }

    /// <summary>exp(x²) erfc(x), for x >= 1/2. Relative error below 6e-16.</summary>
    internal static double ScaledErfc(double x) => x < 4
        ? Ratio(NearScaledNumerator, NearScaledDenominator, x)
        : Ratio(FarScaledNumerator, FarScaledDenominator, 1 / (x * x)) / x;

    /// <summary>exp(-scale x²), for |x| &lt; 1e154 and scale a power of two. Relative error below 3e-16.</summary>
    /// <remarks>
    /// Rounding x² alone would cost a relative error of up to 2⁻⁵³x² in the result, some 700 ulp at x = 27. The fused
    /// multiply-add recovers that rounding error exactly; it is applied to first order, its square being negligible.
    /// </remarks>
    internal static double Gaussian(double x, double scale)
    {
        double square = x * x;
        double lost = Math.FusedMultiplyAdd(x, x, -square);
        double value = Math.Exp(-scale * square);
        return value - (value * (scale * lost));
    }

    internal static double Ratio(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator, double x) =>
        Polynomial(numerator, x) / Polynomial(denominator, x);

    internal static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = Math.FusedMultiplyAdd(sum, x, coefficients[i]);
        }

        return sum;
    }

    // The cut keeps an infinite x from ending as 0 · ∞; erfc(28) is below half the smallest subnormal.
    private static double UpperTail(double x) => x > 28 ? 0 : Gaussian(x, 1) * ScaledErfc(x);
}
