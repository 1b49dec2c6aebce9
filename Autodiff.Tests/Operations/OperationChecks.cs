namespace Autodiff.Tests.Operations;

/// <summary>
/// What must hold of every row, built in or a user's own. Each check returns its failures as texts, so that a test can also
/// assert that a wrong row is caught.
/// </summary>
internal static class OperationChecks
{
    /// <summary>These operands are whole numbers (an order, a root), by which no difference can be taken.</summary>
    private static readonly HashSet<(string Row, int Operand)> WholeOperands = [("rootN", 1), ("polygamma", 0)];

    /// <summary>Rows whose value is an approximation of a special function rather than a formula of elementary ones.</summary>
    private static readonly HashSet<string> SpecialRows =
        ["erf", "erfc", "erfInv", "logGamma", "digamma", "polygamma", "logBeta", "normalCdf", "normalQuantile", "gelu"];

    /// <summary>No row rounds more often than this on the way to a result; in units of half a unit in the last place.</summary>
    private const double FewRoundings = 24;
    private const double DoubleRounding = 1.1e-16;
    private const double SingleRounding = 6e-8;

    /// <summary>The checks that need no table, under the names by which tests report them.</summary>
    public static IReadOnlyDictionary<string, Func<Operation, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<Operation, IEnumerable<string>>>
    {
        [nameof(EveryReadingAgrees)] = EveryReadingAgrees,
        [nameof(PartialsAgreeWithDifferences)] = PartialsAgreeWithDifferences,
        [nameof(SecondDerivativesAgreeWithDifferences)] = SecondDerivativesAgreeWithDifferences,
        [nameof(SinglePrecisionAgrees)] = SinglePrecisionAgrees,
        [nameof(ConstantsChangeNothing)] = ConstantsChangeNothing,
        [nameof(KinksAreAsTheRowSays)] = KinksAreAsTheRowSays,
    };

    public static bool IsWhole(Operation row, int operand) => WholeOperands.Contains((row.Name, operand));

    /// <summary>Value and partials are those of the oracle, and each sample has its line there.</summary>
    public static IEnumerable<string> OracleAgrees(Operation row)
    {
        var lines = OracleTable.Catalog.Where(line => line.Name == row.Name).ToList();
        foreach (var sample in row.Samples.Where(sample => !lines.Exists(line => line.Operands.SequenceEqual(sample))))
        {
            yield return $"{At(row, sample)}: no line in catalog-values.csv; add the sample to catalog-values.py and run it";
        }

        // What special functions are promised to; elsewhere a few roundings.
        double precision = SpecialRows.Contains(row.Name) ? 1e-13 : FewRoundings * DoubleRounding;
        foreach (var line in lines)
        {
            double value = row.Apply<double>(line.Operands);
            var (ofValue, ofPartials) = Conditioning(row, line.Operands);
            if (!Close(line.Value, value, precision * ofValue))
            {
                yield return Failure(row, line.Operands, "value against mpmath", line.Value, value);
            }

            var partials = Partials(row, line.Operands);
            for (int i = 0; i < partials.Length; i++)
            {
                if (!Close(line.Partials[i], partials[i], precision * ofPartials[i]))
                {
                    yield return Failure(row, line.Operands, $"partial {i} against mpmath", line.Partials[i], partials[i]);
                }
            }
        }
    }

    /// <summary>The row itself, the tape and the dual number give the same value and partials to the last bit, on the tape as one entry.</summary>
    public static IEnumerable<string> EveryReadingAgrees(Operation row)
    {
        var formula = new OperationFormula(row);
        foreach (var sample in row.Samples)
        {
            double value = row.Apply<double>(sample);
            var partials = Partials(row, sample);
            var reverse = Readings.Reverse<double>(formula, sample);
            var recorded = Readings.ReverseOverReverse(formula, sample).Gradient;
            if (!Same(value, reverse.Value))
            {
                yield return Failure(row, sample, "value on the tape", value, reverse.Value);
            }

            for (int i = 0; i < sample.Length; i++)
            {
                var forward = Readings.Forward<double>(formula, sample, i);
                if (!Same(value, forward.Value))
                {
                    yield return Failure(row, sample, "value of the dual number", value, forward.Value);
                }

                if (!Same(partials[i], reverse.Gradient[i]))
                {
                    yield return Failure(row, sample, $"partial {i} on the tape", partials[i], reverse.Gradient[i]);
                }

                if (!Same(partials[i], recorded[i]))
                {
                    yield return Failure(row, sample, $"partial {i} by a recorded sweep", partials[i], recorded[i]);
                }

                if (!Same(partials[i], forward.Tangent))
                {
                    yield return Failure(row, sample, $"partial {i} of the dual number", partials[i], forward.Tangent);
                }
            }

            var tape = new Tape<double>();
            row.Apply<Scalar<double>>(tape.Inputs(sample));
            if (tape.Count != sample.Length + 1)
            {
                yield return Failure(row, sample, "entries on the tape beyond the inputs", 1, tape.Count - sample.Length);
            }
        }
    }

