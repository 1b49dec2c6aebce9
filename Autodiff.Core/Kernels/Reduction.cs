using System.Numerics;

namespace Autodiff;

/// <summary>
/// Reductions over any axes of an array in any layout, without a copy of the whole. The order of operations depends on the shape
/// and the layout alone.
/// </summary>
/// <remarks>
/// Where the last axis that stays is contiguous, whole rows along it are joined to one another (<see cref="ReductionColumns{T, TReducer}"/>);
/// else the elements of each result are reduced where they stand, or from a small copy (<see cref="ReductionRows{T, TReducer}"/>).
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

        var (inner, columns) = ContiguousKept(layout, axes);
        if (columns >= FewestColumns)
        {
            ReductionColumns<T, TReducer>.Run(layout, items, axes, inner, columns, result);
        }
        else
        {
            ReductionRows<T, TReducer>.Run(ReducedLast(layout, axes), items, result);
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
    public static Layout ReducedLast(Layout layout, AxisSet axes)
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
}
