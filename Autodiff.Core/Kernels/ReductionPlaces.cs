using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>Where in each row the greatest or smallest element is: the first of equals, the first NaN when there is one.</summary>
internal static class ReductionPlaces
{
    public static void Run<T, TReducer>(Layout rows, T[] items, Span<T> result)
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        if (result.IsEmpty)
        {
            return;
        }

        var walk = new StridedWalk(rows.Shape, [rows]);
        int length = rows.Shape.ElementCount / result.Length;
        T[]? scratch = walk.IsLinear(0) ? null : ArrayPool<T>.Shared.Rent(length);
        for (int row = 0; row < result.Length; row++)
        {
            ReadOnlySpan<T> x = scratch is null ? items.AsSpan(walk.Offset(0) + (row * length), length) : scratch.AsSpan(0, length);
            if (scratch is not null)
            {
                walk.Gather(0, items, row * length, scratch.AsSpan(0, length));
            }

            T extreme = ReductionRows<T, TReducer>.Reduce(x);
            int place = 0;
            while (x[place] != extreme && !T.IsNaN(x[place]))
            {
                place++;
            }

            result[row] = T.CreateChecked(place);
        }

        if (scratch is not null)
        {
            ArrayPool<T>.Shared.Return(scratch);
        }
    }
}
