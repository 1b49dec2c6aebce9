namespace Autodiff.NN;

/// <summary>shrink(x, k) = sign(x) max(|x| - k, 0), what the penalty k |x| does to the minimum of a parabola (soft thresholding).</summary>
internal static class Shrinkage
{
    public static TNumber Shrink<TNumber>(this TNumber x, TNumber threshold) where TNumber : struct, IPointwise<TNumber> => x - x.Min(threshold).Max(-threshold);

    public static TNumber Shrink<TNumber>(this TNumber x, double threshold) where TNumber : struct, IPointwise<TNumber> => x - x.Clamp(-threshold, threshold);
}