    public static IEnumerable<string> PartialsAgreeWithDifferences(Operation row)
    {
        foreach (var sample in row.Samples)
        {
            var partials = Partials(row, sample);
            double noise = DoubleRounding * Conditioning(row, sample).Value;
            for (int i = 0; i < sample.Length; i++)
            {
                if (!IsWhole(row, i)
                    && Difference(row, sample, $"partial {i}", x => row.Apply<double>(x), i, noise, partials[i]) is { } failure)
                {
                    yield return failure;
                }
            }
        }
    }

    /// <summary>∂²/∂xᵢ∂xⱼ by forward over reverse, forward over forward and reverse over reverse, against each other and against differences of the partial.</summary>
    public static IEnumerable<string> SecondDerivativesAgreeWithDifferences(Operation row)
    {
        var formula = new OperationFormula(row);
        foreach (var sample in row.Samples)
        {
            var reverse = Readings.ForwardOverReverse(formula, sample);
            var forward = Readings.ForwardOverForward(formula, sample);
            var twice = Readings.ReverseOverReverse(formula, sample).Second;
            var conditioning = Conditioning(row, sample).Partials;
            for (int i = 0; i < sample.Length; i++)
            {
                for (int j = 0; j < sample.Length; j++)
                {
                    // Both read the same expression for the partial with the same dual number.
                    if (!Same(forward[j][i], reverse[j][i]))
                    {
                        yield return Failure(row, sample, $"second partial {i},{j}: the tape of duals against duals of duals", forward[j][i], reverse[j][i]);
                    }

                    if (IsWhole(row, i) || IsWhole(row, j))
                    {
                        continue;
                    }

                    if (Difference(row, sample, $"second partial {i},{j}", x => Partials(row, x)[i], j, DoubleRounding * conditioning[i], reverse[j][i]) is { } failure)
                    {
                        yield return failure;
                    }

                    // The same expressions, summed in another order.
                    if (!Close(reverse[j][i], twice[i][j], 1e-13 * (1 + Math.Abs(reverse[j][i]))))
                    {
                        yield return Failure(row, sample, $"second partial {i},{j}: swept twice against the tape of duals", reverse[j][i], twice[i][j]);
                    }

                    // Mixed partials come from two different expressions, of a few roundings each.
                    if (!Close(reverse[i][j], reverse[j][i], 1e-13 * Math.Abs(reverse[i][j])))
                    {
                        yield return Failure(row, sample, $"second partial {i},{j} against {j},{i}", reverse[i][j], reverse[j][i]);
                    }
                }
            }
        }
    }

    /// <summary>With floats the tape and the dual number agree with the row to the last bit, and the row with double within its conditioning.</summary>
    public static IEnumerable<string> SinglePrecisionAgrees(Operation row)
    {
        var formula = new OperationFormula(row);
        foreach (var sample in row.Samples)
        {
            var singles = Array.ConvertAll(sample, x => (float)x);
            var doubles = Array.ConvertAll(singles, x => (double)x);
            var single = Readings.Reverse<float>(formula, singles);
            double value = row.Apply<double>(doubles);
            var partials = Partials(row, doubles);
            var (ofValue, ofPartials) = Conditioning(row, doubles);
            if (!Close(value, single.Value, FewRoundings * SingleRounding * ofValue))
            {
                yield return Failure(row, sample, "value in single precision", value, single.Value);
            }

            for (int i = 0; i < sample.Length; i++)
            {
                if (!Close(partials[i], single.Gradient[i], FewRoundings * SingleRounding * ofPartials[i]))
                {
                    yield return Failure(row, sample, $"partial {i} in single precision", partials[i], single.Gradient[i]);
                }

                float tangent = Readings.Forward<float>(formula, singles, i).Tangent;
                if (!Same(single.Gradient[i], tangent))
                {
                    yield return Failure(row, sample, $"partial {i} of the dual number in single precision", single.Gradient[i], tangent);
                }
            }
        }
    }

