namespace Autodiff.Tests.Operations;

// The row against what does not come from it: the oracle and differences.
internal static partial class OperationChecks
{
    /// <summary>Rows whose value is an approximation of a special function rather than a formula of elementary ones.</summary>
    private static readonly HashSet<string> SpecialRows =
        ["erf", "erfc", "erfInv", "logGamma", "digamma", "polygamma", "logBeta", "normalCdf", "normalQuantile", "gelu"];

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

    private static string? Difference(Operation row, double[] sample, string what, Func<double[], double> f, int operand, double noise, double actual)
    {
        var (expected, error) = FiniteDifference.Partial(f, sample, operand, noise);

        // Differences that do not settle would let anything pass.
        bool settled = error <= 1e-6 * (1 + Math.Abs(expected));
        return settled && Close(expected, actual, (10 * error) + (1e-10 * Math.Abs(expected)))
            ? null
            : Failure(row, sample, $"{what} by differences (±{error:g2})", expected, actual);
    }
}
