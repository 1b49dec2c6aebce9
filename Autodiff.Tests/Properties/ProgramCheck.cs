namespace Autodiff.Tests.Properties;

/// <summary>Reads one program in every way and compares.</summary>
internal static class ProgramCheck
{
    /// <summary>
    /// Null when a comparison would say nothing: a kink, a pole or numbers out of range, as plain doubles alone witness it.
    /// Otherwise the disagreements.
    /// </summary>
    public static IReadOnlyList<string>? Failures(RandomProgram program)
    {
        double[] x = program.Inputs;
        var values = program.Values<double>(x);
        if (!values.TrueForAll(value => Math.Abs(value) < 1e6) || program.Instructions.Any(instruction => instruction.IsNearKink(values)))
        {
            return null;
        }

        var conditioning = new Conditioning(program);
        double size = conditioning.Size;
        double[] secondSizes = [.. x.Select((_, j) => conditioning.SecondSize(j))];
        if (!(size < 1e4) || !secondSizes.All(second => second < 1e6))
        {
            return null;
        }

        double noise = conditioning.Noise;
        var first = Array.ConvertAll([.. x.Select((_, i) => i)], i => Difference(program, x, i, noise));
        var second = x.Select((_, i) => x.Select((_, j) => SecondDifference(program, x, i, j, noise)).ToArray()).ToArray();
        if (!first.All(Settled(1e-5)) || !second.All(row => row.All(Settled(1e-3))))
        {
            return null;
        }

        var failures = new List<string>();
        void Compare(string what, double expected, double actual, double tolerance)
        {
            if (!(Math.Abs(expected - actual) <= tolerance))
            {
                failures.Add($"{what}: expected {expected}, actual {actual}, tolerance {tolerance:g2}");
            }
        }

        var (value, gradient) = Readings.Reverse<double>(program, x);
        var (recorded, twice) = Readings.ReverseOverReverse(program, x);
        Compare("value on the tape", values[^1], value, 0);
        for (int i = 0; i < x.Length; i++)
        {
            // Both modes sum the same products of the same partials in different order: 2⁻⁵³ of their absolute sum per addition.
            var forward = Readings.Forward<double>(program, x, i);
            Compare("value of the dual number", values[^1], forward.Value, 0);
            Compare($"derivative by v{i + 1}, forward against reverse", gradient[i], forward.Tangent, 1e-14 * size);
            Compare($"derivative by v{i + 1}, recorded sweep against reverse", gradient[i], recorded[i], 1e-14 * size);
            Compare($"derivative by v{i + 1}, differences against reverse", first[i].Value, gradient[i], 10 * first[i].Error);
        }

        var reverse = Readings.ForwardOverReverse(program, x);
        var twiceForward = Readings.ForwardOverForward(program, x);
        for (int j = 0; j < x.Length; j++)
        {
            double bound = 1 + secondSizes[j];
            for (int i = 0; i < x.Length; i++)
            {
                string what = $"second derivative by v{i + 1}, v{j + 1}";
                Compare($"{what}, duals of duals against the tape of duals", reverse[j][i], twiceForward[j][i], 1e-14 * bound);
                Compare($"{what}, swept twice against the tape of duals", reverse[j][i], twice[i][j], 1e-11 * bound);

                // The partials of a row and their derivatives round separately, which is the row's conditioning; see OperationChecks.
                Compare($"{what}, symmetry", reverse[j][i], reverse[i][j], 1e-11 * bound);
                Compare($"{what}, differences against the tape of duals", second[i][j].Value, reverse[j][i], 10 * second[i][j].Error);
            }
        }

        return failures;
    }

    private static Func<(double Value, double Error), bool> Settled(double tolerance) =>
        difference => difference.Error <= tolerance * (1 + Math.Abs(difference.Value));

    /// <summary>A central difference at a kink is the mean of both slopes at every step: what they differ by is error as well.</summary>
    private static (double Value, double Error) Difference(RandomProgram program, double[] x, int i, double noise)
    {
        var (value, error) = FiniteDifference.Partial(moved => program.Evaluate<double>(moved), x, i, noise);
        const double H = 1.0 / (1 << 20);
        double curvature = program.Evaluate<double>(Moved(x, i, H)) - (2 * program.Evaluate<double>(x)) + program.Evaluate<double>(Moved(x, i, -H));
        return (value, error + (Math.Abs(curvature) / H));
    }

    /// <summary>
    /// ∂²/∂xᵢ∂xⱼ from the values alone, at the corners of a square that shrinks until rounding shows; Richardson's
    /// combination of two squares cancels the error of order h².
    /// </summary>
    private static (double Value, double Error) SecondDifference(RandomProgram program, double[] x, int i, int j, double noise)
    {
        var best = (Value: double.NaN, Error: double.PositiveInfinity);
        var (coarse, previous, change) = (double.NaN, double.NaN, double.NaN);
        double Corner(double first, double second) => program.Evaluate<double>(Moved(Moved(x, i, first), j, second));
        double Square(double h) => (Corner(h, h) - Corner(h, -h) - Corner(-h, h) + Corner(-h, -h)) / (4 * h * h);
        for (double h = 1.0 / 8; h > 1.0 / (1 << 11); h /= 2)
        {
            double square = Square(h);
            double value = ((4 * square) - coarse) / 3;
            double error = Math.Abs(value - previous) + (change / 16) + (4 * noise / (h * h)); // two values may agree by chance, three will not
            if (error < best.Error)
            {
                best = (value, error);
            }

            (coarse, previous, change) = (square, value, Math.Abs(value - previous));
        }

        // Where every step reaches across a kink, the finest may not; see FiniteDifference.
        const double Fine = 1.0 / (1 << 14);
        return (best.Value, best.Error + Math.Max(0, Math.Abs(Square(Fine) - best.Value) - (16 * noise / (Fine * Fine))));
    }

    private static double[] Moved(double[] x, int i, double h)
    {
        var moved = (double[])x.Clone();
        moved[i] += h;
        return moved;
    }
}
