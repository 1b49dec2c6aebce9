using System.Numerics;

namespace Autodiff.NN;

// Losses of outputs that are probabilities. They take logits, what stands before the sigmoid or softmax, so that nothing overflows.
public static partial class Losses
{
    /// <summary>Takes logits z, so no sigmoid layer comes before it: -t log σ(z) - (1 - t) log(1 - σ(z)) = max(z, 0) - z t + log(1 + e^-|z|), whose derivative is σ(z) - t.</summary>
    /// <param name="logits">z.</param>
    /// <param name="target">t, of the same shape: 0 or 1, or a probability.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is not from 0 to 1.</exception>
    public static Tensor<T> BinaryCrossEntropy<T>(Tensor<T> logits, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(logits, target);
        RequireProbabilities(target);
        using var attempt = Attempt<T>.On(logits, target);
        (logits, target) = OneTape.Of(logits, target);

        // The second form has kinks at 0, where the rows would state wrong second derivatives, and cancels where the loss is small.
        return attempt.Done(Reduced((target * (-logits).Softplus()) + ((T.One - target) * logits.Softplus()), reduction));
    }

    /// <summary>Takes probabilities p, as a sigmoid layer gives them: -t log p - (1 - t) log(1 - p), with p kept between ε and 1 - ε as in Keras; outside, the derivative is 0.</summary>
    /// <remarks>Prefer <see cref="BinaryCrossEntropy"/>: it never loses the gradient. PyTorch keeps log p and log(1 - p) above -100 instead.</remarks>
    /// <param name="probabilities">p.</param>
    /// <param name="target">t, of the same shape: 0 or 1, or a probability.</param>
    /// <param name="epsilon">ε, from 0 to less than ½, and more than 0 in the type of the numbers too; with 0, a wrong certainty has an infinite loss.</param>
    /// <param name="reduction">Over all elements.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is not from 0 to 1, or ε is out of its range.</exception>
    public static Tensor<T> BinaryCrossEntropyOfProbabilities<T>(
        Tensor<T> probabilities, Tensor<T> target, double epsilon = 1e-7, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(probabilities, target);
        RequireProbabilities(target);
        var margin = T.CreateChecked(epsilon);
        if (!(epsilon is >= 0 and < 0.5) || (epsilon > 0 && margin == T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"The margin is not from 0 to less than ½, or is 0 when rounded to {typeof(T).Name}. Give one such as 1e-7.");
        }

        using var attempt = Attempt<T>.On(probabilities, target);
        (probabilities, target) = OneTape.Of(probabilities, target);

        // 1 - ε may round to 1, so that of p kept below it, 1 - p could still be 0.
        var p = probabilities.Clamp(margin, T.One - margin);
        var q = (T.One - probabilities).Clamp(margin, T.One - margin);
        return attempt.Done(Reduced(-target.XLogY(p) - (T.One - target).XLogY(q), reduction));
    }

    /// <summary>Takes logits z, so no softmax layer comes before it: -log softmax(z)ₖ, where k is the class; with weights wₖ -log softmax(z)ₖ, with smoothing the targets of <see cref="CategoricalCrossEntropy"/>.</summary>
    /// <remarks>
    /// As in PyTorch, the mean is that by weight, Σ wₖ lossₖ / Σ wₖ, an ignored label counts nothing in it, and with smoothing each class
    /// has its own weight. Unlike there, the mean of no examples is 0 and not NaN: a batch of nothing but padding does no harm.
    /// </remarks>
    /// <param name="logits">z, of shape [..., classes].</param>
    /// <param name="labels">k, whole numbers, of shape [...]; of an <c>int[]</c>, <c>Tensor.Indices&lt;T&gt;(labels)</c>.</param>
    /// <param name="reduction">Over all examples.</param>
    /// <param name="smoothing">ε from 0 to 1: the target is 1 - ε on the class and ε shared by all classes (Szegedy et al. 2016).</param>
    /// <param name="classWeights">w, of shape [classes]; 1 when left out.</param>
    /// <param name="ignored">A label, which need not be a class, of examples with loss 0, such as padding.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or the smoothing is not from 0 to 1.</exception>
    public static Tensor<T> SoftMaxCrossEntropy<T>(
        Tensor<T> logits,
        Tensor<T> labels,
        Reduction reduction = Reduction.Mean,
        double smoothing = 0,
        Tensor<T>? classWeights = null,
        int? ignored = null) where T : IFloatingPointIeee754<T>
    {
        RequireLabels(logits, labels, ignored);
        RequireSmoothing(smoothing);
        RequireClassWeights(logits, classWeights);
        using var attempt = Attempt<T>.On(logits, classWeights ?? logits);
        if (classWeights is { } given)
        {
            (logits, classWeights) = OneTape.Of(logits, given);
        }

        labels = labels.Detach().Beside(logits);
        var classes = Known(labels, labels, ignored);
        var losses = -logits.LogSoftMaxAt(classes);
        if (classWeights is null && ignored is null && smoothing == 0 && losses.Count > 0)
        {
            return attempt.Done(Reduced(losses, reduction));
        }

        var weights = classWeights?.IndexSelect(classes) ?? labels.FullBeside(labels.Shape, T.One);
        losses *= weights;
        if (smoothing > 0)
        {
            var logarithms = logits.LogSoftMax();
            var shared = -(classWeights is { } ofClasses ? logarithms * ofClasses : logarithms).Mean(-1);
            losses = (losses * T.CreateChecked(1 - smoothing)) + (shared * T.CreateChecked(smoothing));
        }

        return attempt.Done(ReducedByWeight(Known(losses, labels, ignored), Known(weights, labels, ignored), reduction));
    }

