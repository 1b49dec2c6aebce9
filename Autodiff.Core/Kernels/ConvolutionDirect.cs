using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>The convolution of float or double straight from its images, for shapes that leave little to waste.</summary>
internal static class ConvolutionDirect
{
    /// <summary>Does the work of <see cref="Convolution.Forward"/>, or returns false where it would waste more than it saves.</summary>
    public static bool Forward<T>(GemmPath path, ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y, ConvolutionEnding<T> ending = default) where T : IFloatingPointIeee754<T> =>
        IsVectorType<T>() && path switch
        {
            GemmPath.Vector512 => ConvolutionDirectForward<T, ConvolutionTile8<T, Vector512<T>, Simd512<T>>>.Run(shape, x, w, y, ending),
            GemmPath.Vector256 => ConvolutionDirectForward<T, ConvolutionTile4<T, Vector256<T>, Simd256<T>>>.Run(shape, x, w, y, ending),
            GemmPath.Vector128 => ConvolutionDirectForward<T, ConvolutionTile4<T, Vector128<T>, Simd128<T>>>.Run(shape, x, w, y, ending),
            _ => ConvolutionDirectForward<T, ConvolutionTile4<T, T, Simd1<T>>>.Run(shape, x, w, y, ending),
        };

    /// <summary>Does the work of <see cref="Convolution.Input"/>, or returns false.</summary>
    public static bool Input<T>(GemmPath path, ConvolutionShape shape, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x) where T : IFloatingPointIeee754<T> =>
        IsVectorType<T>() && path switch
        {
            GemmPath.Vector512 => ConvolutionDirectInput<T, ConvolutionTile8<T, Vector512<T>, Simd512<T>>>.Run(shape, y, w, x),
            GemmPath.Vector256 => ConvolutionDirectInput<T, ConvolutionTile4<T, Vector256<T>, Simd256<T>>>.Run(shape, y, w, x),
            GemmPath.Vector128 => ConvolutionDirectInput<T, ConvolutionTile4<T, Vector128<T>, Simd128<T>>>.Run(shape, y, w, x),
            _ => ConvolutionDirectInput<T, ConvolutionTile4<T, T, Simd1<T>>>.Run(shape, y, w, x),
        };

    /// <summary>Does the work of <see cref="Convolution.Weights"/>, or returns false.</summary>
    public static bool Weights<T>(GemmPath path, ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w) where T : IFloatingPointIeee754<T> =>
        IsVectorType<T>() && path switch
        {
            GemmPath.Vector512 => ConvolutionDirectWeights<T, ConvolutionTile8<T, Vector512<T>, Simd512<T>>>.Run(shape, x, y, w),
            GemmPath.Vector256 => ConvolutionDirectWeights<T, ConvolutionTile4<T, Vector256<T>, Simd256<T>>>.Run(shape, x, y, w),
            GemmPath.Vector128 => ConvolutionDirectWeights<T, ConvolutionTile4<T, Vector128<T>, Simd128<T>>>.Run(shape, x, y, w),
            _ => ConvolutionDirectWeights<T, ConvolutionTile4<T, T, Simd1<T>>>.Run(shape, x, y, w),
        };

    private static bool IsVectorType<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);
}
