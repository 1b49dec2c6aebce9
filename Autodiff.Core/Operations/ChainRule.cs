using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// The products of the chain rule: a partial times an adjoint (in reverse) or a tangent (forward), in which 0 · ∞ is 0.
/// </summary>
/// <remarks>
/// Either zero masks: a branch that was not taken has adjoint 0 in reverse and partial 0 forward, and so every mode gives the
/// same derivative.
/// </remarks>
internal static class ChainRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Product<T>(T partial, T weight) where T : IFloatingPointIeee754<T>
    {
        T product = partial * weight;
        return T.IsNaN(product) && (T.IsZero(partial) || T.IsZero(weight)) ? T.Zero : product;
    }

    /// <summary>The same product of many numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseProduct<TNumber>(TNumber partial, TNumber weight) where TNumber : struct, IPointwise<TNumber>
    {
        var (product, zero) = (partial * weight, TNumber.Constant(0));
        var vanishing = TNumber.Where(weight.EqualTo(zero), zero, product);
        vanishing = TNumber.Where(partial.EqualTo(zero), zero, vanishing);
        return TNumber.Where(product.EqualTo(product), product, vanishing);
    }

    /// <summary>target += partial · weight for a finite weight; returns the new target.</summary>
    /// <remarks>
    /// Rounded once where the machine can: a chain of dependent entries then waits for one instruction instead of two, and
    /// sweeps a fifth faster. Numbers that carry derivatives have no such instruction.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Accumulate<T>(ref T target, T partial, T weight) where T : IFloatingPointIeee754<T> =>
        target = Lifting<T>.Instance is null ? T.MultiplyAddEstimate(partial, weight, target) : target + Product(partial, weight);
}
