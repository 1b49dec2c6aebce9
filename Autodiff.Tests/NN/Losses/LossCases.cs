using Autodiff.NN;
using static Autodiff.Tests.NN.LossReferences;
using L = Autodiff.NN.Losses;

namespace Autodiff.Tests.NN;

/// <summary>All losses. One without a case fails <see cref="LossCompletenessTests"/>.</summary>
internal static class LossCases
{
    private static readonly Tensor<double> Y = Noise(1, [4, 3]);
    private static readonly Tensor<double> T = Noise(2, [4, 3]);
    private static readonly Tensor<double> U = Noise(3, [4, 3]);
    private static readonly Tensor<double> Labels = Tensor.Of(0.0, 2, 1, 2);
    private static readonly Tensor<double> Padded = Tensor.Of(0.0, -1, 1, 2);
    private static readonly Tensor<double> Weights = Tensor.Of(0.5, 2, 1.25);
    private static readonly Tensor<double> Shares = (Noise(4, [4, 3]).Sigmoid() * 0.5) + 0.25; // differences stay within 0 and 1
    private static readonly Tensor<double> Mixture = Noise(5, [4, 3]).SoftMax();
    private static readonly Tensor<double> Signs = Tensor.Of(new double[,] { { 1, -1, 1 }, { -1, -1, 1 }, { 1, 1, -1 }, { -1, 1, 1 } });
    private static readonly Tensor<double> Bits = (Signs + 1.0) * 0.5;
    private static readonly Tensor<double> Same = Tensor.Of(1.0, 0, 1, 0);
    private static readonly Tensor<double> Sure = (Labels.OneHot(3) * 50.0);
    private static readonly Tensor<double> Narrow = Noise(6, [4, 2]);
    private static readonly IReadOnlyList<IReadOnlyList<Tensor<double>>> WrongNumbers = [[Y, Narrow], [Y, Labels]];
    private static readonly IReadOnlyList<IReadOnlyList<Tensor<double>>> WrongProbabilities = [[Y, Narrow], [Y, Shares + 0.7], [Y, Shares * double.NaN]];
    private static readonly IReadOnlyList<IReadOnlyList<Tensor<double>>> WrongLabels =
        [[Y, T], [Y, Labels[..3]], [Y, Labels + 1.0], [Y, Labels + 0.5], [Y, Labels - 1.0], [Y, Labels * double.NaN]];

    public static IEnumerable<LossCase> All => [.. Regression, .. CrossEntropy, .. Margins, .. Focal, .. Ctc];

    private static IEnumerable<LossCase> Regression =>
    [
        new("MeanSquaredError", (x, r) => L.MeanSquaredError(x[0], x[1], r), (x, r) => L.MeanSquaredError(x[0], x[1], r),
            [Y, T], x => Each(x, (y, t) => (y - t) * (y - t)), [T, T], WrongNumbers) { Continuous = [0, 1] },
        new("MeanAbsoluteError", (x, r) => L.MeanAbsoluteError(x[0], x[1], r), (x, r) => L.MeanAbsoluteError(x[0], x[1], r),
            [Y, T], x => Each(x, (y, t) => Math.Abs(y - t)), [T, T], WrongNumbers) { Continuous = [0, 1] },
        new("Huber", (x, r) => L.Huber(x[0], x[1], 0.7, r), (x, r) => L.Huber(x[0], x[1], 0.7, r),
            [Y, T], x => Each(x, (y, t) => Math.Abs(y - t) <= 0.7 ? 0.5 * (y - t) * (y - t) : 0.7 * (Math.Abs(y - t) - 0.35)), [T, T], WrongNumbers) { Continuous = [0, 1] },
        new("LogCosh", (x, r) => L.LogCosh(x[0], x[1], r), (x, r) => L.LogCosh(x[0], x[1], r),
            [Y, T], x => Each(x, (y, t) => Math.Log(Math.Cosh(y - t))), [T, T], WrongNumbers) { Continuous = [0, 1] },
        new("PoissonNegativeLogLikelihood", (x, r) => L.PoissonNegativeLogLikelihood(x[0], x[1], r), (x, r) => L.PoissonNegativeLogLikelihood(x[0], x[1], r),
            [Y, Shares], x => Each(x, (y, t) => Math.Exp(y) - (t * y)), [Shares.Log(), Shares], WrongNumbers) { Continuous = [0, 1], Extreme = 1 },
        new("GaussianNegativeLogLikelihood", (x, r) => L.GaussianNegativeLogLikelihood(x[0], x[1], x[2], r), (x, r) => L.GaussianNegativeLogLikelihood(x[0], x[1], x[2], r),
            [Y, T, Shares], x => Each(x, (y, t, v) => 0.5 * (Math.Log(v) + ((t - y) * (t - y) / v))), [T, T, Shares],
            [[Y, Narrow, Shares], [Y, T, Narrow]]) { Continuous = [0, 1, 2] },
    ];

