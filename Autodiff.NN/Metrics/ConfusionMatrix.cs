using System.Globalization;
using System.Numerics;
using System.Text;

namespace Autodiff.NN;

/// <summary>How often each class was taken for each, collected over any number of batches, with precision, recall and F1.</summary>
/// <remarks>A figure whose denominator is 0, such as the precision of a class that was never predicted, is 0, as in scikit-learn.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        counts = new long[classes, classes];
    }

    /// <summary>The number of classes.</summary>
    public int Classes => counts.GetLength(0);

    /// <summary>How many examples were counted.</summary>
    public long Total => Sum((_, _) => true);

    /// <summary>How many examples of one class were taken for another, or the same.</summary>
    /// <param name="label">The class that they are of: the row.</param>
    /// <param name="predicted">The class that they were taken for: the column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no class.</exception>
    public long this[int label, int predicted] => counts[Class(label, nameof(label)), Class(predicted, nameof(predicted))];

    /// <summary>Counts examples with the classes that were predicted.</summary>
    /// <param name="predicted">Whole numbers, such as <c>scores &gt; 0.5</c> of two classes; or scores with the classes as one more axis, the last, of which the greatest, the first of equal ones, is predicted.</param>
    /// <param name="labels">Whole numbers, of shape [...].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is no class. Nothing is counted.</exception>
    public void Add<T>(Tensor<T> predicted, Tensor<T> labels) where T : IFloatingPointIeee754<T>
    {
        predicted = IsScores(predicted.Shape, labels.Shape) ? predicted.Detach().ArgMax(-1) : predicted;
        if (predicted.Shape != labels.Shape)
        {
            throw new ArgumentException($"The predictions have the shape {predicted.Shape} and the labels {labels.Shape}. Give classes in the shape of the labels, such as scores.ArgMax(-1), or scores with a last axis of the {Classes} classes.", nameof(labels));
        }

        Metrics.RequireClasses(predicted, Classes, nameof(predicted));
        Metrics.RequireClasses(labels, Classes, nameof(labels));
        var columns = predicted.Numbers();
        var rows = labels.Numbers();
        for (int i = 0; i < rows.Length; i++)
        {
            counts[int.CreateChecked(rows[i]), int.CreateChecked(columns[i])]++;
        }
    }

    /// <summary>The share of examples that were taken for what they are; NaN of none.</summary>
    public double Accuracy => (double)Sum((row, column) => row == column) / Total;

    /// <summary>Of the examples that were taken for a class, the share that is of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no class.</exception>
    public double Precision(int label) => Ratio(this[label, label], Sum((_, column) => column == label));

    /// <summary>Of the examples of a class, the share that was taken for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no class.</exception>
    public double Recall(int label) => Ratio(this[label, label], Sum((row, _) => row == label));

    /// <summary>The harmonic mean of precision and recall of a class, 2 TP / (2 TP + FP + FN).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no class.</exception>
    public double F1(int label) => Ratio(2 * this[label, label], Sum((row, _) => row == label) + Sum((_, column) => column == label));

    /// <summary>The precision of all classes. The micro average is the accuracy, as each example has one label and one prediction.</summary>
    public double Precision(Averaging averaging) => Averaged(Precision, averaging);

    /// <summary>The recall of all classes. The micro average is the accuracy, as each example has one label and one prediction.</summary>
    public double Recall(Averaging averaging) => Averaged(Recall, averaging);

    /// <summary>F1 of all classes. The micro average is the accuracy, as each example has one label and one prediction.</summary>
    public double F1(Averaging averaging) => Averaged(F1, averaging);

    /// <summary>A table, with a row for each label and a column for each prediction.</summary>
    public override string ToString()
    {
        int width = Math.Max($"{Classes - 1}".Length, $"{counts.Cast<long>().Max()}".Length) + 1;
        string corner = "label \\ predicted";
        var text = new StringBuilder(corner);
        for (int column = 0; column < Classes; column++)
        {
            Write(column);
        }

        for (int row = 0; row < Classes; row++)
        {
            text.Append('\n').Append(row.ToString(CultureInfo.InvariantCulture).PadLeft(corner.Length));
            for (int column = 0; column < Classes; column++)
            {
                Write(counts[row, column]);
            }
        }

        return text.ToString();

        void Write(long number) => text.Append(number.ToString(CultureInfo.InvariantCulture).PadLeft(width));
    }

    private int Class(int number, string name) => number >= 0 && number < Classes
        ? number
        : throw new ArgumentOutOfRangeException(name, number, $"The number is none of the {Classes} classes. Give one from 0 to {Classes - 1}.");

    private bool IsScores(Shape predicted, Shape labels) =>
        predicted.Rank == labels.Rank + 1 && predicted[^1] == Classes && predicted.Lengths[..^1].SequenceEqual(labels.Lengths);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private double Averaged(Func<int, double> figure, Averaging averaging)
    {
        if (averaging == Averaging.Micro)
        {
            return Total == 0 ? 0 : Accuracy;
        }

        double[] figures = [.. Enumerable.Range(0, Classes).Where(its => Sum((row, column) => row == its || column == its) > 0).Select(figure)];
        return figures.Length == 0 ? 0 : figures.Average();
    }

    private long Sum(Func<int, int, bool> counted)
    {
        long sum = 0;
        for (int row = 0; row < Classes; row++)
        {
            for (int column = 0; column < Classes; column++)
            {
                sum += counted(row, column) ? counts[row, column] : 0;
            }
        }

        return sum;
    }
}