    /// <summary>Takes logits z, so no softmax layer comes before it: -Σ tₖ log softmax(z)ₖ over the classes, for a distribution t as the target, one-hot or soft; by z its derivative is softmax(z) - t.</summary>
    /// <param name="logits">z, of shape [..., classes]. One of -∞ has probability 0, and costs nothing where t is 0.</param>
    /// <param name="target">t, of the same shape, along the last axis from 0 on with the sum 1.</param>
    /// <param name="reduction">Over all examples.</param>
    /// <param name="smoothing">ε from 0 to 1: instead of t is taken (1 - ε) t + ε / classes (Szegedy et al. 2016).</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is not from 0 to 1, or the smoothing is not.</exception>
    public static Tensor<T> CategoricalCrossEntropy<T>(Tensor<T> logits, Tensor<T> target, Reduction reduction = Reduction.Mean, double smoothing = 0) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(logits, target);
        RequireLastAxis(logits, "classes");
        RequireProbabilities(target);
        RequireSmoothing(smoothing);
        using var attempt = Attempt<T>.On(logits, target);
        (logits, target) = OneTape.Of(logits, target);
        var smooth = smoothing > 0 ? (target * T.CreateChecked(1 - smoothing)) + T.CreateChecked(smoothing / logits.Shape[^1]) : target;
        return attempt.Done(Reduced(-Expected(smooth, logits.LogSoftMax()).Sum(-1), reduction));
    }

    /// <summary>Σ pₖ (log pₖ - log qₖ) over the last axis: how far a distribution q is from p (Kullback and Leibler 1951).</summary>
    /// <remarks>PyTorch's "batchmean" is the mean here; its plain mean divides by the classes too, and is not the divergence.</remarks>
    /// <param name="logOutput">log q, of shape [..., classes], as of LogSoftMax.</param>
    /// <param name="logTarget">log p, of the same shape. Where it is -∞, nothing is added.</param>
    /// <param name="reduction">Over all distributions.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> KullbackLeibler<T>(Tensor<T> logOutput, Tensor<T> logTarget, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(logOutput, logTarget);
        RequireLastAxis(logOutput, "classes");
        using var attempt = Attempt<T>.On(logOutput, logTarget);
        (logOutput, logTarget) = OneTape.Of(logOutput, logTarget);
        var possible = logTarget > T.NegativeInfinity;
        return attempt.Done(Reduced(Tensor.Where(possible, logTarget.Exp() * (logTarget - logOutput), T.Zero).Sum(-1), reduction));
    }

    /// <summary>t log p, where nothing is 0 times infinity.</summary>
    private static Tensor<T> Expected<T>(Tensor<T> target, Tensor<T> logarithms) where T : IFloatingPointIeee754<T>
    {
        var nothing = target.EqualTo(T.Zero) * logarithms.EqualTo(T.NegativeInfinity);
        return Tensor.Where(nothing, T.Zero, target * logarithms);
    }
}
