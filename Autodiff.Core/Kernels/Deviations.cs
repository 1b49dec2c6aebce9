using System.Numerics;

namespace Autodiff;

/// <summary>Sums of deviations from a center, in one pass.</summary>
internal static class Deviations
{
    /// <summary>The number n of observations, their mean, and the scatter Σ (xᵢ - mean)², in one pass around a guess of the mean.</summary>
    /// <remarks>
    /// From a poor guess c the scatter loses digits, but not the sum n (mean - c)² + scatter in which it is wanted.
    /// </remarks>
    public static (T Count, T Mean, T Scatter) Summary<T>(ReadOnlySpan<T> x, T guess) where T : IFloatingPointIeee754<T>
    {
        if (x.IsEmpty)
        {
            return (T.Zero, guess, T.Zero);
        }

        T count = T.CreateChecked(x.Length);
        var (sum, squares) = Around(x, guess);
        return (count, guess + (sum / count), squares - (sum * sum / count));
    }

    /// <summary>Σ (xᵢ - c) and Σ (xᵢ - c)².</summary>
    private static (T Sum, T SumOfSquares) Around<T>(ReadOnlySpan<T> x, T center) where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        T squares = T.Zero;
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            // Four pairs of accumulators, as many as hide the latency of an addition.
            var (sums, sums1, sums2, sums3) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            var (squared, squared1, squared2, squared3) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            var c = new Vector<T>(center);
            int width = Vector<T>.Count;
            for (; i <= x.Length - (4 * width); i += 4 * width)
            {
                var d = new Vector<T>(x[i..]) - c;
                var d1 = new Vector<T>(x[(i + width)..]) - c;
                var d2 = new Vector<T>(x[(i + (2 * width))..]) - c;
                var d3 = new Vector<T>(x[(i + (3 * width))..]) - c;
                (sums, sums1, sums2, sums3) = (sums + d, sums1 + d1, sums2 + d2, sums3 + d3);
                (squared, squared1, squared2, squared3) = (squared + (d * d), squared1 + (d1 * d1), squared2 + (d2 * d2), squared3 + (d3 * d3));
            }

            sum = Vector.Sum(sums + sums1 + (sums2 + sums3));
            squares = Vector.Sum(squared + squared1 + (squared2 + squared3));
        }

        for (; i < x.Length; i++)
        {
            T deviation = x[i] - center;
            sum += deviation;
            squares += deviation * deviation;
        }

        return (sum, squares);
    }
}
