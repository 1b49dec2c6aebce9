using System.Numerics;

namespace Autodiff.NN;

// Losses that are 0 once a margin is kept. The derivative at the margin itself is 0.
public static partial class Losses
{
    /// <summary>max(0, 1 - t y): the loss of support vector machines.</summary>
    /// <param name="output">y, a score.</param>
    /// <param name="target">t, -1 or 1, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither -1 nor 1. Keras takes 0 for -1; here that is an error.</exception>
    public static Tensor<T> Hinge<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(output, target);
        return attempt.Done(Reduced(Shortfall(output, target), reduction));
    }

    /// <summary>max(0, 1 - t y)².</summary>
    /// <inheritdoc cref="Hinge"/>
    public static Tensor<T> SquaredHinge<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(output, target);
        return attempt.Done(Reduced(Shortfall(output, target).Square(), reduction));
    }

    /// <summary>Σ max(0, m + yⱼ - yₖ) over the classes j other than the right one, k (Weston and Watkins 1999).</summary>
    /// <remarks>PyTorch divides by the number of classes; Keras takes the greatest term alone (Crammer and Singer 2001).</remarks>
    /// <param name="output">y, scores of shape [..., classes].</param>
    /// <param name="labels">k, whole numbers, of shape [...].</param>
    /// <param name="margin">m, positive.</param>
    /// <param name="reduction">Over all examples.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or the margin is not positive.</exception>
    public static Tensor<T> MultiClassHinge<T>(Tensor<T> output, Tensor<T> labels, double margin = 1, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireLabels(output, labels);
        RequirePositive(margin, nameof(margin));
        using var attempt = Attempt<T>.On(output);
        labels = labels.Detach().Beside(output);
        var right = output.TakeAlongAxis(labels.Unsqueeze(-1), -1);
        var terms = (output - right + T.CreateChecked(margin)).Relu();
        return attempt.Done(Reduced(terms.MaskedFill(labels.OneHot(output.Shape[^1]), T.Zero).Sum(-1), reduction));
    }

    /// <summary>max(0, |a - p| - |a - n| + m) with Euclidean distances: an example a is nearer to p, of its class, than to n, of another (Schroff et al. 2015, there with squares).</summary>
    /// <remarks>The derivative of a distance of 0 is 0. PyTorch adds 10⁻⁶ to the differences instead.</remarks>
    /// <param name="anchor">a, of shape [..., features].</param>
    /// <param name="positive">p, of the same shape.</param>
    /// <param name="negative">n, of the same shape.</param>
    /// <param name="margin">m, positive.</param>
    /// <param name="reduction">Over all triplets.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public static Tensor<T> Triplet<T>(
        Tensor<T> anchor, Tensor<T> positive, Tensor<T> negative, double margin = 1, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(anchor, positive, nameof(positive));
        RequireSameShape(anchor, negative, nameof(negative));
        RequireLastAxis(anchor, "features");
        RequirePositive(margin, nameof(margin));
        using var attempt = Attempt<T>.On(anchor, positive, negative);
        (anchor, positive, negative) = OneTape.Of(anchor, positive, negative);
        return attempt.Done(Reduced((Distance(anchor, positive) - Distance(anchor, negative) + T.CreateChecked(margin)).Relu(), reduction));
    }

    /// <summary>½ d² of a pair of one class, ½ max(0, m - d)² of a pair of two, with the Euclidean distance d (Hadsell, Chopra and LeCun 2006).</summary>
    /// <param name="first">The first of each pair, of shape [..., features].</param>
    /// <param name="second">The second, of the same shape.</param>
    /// <param name="same">1 for a pair of one class, 0 for one of two, of shape [...]. The paper has it the other way round.</param>
    /// <param name="margin">m, positive.</param>
    /// <param name="reduction">Over all pairs.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An element of <paramref name="same"/> is not 0 or 1, or the margin is not positive.</exception>
    public static Tensor<T> Contrastive<T>(
        Tensor<T> first, Tensor<T> second, Tensor<T> same, double margin = 1, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(first, second, nameof(second));
        RequireLastAxis(first, "features");
        RequirePairs(first, same);
        RequirePositive(margin, nameof(margin));
        using var attempt = Attempt<T>.On(first, second);
        var distance = Distance(first, second);
        var near = (first - second).Square().Sum(-1);
        var far = (T.CreateChecked(margin) - distance).Relu().Square();
        return attempt.Done(Reduced(Tensor.Where(same, near, far) * T.CreateChecked(0.5), reduction));
    }

    /// <summary>1 - cos(y, t) over the last axis: 0 in the same direction, 2 in the opposite one. A vector of zeros has no direction: the loss is 1 and the derivative 0.</summary>
    /// <remarks>Keras has -cos under this name.</remarks>
    /// <param name="output">y, of shape [..., features].</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all vectors.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> Cosine<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        RequireLastAxis(output, "features");
        using var attempt = Attempt<T>.On(output, target);
        (output, target) = OneTape.Of(output, target);
        return attempt.Done(Reduced(T.One - (Direction(output) * Direction(target)).Sum(-1), reduction));
    }

    private static Tensor<T> Shortfall<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        RequireSigns(target);
        return (T.One - (output * target)).Relu();
    }

    private static Tensor<T> Distance<T>(Tensor<T> x, Tensor<T> y) where T : IFloatingPointIeee754<T> => (x - y).Norm(-1);

    private static Tensor<T> Direction<T>(Tensor<T> x) where T : IFloatingPointIeee754<T>
    {
        var length = x.Norm(-1, keepAxes: true);
        var none = length.EqualTo(T.Zero);
        return (x / length.MaskedFill(none, T.One)).MaskedFill(none, T.Zero);
    }

    private static void RequirePairs<T>(Tensor<T> first, Tensor<T> same) where T : IFloatingPointIeee754<T>
    {
        if (!first.Shape.Lengths[..^1].SequenceEqual(same.Shape.Lengths))
        {
            throw new ArgumentException($"The vectors have the shape {first.Shape} and the flags {same.Shape}. Give vectors [..., features] and flags [...], 1 for each pair of one class and 0 for each of two.", nameof(same));
        }

        foreach (T flag in same.Numbers())
        {
            if (flag != T.Zero && flag != T.One)
            {
                throw new ArgumentOutOfRangeException(nameof(same), FormattableString.Invariant($"{flag} in the flags of shape {same.Shape} is neither 0 nor 1. Give 1 for a pair of one class and 0 for one of two."));
            }
        }
    }
}
