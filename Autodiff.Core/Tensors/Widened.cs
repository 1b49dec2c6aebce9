using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// Reductions of half precision, in single: 65504 ends the sum and the count of what is reduced, and adding stands still long before, at
/// 2048 ones. Wider types count every array, and have room for its sum unless the elements are near their own end.
/// </summary>
internal static class Widened
{
    public static bool Needs<T>() => typeof(T) == typeof(Half);

    public static void Run<T>(Tensor<T> x, AxisSet axes, Memory<T> y, Action<Layout, float[], AxisSet, Memory<float>> reduction, int divisor = 1)
        where T : IFloatingPointIeee754<T>
    {
        float[] items = ArrayPool<float>.Shared.Rent(x.Count);
        float[] results = ArrayPool<float>.Shared.Rent(y.Length);
        Copy(x.IsRowMajor ? x.Memory.Span : x.ToArray(), items);
        reduction(Layout.RowMajor(x.Shape), items, axes, results.AsMemory(0, y.Length));
        var narrow = y.Span;
        for (int i = 0; i < narrow.Length; i++)
        {
            narrow[i] = T.CreateTruncating(results[i] / divisor);
        }

        ArrayPool<float>.Shared.Return(items);
        ArrayPool<float>.Shared.Return(results);
    }

    private static void Copy<T>(ReadOnlySpan<T> narrow, Span<float> wide) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < narrow.Length; i++)
        {
            wide[i] = float.CreateTruncating(narrow[i]);
        }
    }
}
