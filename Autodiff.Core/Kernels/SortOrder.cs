using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>The order of elements along an axis, and moving elements into it.</summary>
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
        return (shape.Strides[axis], length, places == 0 ? 0 : places / (shape.ElementCount / length));
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
