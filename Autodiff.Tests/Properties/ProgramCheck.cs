using System.Numerics;

namespace Autodiff.Tests.Properties;

/// <summary>Reads one program in every way and compares.</summary>
internal static class ProgramCheck
{
    /// <summary>Null when a comparison would say nothing: a kink, a pole or numbers out of range. Otherwise the disagreements.</summary>
    public static IReadOnlyList<string>? Failures(RandomProgram program)
    {
        double[] x = program.Inputs;
        var values = program.Values<double>(x);
        var (size, _) = AbsoluteSweep<double>(program, x, Math.Abs);
        if (!values.TrueForAll(value => Math.Abs(value) < 1e3) || !(size < 1e4))
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
        double largest = 1 + values.Max(Math.Abs);
        for (int i = 0; i < x.Length; i++)
        {
            // Both modes sum the same products of the same partials in different order: 2⁻⁵³ of their absolute sum per addition.
            var forward = Readings.Forward<double>(program, x, i);
            Compare("value of the dual number", values[^1], forward.Value, 0);
            Compare($"derivative by v{i + 1}, forward against reverse", gradient[i], forward.Tangent, 1e-14 * size);
            Compare($"derivative by v{i + 1}, recorded sweep against reverse", gradient[i], recorded[i], 1e-14 * size);

            var (difference, error) = Difference(moved => program.Evaluate<double>(moved), x, i, noise: 1e-16 * size * largest);
            if (error > 1e-5 * (1 + Math.Abs(difference)))
            {
                return null;
            }

            Compare($"derivative by v{i + 1}, differences against reverse", difference, gradient[i], 10 * error);
        }

        return CompareSecond(program, x, twice, Compare) ? failures : null;
    }

    private static bool CompareSecond(RandomProgram program, double[] x, double[][] twice, Action<string, double, double, double> compare)
    {
        var reverse = Readings.ForwardOverReverse(program, x);
        var forward = Readings.ForwardOverForward(program, x);
        for (int j = 0; j < x.Length; j++)
        {
            int direction = j;
            double size = AbsoluteSweep<Dual<double>>(
                program,
                [.. x.Select((xi, i) => new Dual<double>(xi, i == direction ? 1 : 0))],
                dual => new(Math.Abs(dual.Value), Math.Abs(dual.Tangent))).Adjoints.Tangent;
            if (!(size < 1e6))
            {
                return false;
            }

            for (int i = 0; i < x.Length; i++)
            {
                int operand = i;
                compare($"second derivative by v{i + 1}, v{j + 1}, duals of duals against the tape of duals", reverse[j][i], forward[j][i], 1e-14 * (1 + size));

                compare($"second derivative by v{i + 1}, v{j + 1}, swept twice against the tape of duals", reverse[j][i], twice[i][j], 1e-11 * (1 + size));

                // The partials of a row and their derivatives round separately, which is the row's conditioning; see OperationChecks.
                compare($"second derivative by v{i + 1}, v{j + 1}, symmetry", reverse[j][i], reverse[i][j], 1e-11 * (1 + size));

                var (difference, error) = Difference(moved => Readings.Forward<double>(program, moved, operand).Tangent, x, j, noise: 1e-15 * (1 + size));
                if (error > 1e-5 * (1 + Math.Abs(difference)))
                {
                    return false;
                }

                compare($"second derivative by v{i + 1}, v{j + 1}, differences against the tape of duals", difference, reverse[j][i], 10 * error);
            }
        }

        return true;
    }

    /// <summary>A central difference at a kink is the mean of both slopes at every step: what they differ by is error as well.</summary>
    private static (double Value, double Error) Difference(Func<double[], double> f, double[] x, int i, double noise)
    {
        var (value, error) = FiniteDifference.Partial(f, x, i, noise);
        const double H = 1.0 / (1 << 20);
        double Moved(double h)
        {
            var moved = (double[])x.Clone();
            moved[i] += h;
            return f(moved);
        }

        return (value, error + (Math.Abs(Moved(H) - (2 * Moved(0)) + Moved(-H)) / H));
    }

    /// <summary>
    /// The reverse sweep with absolute partials: the largest sum of |products of partials| over the paths from any entry to the
    /// result, which bounds what rounding can do. With duals, whose product rule keeps signs apart, of the tangents as well.
    /// </summary>
    private static (double Largest, T Adjoints) AbsoluteSweep<T>(RandomProgram program, ReadOnlySpan<T> x, Func<T, T> absolute)
        where T : IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        var result = program.Evaluate<Scalar<T>>(tape.Inputs(x));
        if (result.Tape is null)
        {
            return (0, T.Zero);
        }

        var adjoints = new T[tape.Count];
        adjoints[result.Index] = T.One;
        for (int index = result.Index; index >= 0; index--)
        {
            ref readonly var entry = ref tape.EntryAt(index);
            ReadOnlySpan<int> operands = entry.IsWide ? tape.OperandsOf(in entry) : [entry.Left, entry.Right];
            ReadOnlySpan<T> partials = entry.IsWide ? tape.PartialsOf(in entry) : [entry.LeftPartial, entry.RightPartial];
            for (int k = 0; k < operands.Length; k++)
            {
                if (operands[k] >= 0)
                {
                    adjoints[operands[k]] += absolute(partials[k]) * adjoints[index];
                }
            }
        }

        T sum = T.Zero;
        double largest = 0;
        foreach (T adjoint in adjoints)
        {
            sum += adjoint;
            largest = Math.Max(largest, double.CreateChecked(adjoint));
        }

        return (largest, sum);
    }
}
