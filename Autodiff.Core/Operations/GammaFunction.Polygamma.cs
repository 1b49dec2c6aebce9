namespace Autodiff.Operations;

// The higher derivatives, as Hurwitz zeta functions.
internal static partial class GammaFunction
{
    // B₂ₖ/(2k)! for k = 1, 2, ...: the Euler-Maclaurin formula.
    private static ReadOnlySpan<double> EulerMaclaurinSeries =>
        [1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000, 1.0 / 74724249600,
        -3617.0 / 10670622842880000, 43867.0 / 5109094217170944000, -174611.0 / 802857662698291200000.0];

    /// <summary>
    /// ψ⁽ⁿ⁾(x) = (-1)ⁿ⁺¹ n! Σ (x+k)⁻ⁿ⁻¹ over k >= 0, for n >= 1; ψ for n = 0, NaN for n &lt; 0 and n > 1000, where the time would be felt. The poles 0, -1, -2, ... and
    /// -∞ give ∞ if n is odd and NaN if n is even, when the sides of a pole differ in sign. Relative error below 4e-15 for
    /// n &lt;= 8, growing in proportion to n; for x &lt; 0 and n even, it is relative to the terms of the sum. O(n²) time.
    /// </summary>
    public static double Polygamma(int n, double x)
    {
        if (n is <= 0 or > 1000)
        {
            return n == 0 ? Digamma(x) : double.NaN;
        }

        bool odd = int.IsOddInteger(n);
        if (x <= 0 && x == Math.Floor(x))
        {
            return odd ? double.PositiveInfinity : double.NaN;
        }

        double sum = x < 0 ? FoldedFactorialZeta(n, x) : FactorialZeta(n, x);
        return odd ? sum : -sum;
    }

    // n! ζ(n+1, a), Hurwitz's zeta function, for a > 0: terms from the smallest up, after an Euler-Maclaurin remainder taken
    // where ten of its terms suffice.
    private static double FactorialZeta(int n, double a)
    {
        int count = (int)Math.Max(0, Math.Ceiling(n + 12.0 - a));
        double y = a + count;
        double inverseSquare = 1 / (y * y);
        double next = n + 1.0;
        double rising = next * inverseSquare;
        double series = (1.0 / n) + (0.5 / y);
        foreach (double coefficient in EulerMaclaurinSeries)
        {
            series += rising * coefficient;
            rising *= (next + 1) * (next + 2) * inverseSquare;
            next += 2;
        }

        double sum = n * FactorialPower(n - 1, y) * series;
        for (int k = count - 1; k >= 0; k--)
        {
            sum += FactorialPower(n, a + k);
        }

        return sum;
    }

    // The same for a < 0: the sum over all integers, folded about the pole nearest to a, less the terms that lie beyond a.
    private static double FoldedFactorialZeta(int n, double a)
    {
        double distance = FromNearestInteger(a);
        double mirrored = FactorialZeta(n, 1 - distance) - FactorialZeta(n, 1 - a);
        return FactorialPower(n, distance) + FactorialZeta(n, 1 + distance) + (int.IsOddInteger(n) ? mirrored : -mirrored);
    }

    // n!/xⁿ⁺¹ factor by factor, since n! and xⁿ⁺¹ can leave the range of double where their quotient does not.
    private static double FactorialPower(int n, double x)
    {
        double inverse = 1 / x;
        double product = inverse;
        for (int i = 1; i <= n; i++)
        {
            product *= i * inverse;
        }

        return product;
    }
}
