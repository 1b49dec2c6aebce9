using System.Numerics;

namespace Autodiff;

/// <summary>
/// Reductions over any axes of an array in any layout, without a copy of the whole. The order of operations depends on the shape
/// and the layout alone.
/// </summary>
/// <remarks>
/// Where the last axis that stays is contiguous, whole rows along it are joined to one another (<see cref="ReductionColumns{T, TReducer, TElements}"/>);
/// else the elements of each result are reduced where they stand, or from a small copy (<see cref="ReductionEachRow{T, TReducer, TElements}"/>).
/// Either way halves of long reductions are joined as in a tree, so that the rounding error of a sum grows with the logarithm of
/// the number of terms (Higham, Accuracy and Stability of Numerical Algorithms 2, section 4.2). Threads share the results, and where a
/// result has many terms the branches of its tree (<see cref="ReductionTree"/>), which are the same on one thread.
/// </remarks>
internal static class Reduction
{
    private const int FewestColumns = 16; // shorter rows fill no vector

    /// <summary>Reduces over <paramref name="axes"/>; <paramref name="result"/> has an element for each place along the other axes.</summary>
    public static void Run<T, TReducer>(Layout layout, T[] items, AxisSet axes, Memory<T> result)
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        if (layout.Shape.ElementCount == 0)
        {
            result.Span.Fill(TReducer.Empty);
            return;
        }

        var order = OrderOf(layout, axes);
        Run<T, TReducer, StoredElements<T>>(new(Ordered(layout, order), items), in order, result);
    }

    /// <summary>
    /// Reduces f(x, y) over <paramref name="axes"/> in one pass, to the same bits as if its elements stood in memory;
    /// both layouts have the same shape.
    /// </summary>
    public static void Run<T, TReducer, TKernel>(Layout x, T[] xItems, Layout y, T[] yItems, AxisSet axes, Memory<T> result)
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TKernel : struct, IElementKernel<T>
    {
        if (x.Shape.ElementCount == 0)
        {
            result.Span.Fill(TReducer.Empty);
            return;
        }

        var order = OrderOf(Layout.RowMajor(x.Shape), axes);
        Run<T, TReducer, ComputedElements<T, TKernel>>(new(Ordered(x, order), xItems, Ordered(y, order), yItems), in order, result);
    }

    private static void Run<T, TReducer, TElements>(in TElements elements, in Order order, Memory<T> result)
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
        where TElements : struct, IElements<T>
    {
        if (order.Columns > 0)
        {
            ReductionColumns<T, TReducer, TElements>.Run(in elements, order.Length, order.Columns, result);
        }
        else
        {
            ReductionEachRow<T, TReducer, TElements>.Run(in elements, order.Length, result);
        }
    }

    /// <summary>The number of elements that each result is reduced from.</summary>
    public static int CountOver(Shape shape, AxisSet axes)
    {
        long count = 1; // beyond an int in an empty array only, where it is of no use
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            count = Math.Min(count * (axes.Contains(axis) ? shape.Lengths[axis] : 1), int.MaxValue);
        }

        return (int)count;
    }

    /// <summary>The layout with the axes to be reduced moved to the end.</summary>
    public static Layout ReducedLast(Layout layout, AxisSet axes) => Ordered(layout, new(axes, default, 0, 0));

    /// <summary>The order in which the axes of an array of this layout are reduced.</summary>
    private static Order OrderOf(Layout layout, AxisSet axes)
    {
        var (inner, columns) = ContiguousKept(layout, axes);
        int length = CountOver(layout.Shape, axes);
        return columns >= FewestColumns ? new(axes, inner, length, columns) : new(axes, default, length, 0);
    }

    /// <summary>The layout with its axes in the order of a reduction.</summary>
    private static Layout Ordered(Layout layout, in Order order)
    {
        int rank = layout.Shape.Rank;
        Span<int> lengths = stackalloc int[rank];
        Span<int> strides = stackalloc int[rank];
        int place = 0;
        for (int pass = 0; pass < 3; pass++)
        {
            for (int axis = 0; axis < rank; axis++)
            {
                if (order.PassOf(axis) == pass)
                {
                    lengths[place] = layout.Shape.Lengths[axis];
                    strides[place++] = layout.Strides[axis];
                }
            }
        }

        return new(Shape.Of(lengths), Integers.Of(strides), layout.Offset);
    }

    /// <summary>The last of the axes that stay, as many as stand side by side in the order of the result, and the number of their elements.</summary>
    private static (AxisSet Axes, int Count) ContiguousKept(Layout layout, AxisSet axes)
    {
        uint inner = 0;
        int count = 1;
        for (int axis = layout.Shape.Rank - 1; axis >= 0; axis--)
        {
            int length = layout.Shape.Lengths[axis];
            if (axes.Contains(axis) || length == 1)
            {
                continue;
            }

            if (layout.Strides[axis] != count)
            {
                break;
            }

            inner |= 1u << axis;
            count *= length;
        }

        return (new(inner), count);
    }

    /// <summary>First the axes that stay, then those that are reduced, then those that stay and are reduced side by side.</summary>
    /// <param name="Reduced">The axes to reduce.</param>
    /// <param name="Inner">The last axes of the result, where whole rows along them are joined.</param>
    /// <param name="Length">The number of elements that each result is reduced from.</param>
    /// <param name="Columns">The number of elements along the inner axes; 0 where each result is reduced by itself.</param>
    private readonly record struct Order(AxisSet Reduced, AxisSet Inner, int Length, int Columns)
    {
        public int PassOf(int axis) => Reduced.Contains(axis) ? 1 : Inner.Contains(axis) ? 2 : 0;
    }
}
