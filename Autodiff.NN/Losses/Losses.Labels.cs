using System.Numerics;

namespace Autodiff.NN;

// What losses with targets of a certain kind have in common: whole-number labels, probabilities, weights of classes.
public static partial class Losses
{
    private static void RequireLabels<T>(Tensor<T> logits, Tensor<T> labels, int? ignored = null) where T : IFloatingPointIeee754<T>
    {
        if (logits.Rank == 0 || !logits.Shape.Lengths[..^1].SequenceEqual(labels.Shape.Lengths))
        {
            throw new ArgumentException($"The logits have the shape {logits.Shape} and the labels {labels.Shape}. Give logits [..., classes] and labels [...], one whole number for each example; distributions, one-hot or soft, are the targets of CategoricalCrossEntropy.", nameof(labels));
        }

        int classes = logits.Shape[^1];
        foreach (T label in labels.Numbers())
        {
            if (!label.IsClass(classes) && !(ignored is { } padding && label == T.CreateChecked(padding)))
            {
                throw new ArgumentOutOfRangeException(nameof(labels), FormattableString.Invariant(
                    $"{label} in the labels of shape {labels.Shape} is no class of the logits of shape {logits.Shape}. Give whole numbers from 0 to {classes - 1}{(ignored is null ? "" : $", or {ignored} for what is ignored")}."));
            }
        }
    }

    private static void RequireProbabilities<T>(Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        foreach (T number in target.Numbers())
        {
            if (!(number >= T.Zero && number <= T.One))
            {
                throw new ArgumentOutOfRangeException(nameof(target), FormattableString.Invariant(
                    $"{number} in the target of shape {target.Shape} is no probability. Give numbers from 0 to 1: of labels -1 and 1, (1 + t) / 2."));
            }
        }
    }

    private static void RequireSigns<T>(Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        foreach (T number in target.Numbers())
        {
            if (T.Abs(number) != T.One)
            {
                throw new ArgumentOutOfRangeException(nameof(target), FormattableString.Invariant(
                    $"{number} in the target of shape {target.Shape} is neither -1 nor 1. Give those two: of labels 0 and 1, 2 t - 1."));
            }
        }
    }

    private static void RequireSmoothing(double smoothing)
    {
        if (!(smoothing is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "The smoothing is a share of the target. Give a number from 0 to 1, such as 0.1.");
        }
    }

    private static void RequireClassWeights<T>(Tensor<T> logits, Tensor<T>? classWeights) where T : IFloatingPointIeee754<T>
    {
        if (classWeights is { } weights && !(weights.Rank == 1 && weights.Count == logits.Shape[^1]))
        {
            throw new ArgumentException($"The logits have the shape {logits.Shape} and the weights of the classes {weights.Shape}. Give a vector of {logits.Shape[^1]} weights, one for each class.", nameof(classWeights));
        }
    }

    /// <summary>0 where the label is the ignored one: nothing of it counts, not even an infinite loss.</summary>
    private static Tensor<T> Known<T>(Tensor<T> x, Tensor<T> labels, int? ignored) where T : IFloatingPointIeee754<T> =>
        ignored is { } label ? x.MaskedFill(labels.EqualTo(T.CreateChecked(label)), T.Zero) : x;

    private static Tensor<T> AtLabels<T>(Tensor<T> x, Tensor<T> classes) where T : IFloatingPointIeee754<T> => x.TakeAlongAxis(classes.Unsqueeze(-1), -1).Squeeze(-1);

    /// <summary>As <see cref="Reduced"/>, where the mean is that by the weights of the examples; 0 when they are 0 throughout.</summary>
    private static Tensor<T> ReducedByWeight<T>(Tensor<T> losses, Tensor<T> weights, Reduction reduction) where T : IFloatingPointIeee754<T>
    {
        if (reduction != Reduction.Mean)
        {
            return Reduced(losses, reduction);
        }

        var total = weights.Sum();
        return losses.Sum() / total.MaskedFill(total.EqualTo(T.Zero), T.One);
    }
}
