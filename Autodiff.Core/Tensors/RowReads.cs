namespace Autodiff;

/// <summary>
/// What the partials of a row are computed from: found by changing each number that they are given, since the code of a row may
/// use the result where its formula is printed in the operands.
/// </summary>
internal static class RowReads
{
    private static readonly double[] Others = [double.NaN, 0, 0.3, -1.7, 41];

    public static Reads[] Of(Operation operation) => [.. Enumerable.Range(0, operation.Arity).Select(operand => Of(operation, operand))];

    private static Reads Of(Operation operation, int operand)
    {
        if (operation.Samples.Count == 0)
        {
            return Reads.Everything;
        }

        var reads = Reads.Nothing;
        foreach (double[] point in Points(operation))
        {
            double result = point.Sum();
            double partial = operation.Derivative(operand, point, result);
            foreach (double other in Others)
            {
                for (int k = 0; k < point.Length; k++)
                {
                    bool same = operation.Derivative(operand, With(point, k, other), result).Equals(partial);
                    reads |= same ? Reads.Nothing : k == operand ? Reads.Operand : Reads.Others;
                }

                reads |= operation.Derivative(operand, point, other).Equals(partial) ? Reads.Nothing : Reads.Result;
            }
        }

        return reads;
    }

    /// <summary>Samples and kinks, and the same with one operand changed, so that other branches are met. The partials need not mean anything there.</summary>
    private static IEnumerable<double[]> Points(Operation operation)
    {
        double[][] points = [.. operation.Samples, .. operation.Kinks.Select(kink => kink.At)];
        return points.Concat(points.SelectMany(point => point.SelectMany((_, k) => Others.Select(other => With(point, k, other)))));
    }

    private static double[] With(double[] point, int k, double value)
    {
        double[] changed = [.. point];
        changed[k] = value;
        return changed;
    }
}
