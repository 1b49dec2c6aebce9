using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>How the chain rule multiplies a partial and an adjoint.</summary>
internal interface IChainProduct
{
    static abstract TNumber Product<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>;
}

/// <summary>x y: NaN wherever <see cref="MaskedProduct"/> makes a difference.</summary>
internal readonly struct PlainProduct : IChainProduct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Product<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x * y;
}

/// <summary>x y, and 0 where either is 0.</summary>
internal readonly struct MaskedProduct : IChainProduct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Product<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => ChainProduct.PointwiseValue(x, y, default);
}
