using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>The order of elements along an axis.</summary>
internal static class SortOrder
{
    /// <summary>The places of the first <paramref name="count"/> elements in order. NaN counts as the greatest; equal elements stay in their order.</summary>
    public static void Run<T>(Layout layout, T[] items, int axis, bool descending, int count, Span<T> places) where T : IFloatingPointIeee754<T>
    {
        if (places.IsEmpty)
        {
            return;
        }

        var rows = Reduction.ReducedLast(layout, new(1u << axis));
        var walk = new StridedWalk(rows.Shape, [rows]);
        int length = layout.Shape.Lengths[axis];
        int inner = layout.Shape.Strides[axis];
        T[] keys = ArrayPool<T>.Shared.Rent(length);
        int[] order = ArrayPool<int>.Shared.Rent(length);
        for (int row = 0; row < places.Length / count; row++)
        {
            walk.Gather(0, items, row * length, keys.AsSpan(0, length));
            for (int i = 0; i < length; i++)
            {
                order[i] = i;
            }

            order.AsSpan(0, length).Sort(new ByKey<T>(keys, descending));
            int start = (row / inner * inner * count) + (row % inner);
            for (int i = 0; i < count; i++)
            {
                places[start + (i * inner)] = T.CreateChecked(order[i]);
            }
        }

        ArrayPool<int>.Shared.Return(order);
        ArrayPool<T>.Shared.Return(keys);
    }

    private readonly struct ByKey<T>(T[] keys, bool descending) : IComparer<int> where T : IFloatingPointIeee754<T>
    {
        public int Compare(int x, int y)
        {
            T left = keys[x];
            T right = keys[y];
            int order = left < right ? -1 : left > right ? 1 : T.IsNaN(left).CompareTo(T.IsNaN(right));
            return order == 0 ? x - y : descending ? -order : order;
        }
    }
}
