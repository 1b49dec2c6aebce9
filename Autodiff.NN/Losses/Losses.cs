using System.Numerics;

namespace Autodiff.NN;

/// <summary>How far an output is from what it should be.</summary>
/// <remarks>
/// Every loss takes the output first and the target second, checks them before anything is recorded, and ends in a <see cref="Reduction"/>.
/// Shapes are never broadcast: of an output [n, 1] and a target [n] that would be n² losses, and no error.
/// </remarks>
public static partial class Losses
{
    private static Tensor<T> Reduced<T>(Tensor<T> losses, Reduction reduction) where T : IFloatingPointIeee754<T> => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        _ => losses,
    };

    private static void RequireSameShape<T>(Tensor<T> output, Tensor<T> target, string second = "target") where T : IFloatingPointIeee754<T>
    {
        if (output.Shape != target.Shape)
        {
            throw new ArgumentException($"The output has the shape {output.Shape} and the {second} {target.Shape}. Give both in one shape, of [n] beside [n, 1] by Unsqueeze(-1): broadcasting one silently would be a mistake as a rule.", nameof(target));
        }
    }

    private static void RequireLastAxis<T>(Tensor<T> output, string meaning) where T : IFloatingPointIeee754<T>
    {
        if (output.Rank == 0)
        {
            throw new ArgumentException($"The output has the shape {output.Shape}, and its last axis should be the {meaning}. Give [..., {meaning}].", nameof(output));
        }
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "The number is not positive and finite. Give one that is, such as 1.");
        }
    }
}
