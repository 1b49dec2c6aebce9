using System.Numerics;

namespace Autodiff.Bench;

/// <summary>Σ 100 (xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)² and its gradient: cheap operations only, so the tape itself is measured.</summary>
internal static class Rosenbrock
{
    public static Workload Valley(int count)
    {
        var tape = new Tape<double>();
        var random = new Random(1);
        var point = Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray();
        var inputs = new Scalar<double>[count];
        var gradient = new double[count];
        return new(8L * (count - 1), () =>
        {
            tape.Reset();
            tape.Inputs(point, inputs);
            tape.Gradient(Valley<Scalar<double>>(inputs)).CopyTo(inputs, gradient);
            return gradient[0];
        });
    }

    private static T Valley<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T hundred = T.CreateChecked(100);
        T sum = T.Zero;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            T bend = x[i + 1] - (x[i] * x[i]);
            T slope = T.One - x[i];
            sum += (hundred * (bend * bend)) + (slope * slope);
        }

        return sum;
    }
}
