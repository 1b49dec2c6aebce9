using System.Numerics;

namespace Autodiff.Bench;

/// <summary>The log-likelihood of normal data and its gradient in μ and σ: as written, and through the composite entry.</summary>
internal static class NormalLogDensity
{
    public static Workload Recorded(int count)
    {
        var (tape, data) = (new Tape<double>(), Data(count));
        return new(8L * count, () =>
        {
            tape.Reset();
            var (mu, sigma) = (tape.Input(0.4), tape.Input(1.7));
            Scalar<double> sum = 0;
            foreach (double y in data)
            {
                sum += Density<Scalar<double>>(y, mu, sigma);
            }

            var gradient = tape.Gradient(sum);
            return gradient[mu] + gradient[sigma];
        });
    }

    public static Workload Composite(int count)
    {
        var (tape, data) = (new Tape<double>(), Data(count));
        return new(8L * count, () =>
        {
            tape.Reset();
            var (mu, sigma) = (tape.Input(0.4), tape.Input(1.7));
            var gradient = tape.Gradient(Functions.NormalLogDensity(data, mu, sigma));
            return gradient[mu] + gradient[sigma];
        });
    }

    private static T Density<T>(T y, T mu, T sigma) where T : IFloatingPointIeee754<T>
    {
        T z = (y - mu) / sigma;
        return (T.CreateChecked(-0.5) * (z * z)) - T.Log(sigma) - T.CreateChecked(0.9189385332046727);
    }

    private static double[] Data(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
