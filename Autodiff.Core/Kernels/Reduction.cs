using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>Sums over axes. The order of additions depends on the shape alone.</summary>
internal static class Reduction
{
    /// <summary>Sums over <paramref name="axes"/>; <paramref name="result"/> has an element for each place along the other axes.</summary>
    public static void Sum<T>(Layout layout, T[] items, AxisSet axes, Span<T> result) where T : IFloatingPointIeee754<T>
    {
        int rows = result.Length;
        int length = layout.Shape.Count / Math.Max(1, rows);
        if (layout.Shape.Count == 0)
        {
            result.Clear();
            return;
        }

        T[] ordered = ArrayPool<T>.Shared.Rent(layout.Shape.Count);
        Strided.Copy(ReducedLast(layout, axes), items, ordered.AsSpan(0, layout.Shape.Count));
        for (int row = 0; row < rows; row++)
        {
            result[row] = TensorPrimitives.Sum<T>(ordered.AsSpan(row * length, length));
        }

        ArrayPool<T>.Shared.Return(ordered);
    }

    /// <summary>The layout with the axes to be reduced moved to the end.</summary>
    private static Layout ReducedLast(Layout layout, AxisSet axes)
    {
        int rank = layout.Shape.Rank;
        Span<int> lengths = stackalloc int[rank];
        Span<int> strides = stackalloc int[rank];
        int place = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int axis = 0; axis < rank; axis++)
            {
                if (axes.Contains(axis) == (pass == 1))
                {
                    lengths[place] = layout.Shape.Lengths[axis];
                    strides[place++] = layout.Strides[axis];
                }
            }
        }

        return new(Shape.Of(lengths), Integers.Of(strides), layout.Offset);
    }
}
