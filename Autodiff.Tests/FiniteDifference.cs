namespace Autodiff.Tests;

/// <summary>Derivatives by differences, without a line of the library.</summary>
internal static class FiniteDifference
{
    /// <summary>
    /// f'(x) by the central five-point formula. The truncation error falls with the step and the rounding error grows, so the
    /// step at which two neighbours agree best is taken; the disagreement and the rounding are the error. Infinite when no
    /// step stays in the domain. The <paramref name="noise"/> is what f has lost to rounding, beyond the rounding of its result.
    /// </summary>
    public static (double Value, double Error) Derivative(Func<double, double> f, double x, double noise = 0)
    {
        double scale = double.Exp2(double.ILogB(double.MaxNumber(1, double.Abs(x)))); // steps are powers of 2, so x ± h rounds little
        var best = (Value: double.NaN, Error: double.PositiveInfinity);
        double previous = double.NaN;
        for (double h = scale / (1 << 4); h >= scale / (1 << 22) && !(best.Error <= 1e-11 * double.Abs(best.Value)); h /= 8)
        {
            var (value, rounding) = Central(f, x, h, noise);
            double error = double.Abs(value - previous) + rounding;
            if (error < best.Error)
            {
                best = (value, error);
            }

            previous = value;
        }

        // On a staircase two steps may agree by chance on its mean slope; the finest step sees the slope of the stair.
        var (finest, uncertainty) = Central(f, x, scale / (1 << 24), noise);
        return (best.Value, best.Error + double.Max(0, double.Abs(finest - best.Value) - (4 * uncertainty)));
    }

    /// <summary>∂f/∂xᵢ.</summary>
    public static (double Value, double Error) Partial(Func<double[], double> f, double[] x, int i, double noise = 0) =>
        Derivative(t => f(With(x, i, t)), x[i], noise);

    private static (double Value, double Rounding) Central(Func<double, double> f, double x, double h, double noise)
    {
        var (left2, left, right, right2) = (f(x - (2 * h)), f(x - h), f(x + h), f(x + (2 * h)));
        double rounding = noise + (1e-16 * (double.Abs(left2) + double.Abs(left) + double.Abs(right) + double.Abs(right2)));
        return ((left2 - (8 * left) + (8 * right) - right2) / (12 * h), rounding / h);
    }

    private static double[] With(double[] x, int i, double value)
    {
        var changed = (double[])x.Clone();
        changed[i] = value;
        return changed;
    }
}
