using System.Runtime.CompilerServices;
using Autodiff.NN;

namespace Autodiff.Bench;

/// <summary>
/// Forward and backward pass of single operations on a million numbers, with ones as the adjoint of the result: functions of each element,
/// reductions, what moves elements. All inputs are inputs of the tape, which does not copy them.
/// </summary>
/// <remarks>
/// The gradient of a sum or a mean stays a view of one number or row, broadcast, of which one number is read; the peer writes all of the million.
/// </remarks>
internal static class ElementwiseSweeps
{
    public static IEnumerable<Case> All(bool smoke)
    {
        int n = smoke ? 8 : 1000;
        Shape square = [n, n], row = [n], column = [n, 1], batch = [smoke ? 8 : 1024, n], upper = [n / 2, n], left = [n, n / 2];
        return
        [
            Unary("exp", square, x => x.Exp()),
            Unary("log", square, x => x.Log(), 0.1f, 4),
            Unary("sqrt", square, x => x.Sqrt(), 0.1f, 4),
            Unary("tanh", square, x => x.Tanh()),
            Unary("sigmoid", square, x => x.Sigmoid()),
            Unary("relu", square, x => x.Relu()),
            Unary("softplus", square, x => x.Softplus()),
            Unary("gelu_erf", square, x => x.Gelu()),
            Unary("gelu_tanh", square, x => x.GeluTanh()),
            Unary("sum_all", square, x => x.Sum()),
            Unary("sum_axis0", square, x => x.Sum(0)),
            Unary("sum_axis1", square, x => x.Sum(1)),
            Unary("mean_axis0", square, x => x.Mean(0)),
            Unary("mean_axis1", square, x => x.Mean(1)),
            Unary("var_axis0", square, x => x.Variance(0, correction: 1)),
            Unary("var_axis1", square, x => x.Variance(1, correction: 1)),
            Unary("max_axis0", square, x => x.Max(0)),
            Unary("max_axis1", square, x => x.Max(1)),
            Unary("softmax", batch, x => x.SoftMax()),
            Unary("log_softmax", batch, x => x.LogSoftMax()),
            Unary("logsumexp", batch, x => x.LogSumExp(-1)),
            Unary("layernorm", square, x => x.Standardize([-1], 1e-5f)),
            Unary("transpose_copy", square, x => x.Transpose().Contiguous()),
            Unary("slice_cols", square, x => x[.., (n / 4)..(3 * n / 4)].Contiguous()),
            Of("muladd_same", [square, square, square], x => x[0].MultiplyAdd(x[1], x[2])),
            Of("muladd_row", [square, row, row], x => x[0].MultiplyAdd(x[1], x[2])),
            Of("muladd_col", [square, column, column], x => x[0].MultiplyAdd(x[1], x[2])),
            Of("muladd_same_composed", [square, square, square], x => (x[0] * x[1]) + x[2]),
            Of("muladd_row_composed", [square, row, row], x => (x[0] * x[1]) + x[2]),
            Of("muladd_col_composed", [square, column, column], x => (x[0] * x[1]) + x[2]),
            Of("concat", [upper, upper], x => Tensor.Concat(0, x[0], x[1])),
            Of("concat_axis1", [left, left], x => Tensor.Concat(1, x[0], x[1])),
            With("gather", [square], () => Whole(square, n), (x, places) => x[0].Gather(places, 1)),
            With("index_select_rows", [square], () => Whole(row, n), (x, rows) => x[0].IndexSelect(rows)),
            With("where", [square, square], () => Whole(square, 2), (x, mask) => Tensor.Where(mask, x[0], x[1])),
            With("cross_entropy", [batch], () => Whole([batch[0]], n), (x, labels) => Losses.SoftMaxCrossEntropy(x[0], labels)),
            new("ew_lognormal_logpdf", () => Sweep([Uniform(square, 0.1f, 4), Tensor.Scalar(0.3f), Tensor.Scalar(0.7f)], x => Tensor.Fuse(new LogNormalDensity(), x[0], x[1], x[2]))),
            new("ew_lognormal_composed", () => Sweep([Uniform(square, 0.1f, 4), Tensor.Scalar(0.3f), Tensor.Scalar(0.7f)], LogNormal)),
        ];
    }

    /// <summary>The same formula of one element.</summary>
    private readonly record struct LogNormalDensity : ITernaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber x, TNumber mu, TNumber sigma) where TNumber : struct, IPointwise<TNumber>
        {
            var l = x.Log();
            var z = (l - mu) / sigma;
            return -l - sigma.Log() - 0.9189385 - (0.5 * z * z);
        }
    }

    /// <summary>The logarithm of the density of the log-normal distribution, as it is written by hand.</summary>
    public static Tensor<float> LogNormal(Tensor<float>[] of)
    {
        var (x, mu, sigma) = (of[0], of[1], of[2]);
        var l = x.Log();
        var z = (l - mu) / sigma;
        return -l - sigma.Log() - 0.9189385f - (0.5f * z * z);
    }

    /// <summary>Records a function of inputs, sweeps it with ones as the adjoint of its result, and reads a number of each gradient.</summary>
    public static Workload Sweep(Tensor<float>[] inputs, Func<Tensor<float>[], Tensor<float>> function)
    {
        var tape = new Tape<float>();
        var recorded = new Tensor<float>[inputs.Length];
        var ones = Tensor.OnesLike(function(inputs));
        return new(inputs[0].Count, () =>
        {
            tape.Reset();
            for (int i = 0; i < inputs.Length; i++)
            {
                recorded[i] = tape.Input(inputs[i]);
            }

            var gradients = tape.Gradient(function(recorded), ones);
            double sum = 0;
            foreach (var x in recorded)
            {
                var gradient = gradients[x];
                sum += gradient.Items[gradient.Layout.Offset];
            }

            return sum;
        });
    }

    private static Case Unary(string name, Shape shape, Func<Tensor<float>, Tensor<float>> function, float least = -2, float greatest = 2) =>
        new($"ew_{name}", () => Sweep([Uniform(shape, least, greatest)], x => function(x[0])));

    private static Case Of(string name, Shape[] shapes, Func<Tensor<float>[], Tensor<float>> function) =>
        new($"ew_{name}", () => Sweep([.. shapes.Select(shape => Uniform(shape, -2, 2))], function));

    /// <summary>A function that takes a constant besides, such as indices.</summary>
    private static Case With(string name, Shape[] shapes, Func<Tensor<float>> constant, Func<Tensor<float>[], Tensor<float>, Tensor<float>> function) =>
        new($"ew_{name}", () =>
        {
            var its = constant();
            return Sweep([.. shapes.Select(shape => Uniform(shape, -2, 2))], x => function(x, its));
        });

    private static Tensor<float> Uniform(Shape shape, float least, float greatest) => Tensor.Uniform(shape, new Random(7), least, greatest);

    /// <summary>Whole numbers below a limit, at random: indices, labels, a mask.</summary>
    private static Tensor<float> Whole(Shape shape, int limit) => Tensor.Uniform(shape, new Random(5), 0f, limit).Floor();
}