    /// <summary>Any operand may be a constant: the value and the other derivatives are the same, and all constants record nothing.</summary>
    public static IEnumerable<string> ConstantsChangeNothing(Operation row)
    {
        foreach (var sample in row.Samples)
        {
            foreach (string failure in ConstantsChangeNothingAt(row, sample, Partials(row, sample)))
            {
                yield return failure;
            }

            var constant = row.Apply<Scalar<double>>(Array.ConvertAll(sample, x => new Scalar<double>(x)));
            double value = row.Apply<double>(sample);
            if (constant.Tape is not null || !Same(value, constant.Value))
            {
                yield return Failure(row, sample, "value among constants", value, constant.Value);
            }
        }
    }

    /// <summary>Where a partial is a convention, the row, the tape and the dual number keep it, whether the other operands are taped or not.</summary>
    public static IEnumerable<string> KinksAreAsTheRowSays(Operation row)
    {
        var formula = new OperationFormula(row);
        foreach (var (at, expected) in row.Kinks)
        {
            var (itself, reverse, recorded) = (Partials(row, at), Readings.Reverse<double>(formula, at).Gradient, Readings.ReverseOverReverse(formula, at).Gradient);
            for (int i = 0; i < at.Length; i++)
            {
                (string Reading, double Partial)[] readings =
                    [("the row", itself[i]), ("the tape", reverse[i]), ("a recorded sweep", recorded[i]), ("the dual number", Readings.Forward<double>(formula, at, i).Tangent)];
                foreach (var (reading, partial) in readings.Where(pair => !Same(expected[i], pair.Partial)))
                {
                    yield return Failure(row, at, $"kink, partial {i} by {reading}", expected[i], partial);
                }
            }

            foreach (string failure in ConstantsChangeNothingAt(row, at, expected))
            {
                yield return failure;
            }
        }
    }

    private static IEnumerable<string> ConstantsChangeNothingAt(Operation row, double[] at, double[] partials)
    {
        for (int constant = 0; constant < at.Length; constant++)
        {
            var (value, gradient) = Readings.Reverse<double>(new OperationFormula(row), at, taped: i => i != constant);
            if (!Same(row.Apply<double>(at), value))
            {
                yield return Failure(row, at, $"value with operand {constant} constant", row.Apply<double>(at), value);
            }

            for (int i = 0; i < at.Length; i++)
            {
                double expected = i == constant ? 0 : partials[i];
                if (!Same(expected, gradient[i]))
                {
                    yield return Failure(row, at, $"partial {i} with operand {constant} constant", expected, gradient[i]);
                }
            }
        }
    }

    private static double[] Partials(Operation row, double[] x)
    {
        var partials = new double[x.Length];
        row.Partials<double>(x, row.Apply<double>(x), partials);
        return partials;
    }

    /// <summary>
    /// How much of a relative rounding of an operand or an intermediate result reaches the value and each partial:
    /// |f| + Σ|xⱼ ∂f/∂xⱼ|. The 1e-20 is for zeros that stand for the rounding of π.
    /// </summary>
    private static (double Value, double[] Partials) Conditioning(Operation row, double[] x)
    {
        var partials = Partials(row, x);
        var second = Readings.ForwardOverReverse(new OperationFormula(row), x);
        double Of(double result, Func<int, double> slope) =>
            1e-20 + Math.Abs(result) + x.Select((xj, j) => Math.Abs(xj * slope(j))).Where(double.IsFinite).Sum();
        return (Of(row.Apply<double>(x), j => partials[j]), [.. partials.Select((partial, i) => Of(partial, j => second[j][i]))]);
    }

    private static string? Difference(Operation row, double[] sample, string what, Func<double[], double> f, int operand, double noise, double actual)
    {
        var (expected, error) = FiniteDifference.Partial(f, sample, operand, noise);

        // Differences that do not settle would let anything pass.
        bool settled = error <= 1e-6 * (1 + Math.Abs(expected));
        return settled && Close(expected, actual, (10 * error) + (1e-10 * Math.Abs(expected)))
            ? null
            : Failure(row, sample, $"{what} by differences (±{error:g2})", expected, actual);
    }

    private static bool Same(double expected, double actual) => expected.Equals(actual) || expected == actual; // NaN is NaN, and -0 is 0

    private static bool Close(double expected, double actual, double tolerance) =>
        Same(expected, actual) || Math.Abs(expected - actual) <= tolerance;

    private static string At(Operation row, double[] x) => $"{row.Name}({string.Join(", ", x)})";

    private static string Failure(Operation row, double[] at, string what, double expected, double actual) =>
        $"{At(row, at)}: {what}: expected {expected}, actual {actual}";
}
