namespace Autodiff;

/// <summary>The derivative of a plain function by differences: the yardstick of <see cref="GradientCheck"/>.</summary>
internal static class FiniteDifference
{
    private const int Finest = 28;

    /// <summary>
    /// f′(x) by the five-point central formula, error O(h⁴), at the step where the estimate of its error is least: the change
    /// from the step before, for curvature, and what rounding does to the values of f.
    /// </summary>
    /// <returns>The derivative and the error estimated; NaN and ∞ where f is not finite on both sides of x.</returns>
    public static (double Derivative, double Error) Central(Func<double, double> function, double x)
    {
        double scale = x == 0 || !double.IsFinite(x) ? 1 : double.ScaleB(1, double.ILogB(x)); // a power of 2, so that x ± h rounds little
        var fine = FivePoint(function, x, double.ScaleB(scale, -Finest));
        var best = (Derivative: double.NaN, Error: double.PositiveInfinity);
        double previous = double.NaN;
        for (int halvings = 2; halvings < Finest; halvings++)
        {
            var (quotient, rounding) = FivePoint(function, x, double.ScaleB(scale, -halvings));

            // Two large steps may agree by chance, as on a wave that both span in whole periods; the finest is not fooled.
            double chance = Math.Abs(quotient - fine.Derivative) - (4 * fine.Rounding);
            double error = Math.Abs(quotient - previous) + rounding + (chance > 0 ? chance : 0);
            if (error < best.Error)
            {
                best = (quotient, error);
            }

            previous = quotient;
        }

        return best;
    }

    private static (double Derivative, double Rounding) FivePoint(Func<double, double> function, double x, double step)
    {
        var (left2, left, right, right2) = (function(x - (2 * step)), function(x - step), function(x + step), function(x + (2 * step)));
        double rounding = 2.2e-16 * (Math.Abs(left2) + Math.Abs(left) + Math.Abs(right) + Math.Abs(right2)) / step;
        return (((8 * (right - left)) - (right2 - left2)) / (12 * step), rounding);
    }
}
