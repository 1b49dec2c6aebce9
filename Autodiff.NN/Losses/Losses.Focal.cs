using System.Numerics;

namespace Autodiff.NN;

// Lin et al. 2017, "Focal loss for dense object detection": what is already right counts less.
public static partial class Losses
{
    /// <summary>Takes logits z, so no sigmoid layer comes before it: -α (1 - p)^γ log p where the target is 1, -(1 - α) p^γ log(1 - p) where it is 0, with p = σ(z); of a target t between, t times the one and 1 - t times the other.</summary>
    /// <param name="logits">z.</param>
    /// <param name="target">t, of the same shape: 0 or 1, or a probability.</param>
    /// <param name="focusing">γ ≥ 0; with 0, and α = ½, it is half of <see cref="BinaryCrossEntropy"/>.</param>
    /// <param name="balance">α, the weight of the ones, from 0 to 1.</param>
    /// <param name="reduction">Over all elements. The paper divides the sum by the number of ones instead.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target or α is not from 0 to 1, or γ is negative.</exception>
    public static Tensor<T> BinaryFocal<T>(
        Tensor<T> logits, Tensor<T> target, double focusing = 2, double balance = 0.25, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(logits, target);
        RequireProbabilities(target);
        RequireFocusing(focusing);
        if (!(balance is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(balance), balance, "The balance is the weight of the ones. Give a number from 0 to 1, such as 0.25.");
        }

        using var attempt = Attempt<T>.On(logits, target);
        (logits, target) = OneTape.Of(logits, target);
        var (zero, one) = (logits.Softplus(), (-logits).Softplus()); // -log(1 - p) and -log p
        var (gamma, alpha) = (T.CreateChecked(focusing), T.CreateChecked(balance));
        return attempt.Done(Reduced((target * one * (zero * -gamma).Exp() * alpha) + ((T.One - target) * zero * (one * -gamma).Exp() * (T.One - alpha)), reduction));
    }

    /// <summary>Takes logits z, so no softmax layer comes before it: -(1 - p)^γ log p with the share p = softmax(z)ₖ of the right class.</summary>
    /// <param name="logits">z, of shape [..., classes].</param>
    /// <param name="labels">k, whole numbers, of shape [...].</param>
    /// <param name="focusing">γ ≥ 0; with 0 it is <see cref="SoftMaxCrossEntropy"/>.</param>
    /// <param name="reduction">Over all examples.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or γ is negative.</exception>
    public static Tensor<T> CategoricalFocal<T>(Tensor<T> logits, Tensor<T> labels, double focusing = 2, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireLabels(logits, labels);
        RequireFocusing(focusing);
        using var attempt = Attempt<T>.On(logits);
        labels = labels.Detach().Beside(logits);
        var logarithm = AtLabels(logits.LogSoftMax(), labels);
        return attempt.Done(Reduced(-logarithm * (-logarithm.ExpM1()).Pow(T.CreateChecked(focusing)), reduction));
    }

    private static void RequireFocusing(double focusing)
    {
        if (!(focusing >= 0 && double.IsFinite(focusing)))
        {
            throw new ArgumentOutOfRangeException(nameof(focusing), focusing, "The focusing exponent is not 0 or more. Give one such as 2.");
        }
    }
}
