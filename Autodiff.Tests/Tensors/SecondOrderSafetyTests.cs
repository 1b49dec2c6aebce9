namespace Autodiff.Tests.Tensors;

/// <summary>No NaN through recorded sweeps: masks at -∞, huge logits, branches not chosen, norms of nothing and ties, to the second order.</summary>
internal sealed class SecondOrderSafetyTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly double[][] Masked = [[0.5, -Infinity, 0, 1], [-Infinity, 2, -Infinity, -Infinity], [-Infinity, -Infinity, -Infinity, -Infinity]];

    private static readonly double[] Weights = [1, 2, -3, 0.5];

    /// <summary>∂²(Σ w y)/∂xᵢ∂xⱼ of softmax, with m = Σ w y: yᵢ (δᵢⱼ - yⱼ)(wᵢ - m) - yᵢ yⱼ (wⱼ - m).</summary>
    [TestCaseSource(nameof(Masked))]
    public void Soft_max(params double[] x)
    {
        double[] y = Shares(x);
        double mean = y.Zip(Weights, (share, weight) => share * weight).Sum();
        AssertHessian(at => (at.SoftMax(0) * Plain(Weights)).Sum(), x, (i, j) =>
            (y[i] * ((i == j ? 1 : 0) - y[j]) * (Weights[i] - mean)) - (y[i] * y[j] * (Weights[j] - mean)));
    }

    /// <summary>-log y₁ of a logit that is not masked, the loss of a classifier: its Hessian is diag y - y yᵀ.</summary>
    [Test]
    public void Log_soft_max([Values(0, 1)] int row)
    {
        double[] x = Masked[row];
        double[] chosen = [row == 0 ? 1 : 0, row == 0 ? 0 : 1, 0, 0];
        AssertHessian(at => Tensor<double>.Where(Plain(chosen), -at.LogSoftMax(0), 0.0).Sum(), x, Covariance(x));
    }

    [TestCaseSource(nameof(Masked))]
    public void Log_sum_exp(params double[] x) => AssertHessian(at => at.LogSumExp(), x, Covariance(x));

    [Test]
    public void Log_sum_exp_of_nothing_but_minus_infinity_shares_evenly() =>
        Assert.That(Differentiate.Gradient(at => at.LogSumExp(), Plain(-Infinity, -Infinity, -Infinity, -Infinity)).ToArray(), Is.All.EqualTo(0.25));

    [Test]
    public void Huge_logits_in_single_precision()
    {
        var tape = new Tape<float>();
        var x = tape.Input([3], [1e4f, -1e4f, 0]);
        var wrong = new Tensor<float>([3], [0, 1, 0]);
        var loss = -(x.LogSoftMax(0) * wrong).Sum();
        var first = tape.RecordGradient(loss, x)[0];
        using var second = tape.Gradient((first * new Tensor<float>([3], [1, 2, 3])).Sum());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loss.ToArray()[0], Is.EqualTo(2e4f));
            Assert.That(first.ToArray(), Is.EqualTo(new float[] { 1, -1, 0 }));
            Assert.That(second[x].ToArray(), Is.All.Zero);
            Assert.That(Differentiate.Gradient(at => at.LogSumExp(), new Tensor<float>([2], [1e4f, -1e4f])).ToArray(), Is.EqualTo(new float[] { 1, 0 }));
        }
    }

    [Test]
    public void A_root_that_was_not_chosen()
    {
        double[] x = [0, 4, -1];
        AssertHessian(at => Tensor<double>.Where(at > 0.0, at.Sqrt(), 0.0).Sum(), x, (i, j) => i == 1 && j == 1 ? -1 / 32.0 : 0);
        Assert.That(RecordedGradient(at => Tensor<double>.Where(at > 0.0, at.Sqrt(), 0.0).Sum(), x), Is.EqualTo(new[] { 0, 0.25, 0 }));
    }

    [Test]
    public void A_logarithm_that_was_not_chosen() =>
        AssertHessian(at => Tensor<double>.Where(at > 0.0, at * at.Log(), 0.0).Sum(), [0, 2, -1], (i, j) => i == 1 && j == 1 ? 0.5 : 0);

    [Test]
    public void Norms_of_nothing() => AssertHessian(at => at.Norm(), [0, 0, 0], (_, _) => 0);

    [Test]
    public void Ties_of_extremes() => Assert.Multiple(() =>
    {
        AssertHessian(at => at.Max(), [3, 3, 1], (_, _) => 0);
        AssertHessian(at => at.Maximum(Plain(3, 0, 1)).Sum(), [3, 3, 1], (_, _) => 0);

        // Of a square, halves remain: ∂²(max²)/∂xᵢ∂xⱼ is 2 ½ ½ on the two that tie.
        AssertHessian(at => at.Max().Square(), [3, 3, 1], (i, j) => i < 2 && j < 2 ? 0.5 : 0);
        Assert.That(RecordedGradient(at => at.Max(), [3, 3, 1]), Is.EqualTo(new[] { 0.5, 0.5, 0 }));
    });

    private static Func<int, int, double> Covariance(double[] x)
    {
        double[] y = Shares(x);
        return (i, j) => y[i] * ((i == j ? 1 : 0) - y[j]);
    }

    /// <summary>By the definition, and even shares where all are -∞.</summary>
    private static double[] Shares(double[] x) =>
        Array.ConvertAll(x, item => x.Max() == -Infinity ? 1.0 / x.Length : Math.Exp(item) / x.Sum(Math.Exp));

    /// <summary>Row by row: the recorded gradient, and the sweep of each of its elements.</summary>
    private static void AssertHessian(Func<Tensor<double>, Tensor<double>> function, double[] x, Func<int, int, double> expected)
    {
        var tape = new Tape<double>();
        var input = tape.Input([x.Length], x);
        var gradient = tape.RecordGradient(function(input), input)[0];
        for (int i = 0; i < x.Length; i++)
        {
            double[] unit = new double[x.Length];
            unit[i] = 1;
            using var second = tape.Gradient(gradient + (0 * input), Plain(unit)); // a constant gradient has the derivative 0
            Assert.That(second[input].ToArray(), Is.EqualTo(Enumerable.Range(0, x.Length).Select(j => expected(i, j))).Within(1e-14), $"row {i}");
        }
    }

    private static double[] RecordedGradient(Func<Tensor<double>, Tensor<double>> function, params double[] x)
    {
        var tape = new Tape<double>();
        var input = tape.Input([x.Length], x);
        return tape.RecordGradient(function(input), input)[0].ToArray();
    }

    private static Tensor<double> Plain(params double[] x) => new([x.Length], x);
}
