using System.Numerics;

namespace Autodiff.Bench;

/// <summary>What an operation on one number costs, recorded and swept: a density of ten operations, and a chain of a thousand. On scalars, and on tensors without axes.</summary>
internal static class ScalarOverhead
{
    private const int DensityOperations = 10;
    private const int Links = 500;

    public static IEnumerable<Case> All() =>
    [
        new("scalar_lognormal_f32", Density<float>),
        new("scalar_lognormal_f64", Density<double>),
        new("scalar_chain", ScalarChain),
        new("tensor0_lognormal_f32", () => ElementwiseSweeps.Sweep([Tensor.Scalar(1.3f), Tensor.Scalar(0.3f), Tensor.Scalar(0.7f)], ElementwiseSweeps.LogNormal) with { Operations = DensityOperations }),
        new("tensor0_chain", () => ElementwiseSweeps.Sweep([Tensor.Scalar(0.5f)], x => Chain(x[0])) with { Operations = 2 * Links }),
    ];

    private static Workload Density<T>() where T : IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        var (at, mean, deviation) = (T.CreateChecked(1.3), T.CreateChecked(0.3), T.CreateChecked(0.7));
        return new(DensityOperations, () =>
        {
            tape.Reset();
            var (x, mu, sigma) = (tape.Input(at), tape.Input(mean), tape.Input(deviation));
            var l = Scalar<T>.Log(x);
            var z = (l - mu) / sigma;
            var gradients = tape.Gradient(-l - Scalar<T>.Log(sigma) - 0.9189385332046727 - (0.5 * z * z));
            return double.CreateChecked(gradients[x] + gradients[mu] + gradients[sigma]);
        });
    }

    private static Workload ScalarChain()
    {
        var tape = new Tape<float>();
        return new(2 * Links, () =>
        {
            tape.Reset();
            var x = tape.Input(0.5f);
            var y = x;
            for (int i = 0; i < Links; i++)
            {
                y = (y * x) + x;
            }

            return tape.Gradient(y)[x];
        });
    }

    private static Tensor<float> Chain(Tensor<float> x)
    {
        var y = x;
        for (int i = 0; i < Links; i++)
        {
            y = (y * x) + x;
        }

        return y;
    }
}
