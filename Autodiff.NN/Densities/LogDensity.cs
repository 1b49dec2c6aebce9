using System.Numerics;

namespace Autodiff.NN;

/// <summary>Logarithms of densities and, of counts, of probabilities, element by element; gradients in every argument.</summary>
/// <remarks>
/// Arguments broadcast as in NumPy. Outside of the support, where the probability is 0, the logarithm is -∞ and all derivatives are 0, never NaN.
/// Parameters of a distribution are not checked, as a network may pass through any on its way: where one is out of its range, such as a scale
/// of -1, the result means nothing, and is NaN as a rule. A <see cref="Parameter{T}"/> may stand for any argument when another is on a tape.
/// Plain numbers are made tensors once, before a loop: <c>var deviation = Tensor.Scalar(0.1);</c> and then <c>LogDensity.Normal(x, mean, deviation)</c>.
/// Distributions of one number over the whole line have -∞ at ±∞ as a limit: the derivatives there are those of the formula, and may be infinite or NaN.
/// </remarks>
public static partial class LogDensity
{
    /// <summary>-∞ with derivatives of 0 where the mask is 1. NaN is in no mask, and stays NaN.</summary>
    private static Tensor<T> Except<T>(Tensor<T> outside, Tensor<T> density) where T : IFloatingPointIeee754<T> => density.MaskedFill(outside, T.NegativeInfinity);

    /// <summary>A point of the support where the mask is 1: else an infinite slope there could meet a mask too late.</summary>
    private static Tensor<T> Within<T>(Tensor<T> x, Tensor<T> outside, double point) where T : IFloatingPointIeee754<T> => x.MaskedFill(outside, T.CreateChecked(point));

    /// <summary>1 where x is not positive, or +∞.</summary>
    private static Tensor<T> NotPositive<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => (x <= T.Zero).Maximum(x.EqualTo(T.PositiveInfinity));

    /// <summary>1 where x is no count: negative, or not whole.</summary>
    private static Tensor<T> NoCount<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => (x < T.Zero).Maximum(x.Detach().Floor() < x).Maximum(x.EqualTo(T.PositiveInfinity));
}
