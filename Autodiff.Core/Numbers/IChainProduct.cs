using System.Numerics;
using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>How the chain rule multiplies a partial and an adjoint or a tangent.</summary>
internal interface IChainProduct<TNumber>
{
    static abstract TNumber Product(TNumber x, TNumber y);
}

/// <summary>x y: NaN wherever <see cref="MaskedProduct{TNumber}"/> makes a difference.</summary>
internal readonly struct PlainProduct<TNumber> : IChainProduct<TNumber> where TNumber : struct, IPointwise<TNumber>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Product(TNumber x, TNumber y) => x * y;
}

/// <summary>x y, and 0 where either is 0.</summary>
internal readonly struct MaskedProduct<TNumber> : IChainProduct<TNumber> where TNumber : struct, IPointwise<TNumber>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Product(TNumber x, TNumber y) => ChainRule.PointwiseProduct(x, y);
}

/// <summary>The same of tensors, as one operation.</summary>
internal readonly struct TensorProduct<T> : IChainProduct<Tensor<T>> where T : IFloatingPointIeee754<T>
{
    public static Tensor<T> Product(Tensor<T> x, Tensor<T> y) => Tensor<T>.ChainProduct(x, y);
}
