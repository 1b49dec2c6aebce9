using System.Numerics;

namespace Autodiff.NN;

/// <summary>How far an output is from what it should be.</summary>
public static partial class Losses
{
    /// <summary>The mean of (y - t)².</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <param name="reduction">Over all elements.</param>
    public static Tensor<T> MeanSquaredError<T>(Tensor<T> output, Tensor<T> target, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        return Reduced((output - target).Square(), reduction);
    }

    /// <summary>-log softmax(z)ₖ, where k is the class: from logits, so that nothing overflows.</summary>
    /// <param name="logits">z, of shape [..., classes].</param>
    /// <param name="labels">k, whole numbers, of shape [...].</param>
    /// <param name="reduction">Over all examples.</param>
    public static Tensor<T> SoftMaxCrossEntropy<T>(Tensor<T> logits, Tensor<T> labels, Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T> =>
        Reduced(-logits.LogSoftMax().TakeAlongAxis(labels.Unsqueeze(-1), -1).Squeeze(-1), reduction);

    private static Tensor<T> Reduced<T>(Tensor<T> losses, Reduction reduction) where T : IFloatingPointIeee754<T> => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        _ => losses,
    };

    private static void RequireSameShape<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        if (output.Shape != target.Shape)
        {
            throw new ArgumentException($"The output has the shape {output.Shape} and the target {target.Shape}. Give both in one shape: broadcasting one silently would be a mistake as a rule.", nameof(target));
        }
    }
}
