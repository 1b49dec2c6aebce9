namespace Autodiff.Tests;

/// <summary>Derivatives by differences, without a line of the library.</summary>
internal static class FiniteDifference
{
    /// <summary>
    /// f'(x) by the central five-point formula. The truncation error falls with the step and the rounding error grows, so the
    /// step at which two neighbours agree best is taken; the disagreement and the rounding are the error. Infinite when no
    /// step stays in the domain. The <paramref name="noise"/> is what f has lost to rounding, beyond the rounding of its result.
    /// Where f jumps nearby, the <paramref name="largest"/> step, relative to x, keeps away.
    /// </summary>
    public static (double Value, double Error) Derivative(Func<double, double> f, double x, double noise = 0, double largest = 1.0 / 16)
    {
        var best = (Value: double.NaN, Error: double.PositiveInfinity);
        double scale = double.Exp2(double.ILogB(double.MaxNumber(1, double.Abs(x)))); // steps are powers of 2, so x ± h rounds little
        double previous = double.NaN;
        for (double h = scale * largest; h > scale * 1e-7 && !(best.Error <= 1e-11 * double.Abs(best.Value)); h /= 8)
        {
            var (left2, left, right, right2) = (f(x - (2 * h)), f(x - h), f(x + h), f(x + (2 * h)));
            double value = (left2 - (8 * left) + (8 * right) - right2) / (12 * h);
            double rounding = (noise + (1e-16 * (double.Abs(left2) + double.Abs(left) + double.Abs(right) + double.Abs(right2)))) / h;
            double error = double.Abs(value - previous) + rounding;
            if (error < best.Error)
            {
                best = (value, error);
            }

            previous = value;
        }

        return best;
    }

    /// <summary>∂f/∂xᵢ.</summary>
    public static (double Value, double Error) Partial(Func<double[], double> f, double[] x, int i, double noise = 0) =>
        Derivative(t => f(With(x, i, t)), x[i], noise);

    private static double[] With(double[] x, int i, double value)
    {
        var changed = (double[])x.Clone();
        changed[i] = value;
        return changed;
    }
}
