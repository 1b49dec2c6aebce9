using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>The order of elements along an axis, and moving elements into it.</summary>
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

    /// <summary>y[…, i, …] = x[…, places[…, i, …], …].</summary>
    /// <param name="shape">That of x.</param>
    /// <param name="axis">The axis along which the places are.</param>
    /// <param name="x">The elements.</param>
    /// <param name="places">Whole numbers in range.</param>
    /// <param name="y">As many elements as places.</param>
    public static void Gather<T>(Shape shape, int axis, ReadOnlySpan<T> x, ReadOnlySpan<T> places, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        var (inner, length, count) = Sizes(shape, axis, places.Length);
        for (int k = 0; k < places.Length; k++)
        {
            y[k] = x[(((k / (inner * count) * length) + int.CreateTruncating(places[k])) * inner) + (k % inner)];
        }
    }

    /// <summary>y[…, places[…, i, …], …] = x[…, i, …], and 0 elsewhere.</summary>
    /// <param name="shape">That of y.</param>
    /// <param name="axis">The axis along which the places are.</param>
    /// <param name="x">As many elements as places.</param>
    /// <param name="places">Whole numbers in range, each once.</param>
    /// <param name="y">The elements.</param>
    public static void Scatter<T>(Shape shape, int axis, ReadOnlySpan<T> x, ReadOnlySpan<T> places, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        y.Clear();
        var (inner, length, count) = Sizes(shape, axis, places.Length);
        for (int k = 0; k < places.Length; k++)
        {
            y[(((k / (inner * count) * length) + int.CreateTruncating(places[k])) * inner) + (k % inner)] = x[k];
        }
    }

    /// <summary>The number of elements from one place along the axis to the next, and the lengths of the axis in both arrays.</summary>
    private static (int Inner, int Length, int Count) Sizes(Shape shape, int axis, int places)
    {
        int length = shape.Lengths[axis];
        return (shape.Strides[axis], length, places == 0 ? 0 : places / (shape.Count / length));
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
