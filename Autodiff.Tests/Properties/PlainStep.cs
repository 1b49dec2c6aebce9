namespace Autodiff.Tests.Properties;

/// <summary>A value of a program, and the magnitudes of its first and second partials by the values that it was computed from.</summary>
internal sealed record PlainStep(double Value, int[] Operands, double[] First, double[][] Second)
{
    /// <summary>Whether the value depends on an input: by what does not, no derivative is asked for, and a whole number has none.</summary>
    public bool Varies { get; private init; } = true;

    public static PlainStep Input(double value) => new(value, [], [], []);

    public static PlainStep Constant(double value) => new(value, [], [], []) { Varies = false };

    /// <summary>
    /// By differences over two steps, one of the scale of 1 for what is smooth near 0 and one of the scale of the operand for
    /// what is steep there. Of each the larger counts, less what it may owe to rounding. NaN at the border of a domain.
    /// </summary>
    public static PlainStep Of(Func<double[], double> f, int[] operands, double[] x, Func<int, bool> varies)
    {
        double value = f(x);
        var first = new double[x.Length];
        var second = new double[x.Length][];
        for (int k = 0; k < x.Length; k++)
        {
            // A remainder of a large quotient has its jumps so close that only a fine step finds the slope between them.
            double fine = Math.ScaleB(x[k] == 0 ? 1 : Math.Abs(x[k]), -26);
            first[k] = !varies(k) ? 0 : double.MaxNumber(Larger(narrow => Slope(f, value, x, k, StepOf(x[k], narrow))), Slope(f, value, x, k, fine));
            second[k] = new double[x.Length];
            for (int l = 0; l <= k; l++)
            {
                second[k][l] = second[l][k] = !varies(k) || !varies(l) ? 0 : Larger(narrow => Curvature(f, x, k, l, narrow));
            }
        }

        return new(value, operands, first, second) { Varies = Enumerable.Range(0, x.Length).Any(varies) };
    }

    private static double Larger(Func<bool, double> difference)
    {
        var (wide, narrow) = (difference(false), difference(true));
        return double.IsFinite(wide) ? double.MaxNumber(wide, narrow) : narrow;
    }

    /// <summary>Narrow at 0 is close enough to see that a slope grows without bound, like that of a root.</summary>
    private static double StepOf(double x, bool narrow) =>
        !narrow ? Math.Max(1, Math.Abs(x)) / (1 << 12) : x == 0 ? Math.ScaleB(1, -40) : Math.Abs(x) / (1 << 12);

    private static double Slope(Func<double[], double> f, double value, double[] x, int k, double h)
    {
        double difference = Math.Abs(f(Moved(x, k, h)) - f(Moved(x, k, -h)));
        return Math.Max(0, difference - (1e-15 * Math.Abs(value))) / (2 * h);
    }

    private static double Curvature(Func<double[], double> f, double[] x, int k, int l, bool narrow)
    {
        var (h, g) = (StepOf(x[k], narrow), StepOf(x[l], narrow));
        double[] values =
            [f(Moved(Moved(x, k, h), l, g)), f(Moved(Moved(x, k, h), l, -g)), f(Moved(Moved(x, k, -h), l, g)), f(Moved(Moved(x, k, -h), l, -g))];
        double difference = Math.Abs(values[0] - values[1] - values[2] + values[3]);
        return Math.Max(0, difference - (1e-15 * values.Sum(Math.Abs))) / (4 * h * g);
    }

    private static double[] Moved(double[] x, int k, double h)
    {
        var moved = (double[])x.Clone();
        moved[k] += h;
        return moved;
    }
}
