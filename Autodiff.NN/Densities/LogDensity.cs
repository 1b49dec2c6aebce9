using System.Numerics;

namespace Autodiff.NN;

/// <summary>Logarithms of densities and, of counts, of probabilities, element by element; gradients in every argument.</summary>
/// <remarks>
/// Arguments broadcast as in NumPy. Outside of the support, where the probability is 0, the logarithm is -∞ and all derivatives are 0, never NaN.
/// Parameters of a distribution are not checked, as a network may pass through any on its way: where one is out of its range, such as a scale
/// of -1, the result means nothing, and is NaN as a rule. A <see cref="Parameter{T}"/> may stand for any argument when the first is on a tape.
/// </remarks>
public static partial class LogDensity
{
    /// <summary>-∞ with derivatives of 0 where the mask is 1. NaN is in no mask, and stays NaN.</summary>
    private static Tensor<T> Except<T>(Tensor<T> outside, Tensor<T> density) where T : IFloatingPointIeee754<T> => density.MaskedFill(outside, T.NegativeInfinity);

    /// <summary>A point of the support where the mask is 1: else an infinite slope there could meet a mask too late.</summary>
    private static Tensor<T> Within<T>(Tensor<T> x, Tensor<T> outside, double point) where T : IFloatingPointIeee754<T> => x.MaskedFill(outside, T.CreateChecked(point));

    /// <summary>1 where x is no count: negative, or not whole.</summary>
    private static Tensor<T> NoCount<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => (x < T.Zero).Maximum(x.Detach().Floor() < x).Maximum(x.EqualTo(T.PositiveInfinity));
}
