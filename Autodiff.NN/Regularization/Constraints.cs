using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// Where weights may be, for <see cref="Parameter{T}.Constraint"/>: each maps any weights to weights that may be, and optimizers apply it after each update.
/// </summary>
public static class Constraints
{
    /// <summary>wⱼ min(1, r/‖wⱼ‖): vectors longer than r are shortened to it, all others are left alone (Srivastava et al. 2014).</summary>
    /// <param name="radius">r.</param>
    /// <param name="axes">
    /// The axes of a vector wⱼ; axis 0 when none is given, so that of <see cref="Dense{T}.Weight"/> wⱼ is what comes in to output j. For weights of
    /// a convolution, [outputs, inputs, height, width], give 1, 2, 3.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">r is not positive.</exception>
    public static Func<Tensor<T>, Tensor<T>> MaxNorm<T>(double radius, params int[] axes) where T : IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        var (r, along) = (T.CreateChecked(radius), Along(axes));
        return w => w * (r / w.Norm(along, keepAxes: true).Maximum(r)); // of the zero vector too
    }

    /// <summary>wⱼ/‖wⱼ‖; the zero vector stays as it is.</summary>
    /// <param name="axes">The axes of a vector wⱼ, as of <see cref="MaxNorm"/>.</param>
    public static Func<Tensor<T>, Tensor<T>> UnitNorm<T>(params int[] axes) where T : IFloatingPointIeee754<T>
    {
        int[] along = Along(axes);
        return w =>
        {
            var norm = w.Norm(along, keepAxes: true);
            return w / norm.MaskedFill(norm.EqualTo(T.Zero), T.One);
        };
    }

    /// <summary>max(w, 0).</summary>
    public static Func<Tensor<T>, Tensor<T>> NonNegative<T>() where T : IFloatingPointIeee754<T> => w => w.Relu();

    private static int[] Along(int[] axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        return axes.Length == 0 ? [0] : [.. axes];
    }
}
