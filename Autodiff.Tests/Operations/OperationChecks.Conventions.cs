namespace Autodiff.Tests.Operations;

// What a row promises about constants and about points where its partials are a choice.
internal static partial class OperationChecks
{
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

    /// <summary>Conventions do not contradict each other: ∂²/∂x∂y is ∂²/∂y∂x at kinks too, in every reading. Samples have a check of their own.</summary>
    /// <remarks>
    /// Where either is infinite or NaN no finite convention could make them equal: x^y at (0, ½), whose partial by x is infinite
    /// in a neighbourhood of y.
    /// </remarks>
    public static IEnumerable<string> HessiansAreSymmetricAtKinks(Operation row)
    {
        var formula = new OperationFormula(row);
        foreach (double[] at in row.Kinks.Select(kink => kink.At))
        {
            (string Reading, double[][] Second)[] readings =
            [
                ("forward over reverse", Readings.ForwardOverReverse(formula, at)),
                ("forward over forward", Readings.ForwardOverForward(formula, at)),
                ("reverse over reverse", Readings.ReverseOverReverse(formula, at).Second),
            ];
            foreach (var (reading, second) in readings)
            {
                for (int i = 0; i < at.Length; i++)
                {
                    for (int j = 0; j < i; j++)
                    {
                        if (!IsWhole(row, i) && !IsWhole(row, j) && double.IsFinite(second[i][j]) && double.IsFinite(second[j][i]) && !Close(second[i][j], second[j][i], 1e-13 * Math.Abs(second[i][j])))
                        {
                            yield return Failure(row, at, $"second partial {i},{j} against {j},{i} by {reading}", second[i][j], second[j][i]);
                        }
                    }
                }
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
}
