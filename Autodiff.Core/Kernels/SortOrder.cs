using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>The order of elements along an axis.</summary>
internal static class SortOrder
{
    private const long StepsOfComparison = 8;

    /// <summary>The places of the first <paramref name="count"/> elements in order. NaN counts as the greatest; equal elements stay in their order.</summary>
    public static void Run<T>(Layout layout, T[] items, int axis, bool descending, int count, Memory<T> places) where T : IFloatingPointIeee754<T>
    {
        if (!places.IsEmpty)
        {
            int length = layout.Shape.Lengths[axis];
            long steps = (long)length * BitOperations.Log2((uint)length) * StepsOfComparison;
            var rows = Reduction.ReducedLast(layout, new(1u << axis));
            Workers.RunRange(places.Length / count, steps, new Rows<T>(rows, items, layout.Shape.Strides[axis], length, descending, count, places));
        }
    }

    private readonly struct Rows<T>(Layout rows, T[] items, int inner, int length, bool descending, int count, Memory<T> places) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            var walk = new StridedWalk(rows.Shape, [rows]);
            var result = places.Span;
            T[] keys = ArrayPool<T>.Shared.Rent(length);
            int[] order = ArrayPool<int>.Shared.Rent(length);
            for (int row = start; row < end; row++)
            {
                walk.Gather(0, items, row * length, keys.AsSpan(0, length));
                for (int i = 0; i < length; i++)
                {
                    order[i] = i;
                }

                order.AsSpan(0, length).Sort(new ByKey<T>(keys, descending));
                int first = (row / inner * inner * count) + (row % inner);
                for (int i = 0; i < count; i++)
                {
                    result[first + (i * inner)] = T.CreateChecked(order[i]);
                }
            }

            ArrayPool<int>.Shared.Return(order);
            ArrayPool<T>.Shared.Return(keys);
        }
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
