using System.Numerics;

namespace Autodiff.Bench;

/// <summary>
/// The log-likelihood of a Gaussian mixture with its full gradient, the objective of the ADBench suite (Šrajer et al. 2018)
/// without the prior: log-weights α, means μ, and inverse Cholesky factors whose diagonal is stored as a logarithm.
/// </summary>
internal static class GaussianMixture
{
    public static Workload Objective(int dimensions, int components, int points, bool composite)
    {
        var tape = new Tape<double>();
        var random = new Random(1);
        int parameters = components * (1 + dimensions + (dimensions * (dimensions + 1) / 2));
        var values = Enumerable.Range(0, parameters).Select(_ => random.NextDouble() - 0.5).ToArray();
        var data = Enumerable.Range(0, points * dimensions).Select(_ => random.NextDouble()).ToArray();
        var inputs = new Scalar<double>[parameters];
        var gradient = new double[parameters];
        var work = new Scalar<double>[(2 * dimensions) + (components * (2 + dimensions))];

        double Run(bool combine)
        {
            tape.Reset();
            tape.Inputs(values, inputs);
            var output = LogLikelihood<Scalar<double>>(inputs, data, dimensions, components, combine, work);
            tape.Gradient(output).CopyTo(inputs, gradient);
            return gradient[0];
        }

        Run(combine: false);
        long operations = tape.Count - parameters;
        return new(operations, () => Run(composite));
    }

    private static T LogLikelihood<T>(
        ReadOnlySpan<T> parameters, ReadOnlySpan<double> data, int d, int k, bool composite, Span<T> work)
        where T : IFloatingPointIeee754<T>
    {
        int triangle = d * (d - 1) / 2;
        var alphas = parameters[..k];
        var means = parameters.Slice(k, k * d);
        var logDiagonals = parameters.Slice(k + (k * d), k * d);
        var lower = parameters.Slice(k + (2 * k * d), k * triangle);
        var centered = work[..d];
        var whitened = work.Slice(d, d);
        var terms = work.Slice(2 * d, k);
        var offsets = work.Slice((2 * d) + k, k);
        var diagonals = work.Slice((2 * d) + (2 * k), k * d);
        for (int c = 0; c < k; c++)
        {
            offsets[c] = alphas[c] + Sum(logDiagonals.Slice(c * d, d), composite);
            for (int i = 0; i < d; i++)
            {
                diagonals[(c * d) + i] = T.Exp(logDiagonals[(c * d) + i]);
            }
        }

        T total = T.Zero;
        for (int p = 0; p < data.Length; p += d)
        {
            for (int c = 0; c < k; c++)
            {
                for (int i = 0; i < d; i++)
                {
                    centered[i] = T.CreateChecked(data[p + i]) - means[(c * d) + i];
                }

                for (int i = 0; i < d; i++)
                {
                    var row = lower.Slice((c * triangle) + (i * (i - 1) / 2), i);
                    T own = diagonals[(c * d) + i] * centered[i];
                    whitened[i] = i == 0 ? own : own + Dot(row, centered[..i], composite);
                }

                terms[c] = offsets[c] - (T.CreateChecked(0.5) * Dot(whitened, whitened, composite));
            }

            total += LogSumExp(terms, composite);
        }

        return total - (T.CreateChecked(data.Length / d) * LogSumExp(alphas, composite));
    }

    private static T Sum<T>(ReadOnlySpan<T> x, bool composite) where T : IFloatingPointIeee754<T>
    {
        if (composite)
        {
            return Functions.Sum(x);
        }

        T sum = x[0];
        foreach (T term in x[1..])
        {
            sum += term;
        }

        return sum;
    }

    private static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, bool composite) where T : IFloatingPointIeee754<T>
    {
        if (composite)
        {
            return Functions.Dot(x, y);
        }

        T sum = x[0] * y[0];
        for (int i = 1; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static T LogSumExp<T>(ReadOnlySpan<T> x, bool composite) where T : IFloatingPointIeee754<T>
    {
        if (composite)
        {
            return Functions.LogSumExp(x);
        }

        T max = x[0];
        foreach (T term in x)
        {
            max = term > max ? term : max;
        }

        T sum = T.Zero;
        foreach (T term in x)
        {
            sum += T.Exp(term - max);
        }

        return max + T.Log(sum);
    }
}