    private static IEnumerable<LossCase> CrossEntropy =>
    [
        new("BinaryCrossEntropy", (x, r) => L.BinaryCrossEntropy(x[0], x[1], r), (x, r) => L.BinaryCrossEntropy(x[0], x[1], r),
            [Y, Shares], x => Each(x, (z, t) => Math.Max(z, 0) - (z * t) + Math.Log(1 + Math.Exp(-Math.Abs(z)))),
            [(Shares / (1.0 - Shares)).Log(), Shares], WrongProbabilities) { Continuous = [0, 1] },
        new("BinaryCrossEntropyOfProbabilities", (x, r) => L.BinaryCrossEntropyOfProbabilities(x[0], x[1], reduction: r), (x, r) => L.BinaryCrossEntropyOfProbabilities(x[0], x[1], reduction: r),
            [(Y.Sigmoid() * 0.5) + 0.25, Shares], x => Each(x, (p, t) => -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p))), [Shares, Shares], WrongProbabilities) { Continuous = [0, 1] },
        new("SoftMaxCrossEntropy", (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r), (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r),
            [Y, Labels], x => Rows(x, 3, (z, k) => -LogShares(z)[k]), [Sure, Labels], WrongLabels),
        new("SoftMaxCrossEntropy, of sequences", (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r), (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r),
            [Y.Reshape(2, 2, 3), Labels.Reshape(2, 2)], x => Rows(x, 3, (z, k) => -LogShares(z)[k]), [Sure.Reshape(2, 2, 3), Labels.Reshape(2, 2)], [[Y.Reshape(2, 2, 3), Labels]]),
        new("SoftMaxCrossEntropy, weighted", (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, classWeights: x[2]), (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, classWeights: x[2]),
            [Y, Labels, Weights], x => Rows(x, 3, (z, k) => -x[2][k] * LogShares(z)[k]), [Sure, Labels, Weights], [[Y, Labels, Narrow], [Y, Labels, Labels]])
            { Divisor = 0.5 + 1.25 + 2 + 1.25, Continuous = [0, 2] },
        new("SoftMaxCrossEntropy, padded", (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, ignored: -1), (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, ignored: -1),
            [Y, Padded], x => Rows(x, 3, (z, k) => k < 0 ? 0 : -LogShares(z)[k]), [Sure, Padded], [[Y, Labels - 2.0]]) { Divisor = 3 },
        new("SoftMaxCrossEntropy, smoothed", (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, smoothing: 0.3), (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, smoothing: 0.3),
            [Y, Labels], x => Rows(x, 3, (z, k) => -(0.7 * LogShares(z)[k]) - (0.1 * LogShares(z).Sum())), [((Labels.OneHot(3) * 0.7) + 0.1).Log(), Labels], WrongLabels),
        new("SoftMaxCrossEntropy, weighted and smoothed and padded",
            (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, 0.3, x[2], -1), (x, r) => L.SoftMaxCrossEntropy(x[0], x[1], r, 0.3, x[2], -1),
            [Y, Padded, Weights], x => Rows(x, 3, (z, k) => k < 0 ? 0 : -(0.7 * x[2][k] * LogShares(z)[k]) - (0.1 * LogShares(z).Select((its, j) => its * x[2][j]).Sum())),
            [(((Labels.OneHot(3) * 0.7) + 0.1) * Weights).Log(), Padded, Weights], [[Y, Padded, Narrow]]) { Divisor = 0.5 + 2 + 1.25, Continuous = [0, 2] },
        new("CategoricalCrossEntropy", (x, r) => L.CategoricalCrossEntropy(x[0], x[1], r), (x, r) => L.CategoricalCrossEntropy(x[0], x[1], r),
            [Y, Mixture], x => Pairs(x, 3, (z, t) => -LogShares(z).Zip(t, (a, b) => a * b).Sum()), [Mixture.Log(), Mixture], WrongProbabilities) { Continuous = [0, 1] },
        new("CategoricalCrossEntropy, smoothed", (x, r) => L.CategoricalCrossEntropy(x[0], x[1], r, 0.3), (x, r) => L.CategoricalCrossEntropy(x[0], x[1], r, 0.3),
            [Y, Mixture], x => Pairs(x, 3, (z, t) => -LogShares(z).Zip(t, (a, b) => a * ((0.7 * b) + 0.1)).Sum()), [((Mixture * 0.7) + 0.1).Log(), Mixture], WrongProbabilities) { Continuous = [0, 1] },
        new("KullbackLeibler", (x, r) => L.KullbackLeibler(x[0], x[1], r), (x, r) => L.KullbackLeibler(x[0], x[1], r),
            [Y.LogSoftMax(), Mixture.Log()], x => Pairs(x, 3, (q, p) => p.Zip(q, (b, a) => Math.Exp(b) * (b - a)).Sum()), [Mixture.Log(), Mixture.Log()], WrongNumbers)
            { Continuous = [0, 1], Normalise = y => y.LogSoftMax() },
    ];

    private static IEnumerable<LossCase> Margins =>
    [
        new("Hinge", (x, r) => L.Hinge(x[0], x[1], r), (x, r) => L.Hinge(x[0], x[1], r),
            [Y, Signs], x => Each(x, (y, t) => Math.Max(0, 1 - (t * y))), [Signs * 2.0, Signs], [[Y, Narrow], [Y, Bits]]),
        new("SquaredHinge", (x, r) => L.SquaredHinge(x[0], x[1], r), (x, r) => L.SquaredHinge(x[0], x[1], r),
            [Y, Signs], x => Each(x, (y, t) => Math.Pow(Math.Max(0, 1 - (t * y)), 2)), [Signs * 2.0, Signs], [[Y, Narrow], [Y, Bits]]),
        new("MultiClassHinge", (x, r) => L.MultiClassHinge(x[0], x[1], 0.8, r), (x, r) => L.MultiClassHinge(x[0], x[1], 0.8, r),
            [Y, Labels], x => Rows(x, 3, (y, k) => y.Select((its, j) => j == k ? 0 : Math.Max(0, 0.8 + its - y[k])).Sum()), [Sure, Labels], WrongLabels),
        new("Triplet", (x, r) => L.Triplet(x[0], x[1], x[2], 0.8, r), (x, r) => L.Triplet(x[0], x[1], x[2], 0.8, r),
            [Y, T, U], x => Triples(x, 3, (a, p, n) => Math.Max(0, Distance(a, p) - Distance(a, n) + 0.8)), [T, T, T + 3.0], [[Y, Narrow, U], [Y, T, Narrow]]) { Continuous = [0, 1, 2] },
        new("Contrastive", (x, r) => L.Contrastive(x[0], x[1], x[2], 2.5, r), (x, r) => L.Contrastive(x[0], x[1], x[2], 2.5, r),
            [Y, T, Same], x => Triples(x, 3, (a, b, s) => 0.5 * Math.Pow(s[0] == 1 ? Distance(a, b) : Math.Max(0, 2.5 - Distance(a, b)), 2)),
            [T + ((1.0 - Same.Unsqueeze(-1)) * 9.0), T, Same], [[Y, Narrow, Same], [Y, T, Same[..3]], [Y, T, Same * 2.0]]) { Continuous = [0, 1] },
        new("Cosine", (x, r) => L.Cosine(x[0], x[1], r), (x, r) => L.Cosine(x[0], x[1], r),
            [Y, T], x => Pairs(x, 3, (a, b) => 1 - (a.Zip(b, (p, q) => p * q).Sum() / (Distance(a, new double[3]) * Distance(b, new double[3])))), [T * 3.0, T], WrongNumbers) { Continuous = [0, 1] },
    ];

    private static IEnumerable<LossCase> Focal =>
    [
        new("BinaryFocal", (x, r) => L.BinaryFocal(x[0], x[1], 1.5, 0.3, r), (x, r) => L.BinaryFocal(x[0], x[1], 1.5, 0.3, r),
            [Y, Bits], x => Each(x, (z, t) => t == 1
                ? -0.3 * Math.Pow(1 - Logistic(z), 1.5) * Math.Log(Logistic(z))
                : -0.7 * Math.Pow(Logistic(z), 1.5) * Math.Log(1 - Logistic(z))), [Signs * 50.0, Bits], WrongProbabilities),
        new("CategoricalFocal", (x, r) => L.CategoricalFocal(x[0], x[1], 1.5, r), (x, r) => L.CategoricalFocal(x[0], x[1], 1.5, r),
            [Y, Labels], x => Rows(x, 3, (z, k) => -Math.Pow(1 - Math.Exp(LogShares(z)[k]), 1.5) * LogShares(z)[k]), [Sure, Labels], WrongLabels),
    ];

    private static IEnumerable<LossCase> Ctc
    {
        get
        {
            var (logits, labels) = (Noise(8, [2, 4, 3]), Tensor.Of(new double[,] { { 2, 1 }, { 1, 2 } }));
            var (times, lengths) = (Tensor.Of(4.0, 3), Tensor.Of(2.0, 1));
            return
            [
                new("Ctc", (x, r) => L.Ctc(x[0], x[1], reduction: r), (x, r) => L.Ctc(x[0], x[1], reduction: r),
                    [logits, labels], x => CtcByEnumeration(x, 4, 3, 2, null, null, 0),
                    [Tensor.Of([[2.0, 0, 1, 0], [0, 1, 2, 2]]).OneHot(3) * 50.0, labels],
                    [[Y, labels], [logits, labels[..1]], [logits, labels + 1.0], [logits, labels - 1.0], [logits, labels - 0.5]]),
                new("Ctc, of lengths", (x, r) => L.Ctc(x[0], x[1], x[2], x[3], blank: 2, reduction: r), (x, r) => L.Ctc(x[0], x[1], x[2], x[3], blank: 2, reduction: r),
                    [logits, labels * 0.0, times, lengths], x => CtcByEnumeration(x, 4, 3, 2, [4, 3], [2, 1], 2),
                    [Tensor.Of([[0.0, 2, 0, 0], [2, 0, 0, 1]]).OneHot(3) * 50.0, labels * 0.0, times, lengths],
                    [[logits, labels * 0.0, times + 1.0, lengths], [logits, labels * 0.0, times[..1], lengths], [logits, labels * 0.0, times, lengths + 0.5]]),
            ];
        }
    }

    private static Tensor<double> Noise(int seed, Shape shape) => Tensor.Normal<double>(shape, new Random(seed));
}
