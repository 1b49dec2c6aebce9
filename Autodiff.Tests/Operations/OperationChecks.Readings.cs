namespace Autodiff.Tests.Operations;

// The row against its other readings: the tape, the dual number, single precision.
internal static partial class OperationChecks
{
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
}
