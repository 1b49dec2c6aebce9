namespace Autodiff;

/// <summary>The derivative of a plain function by differences: the yardstick of <see cref="GradientCheck"/>.</summary>
internal static class FiniteDifference
{
    /// <summary>
    /// f′(x) by the five-point central formula, error O(h⁴), with the step at which two successive halvings agree best:
    /// larger steps suffer from curvature, smaller ones from rounding.
    /// </summary>
    /// <returns>NaN where no two steps gave a finite value.</returns>
    public static double Central(Func<double, double> function, double x)
    {
        const int FirstHalving = 3;
        const int LastHalving = 18;
        double scale = double.ScaleB(1, double.IsFinite(x) && x != 0 ? Math.Clamp(double.ILogB(x), -30, 1000) : 0);
        var best = (Derivative: double.NaN, Error: double.PositiveInfinity);
        double previous = double.NaN;
        for (int halving = FirstHalving; halving <= LastHalving; halving++)
        {
            double quotient = FivePoint(function, x, double.ScaleB(scale, -halving));
            double error = Math.Abs(quotient - previous);
            if (error < best.Error)
            {
                best = (quotient, error);
            }

            previous = quotient;
        }

        return best.Derivative;
    }

    private static double FivePoint(Func<double, double> function, double x, double step) =>
        ((8 * (function(x + step) - function(x - step))) - (function(x + (2 * step)) - function(x - (2 * step)))) / (12 * step);
}
