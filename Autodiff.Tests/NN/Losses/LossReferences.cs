namespace Autodiff.Tests.NN;

/// <summary>Losses by loops over plain numbers.</summary>
internal static class LossReferences
{
    public static double[] Each(double[][] x, Func<double, double, double> loss) => [.. x[0].Select((y, i) => loss(y, x[1][i]))];

    public static double[] Each(double[][] x, Func<double, double, double, double> loss) => [.. x[0].Select((y, i) => loss(y, x[1][i], x[2][i]))];

    /// <summary>Of rows and labels.</summary>
    public static double[] Rows(double[][] x, int length, Func<double[], int, double> loss) => [.. x[0].Chunk(length).Select((row, i) => loss(row, (int)x[1][i]))];

    public static double[] Pairs(double[][] x, int length, Func<double[], double[], double> loss) => [.. x[0].Chunk(length).Zip(x[1].Chunk(length), loss)];

    /// <summary>Of three rows, of which the last may have one number.</summary>
    public static double[] Triples(double[][] x, int length, Func<double[], double[], double[], double> loss)
    {
        double[][] first = [.. x[0].Chunk(length)], second = [.. x[1].Chunk(length)];
        double[][] third = [.. x[2].Chunk(x[2].Length / first.Length)];
        return [.. first.Select((row, i) => loss(row, second[i], third[i]))];
    }

    public static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    public static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());

    public static double[] LogShares(double[] z)
    {
        double sum = z.Sum(Math.Exp);
        return [.. z.Select(its => Math.Log(Math.Exp(its) / sum))];
    }

    /// <summary>The sum over all paths, each looked at by itself: classes to the power of the times.</summary>
    public static double[] CtcByEnumeration(double[][] x, int times, int classes, int length, int[]? ends, int[]? lengths, int blank)
    {
        double[] losses = new double[x[0].Length / (times * classes)];
        for (int example = 0; example < losses.Length; example++)
        {
            int end = ends?[example] ?? times;
            double[][] logits = [.. x[0].Chunk(classes).Skip(example * times).Take(end)];
            int[] target = [.. x[1].Skip(example * length).Take(lengths?[example] ?? length).Select(its => (int)its)];
            losses[example] = CtcByEnumeration(logits, target, blank);
        }

        return losses;
    }

    public static double CtcByEnumeration(double[][] logits, int[] target, int blank)
    {
        double[][] shares = [.. logits.Select(row => LogShares(row))];
        int classes = logits.Length == 0 ? 1 : logits[0].Length;
        double sum = 0;
        for (int number = 0; number < Math.Pow(classes, logits.Length); number++)
        {
            int[] path = [.. Enumerable.Range(0, logits.Length).Select(t => number / (int)Math.Pow(classes, t) % classes)];
            int[] merged = [.. path.Where((its, t) => its != blank && (t == 0 || path[t - 1] != its))];
            sum += merged.SequenceEqual(target) ? Math.Exp(path.Select((its, t) => shares[t][its]).Sum()) : 0;
        }

        return -Math.Log(sum);
    }
}
