using System.Numerics;

namespace Autodiff.Bench;

/// <summary>The product of n variables, whose gradient costs n² by hand and n by the reverse sweep.</summary>
internal static class Speelpenning
{
    public static Workload Product(int count)
    {
        var tape = new Tape<double>();
        var point = Enumerable.Range(1, count).Select(i => 1 + (0.5 * Math.Sin(i))).ToArray();
        var inputs = new Scalar<double>[count];
        var gradient = new double[count];
        return new(count, () =>
        {
            tape.Reset();
            tape.Inputs(point, inputs);
            tape.Gradient(Product<Scalar<double>>(inputs)).CopyTo(inputs, gradient);
            return gradient[0];
        });
    }

    private static T Product<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T product = x[0];
        foreach (T factor in x[1..])
        {
            product *= factor;
        }

        return product;
    }
}
