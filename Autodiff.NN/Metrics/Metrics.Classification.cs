using System.Numerics;

namespace Autodiff.NN;

// Figures of predictions that are classes, or scores of classes.
public static partial class Metrics
{
    /// <summary>The share of examples whose class has the greatest score, the first of equal ones.</summary>
    /// <param name="scores">Logits or probabilities, of shape [..., classes].</param>
    /// <param name="labels">Whole numbers, of shape [...].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public static double Accuracy<T>(Tensor<T> scores, Tensor<T> labels) where T : IFloatingPointIeee754<T> => TopAccuracy(scores, labels, 1);

    /// <summary>The share of examples whose class is among those of the greatest scores; of equal scores the first class comes first.</summary>
    /// <param name="scores">Logits or probabilities, of shape [..., classes].</param>
    /// <param name="labels">Whole numbers, of shape [...].</param>
    /// <param name="count">How many scores are looked at, such as 5.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or the count is less than 1.</exception>
    public static double TopAccuracy<T>(Tensor<T> scores, Tensor<T> labels, int count) where T : IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RequireLabels(scores, labels);
        int classes = scores.Shape[^1];
        var rows = scores.Numbers();
        var right = labels.Numbers();
        int hits = 0;
        for (int i = 0; i < right.Length; i++)
        {
            hits += RankOf(int.CreateChecked(right[i]), rows.Slice(i * classes, classes)) < count ? 1 : 0;
        }

        return (double)hits / right.Length;
    }

    /// <summary>The share of examples that are on the right side of the threshold.</summary>
    /// <param name="scores">Probabilities, or logits with the threshold 0.</param>
    /// <param name="labels">0 or 1, of the same shape.</param>
    /// <param name="threshold">A score above it predicts 1, one at it 0, as in Keras.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not 0 or 1.</exception>
    public static double BinaryAccuracy<T>(Tensor<T> scores, Tensor<T> labels, double threshold = 0.5) where T : IFloatingPointIeee754<T> =>
        Binary(scores, labels, threshold).Accuracy;

    /// <summary>TP / (TP + FP): of what was taken for 1, the share that is; 0 when nothing was, as in scikit-learn. Of several classes, see <see cref="ConfusionMatrix"/>.</summary>
    /// <inheritdoc cref="BinaryAccuracy"/>
    public static double Precision<T>(Tensor<T> scores, Tensor<T> labels, double threshold = 0.5) where T : IFloatingPointIeee754<T> =>
        Binary(scores, labels, threshold).Precision(1);

    /// <summary>TP / (TP + FN): of what is 1, the share that was taken for it; 0 when nothing is, as in scikit-learn. Of several classes, see <see cref="ConfusionMatrix"/>.</summary>
    /// <inheritdoc cref="BinaryAccuracy"/>
    public static double Recall<T>(Tensor<T> scores, Tensor<T> labels, double threshold = 0.5) where T : IFloatingPointIeee754<T> =>
        Binary(scores, labels, threshold).Recall(1);

    /// <summary>2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall; 0 when there is no 1, as in scikit-learn. Of several classes, see <see cref="ConfusionMatrix"/>.</summary>
    /// <inheritdoc cref="BinaryAccuracy"/>
    public static double F1<T>(Tensor<T> scores, Tensor<T> labels, double threshold = 0.5) where T : IFloatingPointIeee754<T> =>
        Binary(scores, labels, threshold).F1(1);

    /// <summary>The area under the curve of true against false positives (ROC): how often a 1 has a greater score than a 0, equal scores counted half.</summary>
    /// <remarks>From ranks, as in the test of Mann and Whitney (1947). NaN when all labels are equal, or a score is NaN.</remarks>
    /// <param name="scores">Numbers of any range, of which only the order counts.</param>
    /// <param name="labels">0 or 1, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not 0 or 1.</exception>
    public static double AreaUnderRoc<T>(Tensor<T> scores, Tensor<T> labels) where T : IFloatingPointIeee754<T>
    {
        RequireBinary(scores, labels);
        T[] sorted = scores.ToArray();
        T[] flags = labels.ToArray();
        if (Array.Exists(sorted, T.IsNaN))
        {
            return double.NaN;
        }

        Array.Sort(sorted, flags);
        var (ones, zeros, wins) = (0.0, 0.0, 0.0);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            var (onesHere, zerosHere) = (0.0, 0.0);
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                (onesHere, zerosHere) = flags[end] == T.One ? (onesHere + 1, zerosHere) : (onesHere, zerosHere + 1);
            }

            wins += onesHere * (zeros + (0.5 * zerosHere));
            (ones, zeros) = (ones + onesHere, zeros + zerosHere);
        }

        return wins / (ones * zeros);
    }

    private static ConfusionMatrix Binary<T>(Tensor<T> scores, Tensor<T> labels, double threshold) where T : IFloatingPointIeee754<T>
    {
        RequireBinary(scores, labels);
        var matrix = new ConfusionMatrix(classes: 2);
        matrix.Add(scores.Detach() > T.CreateChecked(threshold), labels);
        return matrix;
    }

    /// <summary>How many classes come before one; all when its score is NaN.</summary>
    private static int RankOf<T>(int label, ReadOnlySpan<T> scores) where T : IFloatingPointIeee754<T>
    {
        int before = 0;
        for (int other = 0; other < scores.Length; other++)
        {
            bool isAfter = scores[other] < scores[label] || (scores[other] == scores[label] && other >= label);
            before += isAfter ? 0 : 1;
        }

        return before;
    }

    private static void RequireLabels<T>(Tensor<T> scores, Tensor<T> labels) where T : IFloatingPointIeee754<T>
    {
        if (scores.Rank == 0 || !scores.Shape.Lengths[..^1].SequenceEqual(labels.Shape.Lengths))
        {
            throw new ArgumentException($"The scores have the shape {scores.Shape} and the labels {labels.Shape}. Give scores [..., classes] and labels [...]; of one-hot labels, their ArgMax(-1).", nameof(labels));
        }

        RequireClasses(labels, scores.Shape[^1], nameof(labels));
    }

    private static void RequireBinary<T>(Tensor<T> scores, Tensor<T> labels) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(scores, labels);
        RequireClasses(labels, 2, nameof(labels));
    }
}
