using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>Where in each row the greatest or smallest element is: the first of equals, the first NaN when there is one.</summary>
internal static class ReductionPlaces
{
    public static void Run<T, TReducer>(Layout rows, T[] items, Memory<T> result)
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        if (!result.IsEmpty)
        {
            int length = rows.Shape.ElementCount / result.Length;
            Workers.RunRange(result.Length, length, new Places<T, TReducer>(rows, items, length, result));
        }
    }

    private readonly struct Places<T, TReducer>(Layout rows, T[] items, int length, Memory<T> result) : IRangeWork
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        public void Run(int start, int end)
        {
            var walk = new StridedWalk(rows.Shape, [rows]);
            var places = result.Span;
            T[]? scratch = walk.IsLinear(0) ? null : ArrayPool<T>.Shared.Rent(length);
            for (int row = start; row < end; row++)
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

                places[row] = T.CreateChecked(place);
            }

            if (scratch is not null)
            {
                ArrayPool<T>.Shared.Return(scratch);
            }
        }
    }
}
