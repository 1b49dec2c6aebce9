using System.Numerics;

namespace Autodiff.NN;

/// <summary>How good predictions are, as plain numbers; nothing is recorded. Of no examples, all figures but precision, recall and F1 are NaN.</summary>
public static partial class Metrics
{
    private static void RequireSameShape<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        if (output.Shape != target.Shape)
        {
            throw new ArgumentException($"The predictions have the shape {output.Shape} and the targets {target.Shape}. Give both in one shape; a last axis of length 1 goes by Squeeze(-1).", nameof(target));
        }
    }

    internal static void RequireClasses<T>(Tensor<T> labels, int classes, string name) where T : IFloatingPointIeee754<T>
    {
        foreach (T label in labels.Numbers())
        {
            if (!label.IsClass(classes))
            {
                throw new ArgumentOutOfRangeException(name, FormattableString.Invariant(
                    $"{label} in the {name} of shape {labels.Shape} is none of the {classes} classes. Give whole numbers from 0 to {classes - 1}: of scores, their ArgMax(-1)."));
            }
        }
    }
}
