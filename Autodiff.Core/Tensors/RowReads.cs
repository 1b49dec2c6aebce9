namespace Autodiff;

/// <summary>
/// What the partials of a row are computed from: found by changing each number that they are given, at every sample, since the code of a
/// row may use the result where its formula is printed in the operands.
/// </summary>
internal static class RowReads
{
    private static readonly double[] Others = [double.NaN, 0.3, -1.7, 41];

    public static Reads[] Of(Operation operation) => [.. Enumerable.Range(0, operation.Arity).Select(operand => Of(operation, operand))];

    private static Reads Of(Operation operation, int operand)
    {
        var reads = Reads.Nothing;
        foreach (double[] sample in operation.Samples)
        {
            double result = operation.Apply<double>(sample);
            double partial = operation.Derivative(operand, sample, result);
            foreach (double other in Others)
            {
                for (int k = 0; k < sample.Length; k++)
                {
                    double[] changed = [.. sample];
                    changed[k] = other;
                    reads |= operation.Derivative(operand, changed, result).Equals(partial) ? Reads.Nothing : k == operand ? Reads.Operand : Reads.Others;
                }

                reads |= operation.Derivative(operand, sample, other).Equals(partial) ? Reads.Nothing : Reads.Result;
            }
        }

        return reads;
    }
}
