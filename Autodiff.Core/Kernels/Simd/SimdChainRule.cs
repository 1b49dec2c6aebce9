using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The product of the chain rule in registers of any width.</summary>
internal static class SimdChainRule<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    /// <summary>A partial times a weight: 0 where the weight is 0, and where the partial is and the product would be NaN.</summary>
    /// <remarks>As good as no product is NaN, so that one comparison, and no choice, is the price of the second rule.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Product(TVector partial, TVector weight)
    {
        var zero = SimdNumber.All<T, TVector, TSimd>(0);
        var product = TSimd.Select(TSimd.Equal(weight, zero), zero, TSimd.Multiply(partial, weight));
        if (TSimd.HasNaN(product))
        {
            var vanishing = TSimd.Select(TSimd.Equal(partial, zero), zero, product);
            product = TSimd.Select(TSimd.Equal(product, product), product, vanishing);
        }

        return product;
    }
}
