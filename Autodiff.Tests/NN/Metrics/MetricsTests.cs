using Autodiff.NN;

namespace Autodiff.Tests.NN;

public sealed class MetricsTests
{
    private static readonly Tensor<double> Scores = Tensor.Of(0.9, 0.4, 0.6, 0.2, 0.5);
    private static readonly Tensor<double> Flags = Tensor.Of(1.0, 1, 0, 0, 1);

    [Test]
    public void Two_classes_by_hand()
    {
        // Above ½ are the first (right) and the third (wrong).
        Assert.That(Metrics.BinaryAccuracy(Scores, Flags), Is.EqualTo(2.0 / 5));
        Assert.That(Metrics.Precision(Scores, Flags), Is.EqualTo(1.0 / 2));
        Assert.That(Metrics.Recall(Scores, Flags), Is.EqualTo(1.0 / 3));
        Assert.That(Metrics.F1(Scores, Flags), Is.EqualTo(2.0 / 5));
        Assert.That(Metrics.Recall(Scores, Flags, 0.3), Is.EqualTo(1));
        Assert.That(Metrics.Precision(Scores, Flags, 0.3), Is.EqualTo(3.0 / 4));
    }

    [Test]
    public void Figures_without_a_denominator_are_0()
    {
        Assert.That(Metrics.Precision(Scores, Flags, 2), Is.Zero);
        Assert.That(Metrics.Recall(Scores, Flags * 0.0), Is.Zero);
        Assert.That(Metrics.F1(Scores * 0.0, Flags * 0.0), Is.Zero);
        Assert.That(Metrics.AreaUnderRoc(Scores, Flags * 0.0), Is.NaN);
        Assert.That(Metrics.Accuracy(Tensor.Zeros<double>(0, 3), Tensor.Zeros<double>(0)), Is.NaN);
    }

    [Test]
    public void Classes_by_hand()
    {
        var scores = Tensor.Of(new double[,] { { 0.1, 0.7, 0.2 }, { 3, 1, 2 }, { 1, 1, 0 }, { -1, -3, -2 } });
        var labels = Tensor.Of(1.0, 2, 1, 1);
        Assert.That(Metrics.Accuracy(scores, labels), Is.EqualTo(1.0 / 4), "of equal scores the first class is taken");
        Assert.That(Metrics.TopAccuracy(scores, labels, 2), Is.EqualTo(3.0 / 4));
        Assert.That(Metrics.TopAccuracy(scores, labels, 3), Is.EqualTo(1));
        Assert.That(Metrics.Accuracy(scores, labels), Is.EqualTo(scores.ArgMax(-1).EqualTo(labels).Mean().Value));
        Assert.That(Metrics.Accuracy(scores.Reshape(2, 2, 3), labels.Reshape(2, 2)), Is.EqualTo(1.0 / 4));
    }

    [Test]
    public void The_area_is_that_of_all_pairs_compared([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, 40).Select(_ => Math.Round(random.NextDouble() * 10))];
        double[] flags = [.. Enumerable.Range(0, 40).Select(i => i < 2 ? i : random.Next(2))];
        double wins = 0, pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (flags[i] == 1 && flags[j] == 0)
                {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        Assert.That(Metrics.AreaUnderRoc(Tensor.Of(scores), Tensor.Of(flags)), Is.EqualTo(wins / pairs).Within(1e-15));
        Assert.That(Metrics.AreaUnderRoc(Tensor.Of(flags), Tensor.Of(flags)), Is.EqualTo(1));
        Assert.That(Metrics.AreaUnderRoc(-Tensor.Of(flags), Tensor.Of(flags)), Is.Zero);
        Assert.That(Metrics.AreaUnderRoc(Tensor.Of(flags) * 0.0, Tensor.Of(flags)), Is.EqualTo(0.5));
    }

    [Test]
    public void A_score_of_NaN_has_no_area() => Assert.That(Metrics.AreaUnderRoc(Scores * double.NaN, Flags), Is.NaN);

    [Test]
    public void Errors_of_numbers_by_hand()
    {
        // The example of the documentation of scikit-learn: R² = 0.948…
        var (y, t) = (Tensor.Of(2.5, 0.0, 2, 8), Tensor.Of(3, -0.5, 2, 7));
        Assert.That(Metrics.MeanAbsoluteError(y, t), Is.EqualTo(0.5));
        Assert.That(Metrics.MeanSquaredError(y, t), Is.EqualTo(0.375));
        Assert.That(Metrics.RootMeanSquaredError(y, t), Is.EqualTo(0.61237243569579452).Within(1e-15));
        Assert.That(Metrics.RSquared(y, t), Is.EqualTo(0.94860813704496789).Within(1e-15));
        Assert.That(Metrics.RSquared(y.Cast<float>(), t.Cast<float>()), Is.EqualTo(0.94860813704496789).Within(1e-15));
    }

    [Test]
    public void Equal_targets_have_R_squared_1_or_0()
    {
        var t = Tensor.Of(0.1, 0.1, 0.1);
        Assert.That(Metrics.RSquared(t, t), Is.EqualTo(1));
        Assert.That(Metrics.RSquared(t + 1.0, t), Is.Zero);
        Assert.That(Metrics.RSquared(t[..1], t[..1]), Is.NaN);
    }

    [Test]
    public void Nothing_is_recorded()
    {
        var tape = new Tape<double>();
        var scores = tape.Input(Scores);
        int count = tape.Count;
        Assert.That(Metrics.BinaryAccuracy(scores, Flags), Is.EqualTo(2.0 / 5));
        Assert.That(Metrics.AreaUnderRoc(scores, Flags), Is.EqualTo(Metrics.AreaUnderRoc(Scores, Flags)));
        Assert.That(Metrics.MeanSquaredError(scores, Flags), Is.EqualTo(Metrics.MeanSquaredError(Scores, Flags)));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void Wrong_operands_are_named()
    {
        Assert.That(() => Metrics.Accuracy(Scores, Flags), Throws.ArgumentException.With.Message.Contains("[5]"));
        Assert.That(() => Metrics.BinaryAccuracy(Scores, Flags * 2.0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("2 in the labels"));
        Assert.That(() => Metrics.MeanSquaredError(Scores, Flags[..3]), Throws.ArgumentException.With.Message.Contains("[3]"));
        Assert.That(() => Metrics.TopAccuracy(Scores.Unsqueeze(-1), Flags, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
