using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>
/// Loops that read or add at whole-number indices along the middle one of three axes (outer, n, inner), which stand side by side.
/// Additions are made in the order of the indices, so that equal indices give the same bits every time.
/// </summary>
internal static class Indexing
{
    /// <summary>y[o, j, i] = x[o, index[j], i].</summary>
    public static void Select<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> index, int length, int inner, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        int outer = y.Length / Math.Max(1, index.Length * inner);
        for (int o = 0; o < outer; o++)
        {
            for (int j = 0; j < index.Length; j++)
            {
                x.Slice(((o * length) + int.CreateTruncating(index[j])) * inner, inner).CopyTo(y.Slice(((o * index.Length) + j) * inner, inner));
            }
        }
    }

    /// <summary>y[o, index[j], i] += x[o, j, i].</summary>
    public static void AddSelected<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> index, int length, int inner, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        int outer = x.Length / Math.Max(1, index.Length * inner);
        for (int o = 0; o < outer; o++)
        {
            for (int j = 0; j < index.Length; j++)
            {
                var sum = y.Slice(((o * length) + int.CreateTruncating(index[j])) * inner, inner);
                TensorPrimitives.Add(sum, x.Slice(((o * index.Length) + j) * inner, inner), sum);
            }
        }
    }

    /// <summary>y[o, j, i] = x[o, index[o, j, i], i].</summary>
    public static void Take<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> index, int length, int count, int inner, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        for (int start = 0, block = 0; start < y.Length; start += count * inner, block += length * inner)
        {
            for (int place = 0; place < count * inner; place++)
            {
                y[start + place] = x[block + (int.CreateTruncating(index[start + place]) * inner) + (place % inner)];
            }
        }
    }

    /// <summary>y[o, index[o, j, i], i] += x[o, j, i].</summary>
    public static void AddTaken<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> index, int length, int count, int inner, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        for (int start = 0, block = 0; start < x.Length; start += count * inner, block += length * inner)
        {
            for (int place = 0; place < count * inner; place++)
            {
                y[block + (int.CreateTruncating(index[start + place]) * inner) + (place % inner)] += x[start + place];
            }
        }
    }
}
