using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>exp(xᵢ - m) / Σ exp(xⱼ - m), its logarithm, and log Σ exp xⱼ, over any axes, shifted by the maximum m so that nothing overflows.</summary>
/// <remarks>Where the maximum is infinite, so that all are -∞ or some are +∞, the elements that are it share evenly.</remarks>
internal static class SoftMaxKernel
{
    private const long StepsOfExp = 8;

    /// <summary>The shares of each group of elements, or their logarithms.</summary>
    public static void Run<T>(Layout layout, T[] items, AxisSet axes, bool logarithm, Memory<T> result) where T : IFloatingPointIeee754<T>
    {
        int length = Reduction.CountOver(layout.Shape, axes);
        if (layout.Shape.ElementCount == 0)
        {
            return;
        }

        // Threads share the rows, or where those are long the elements of each pass.
        if (length < Workers.MinSharedLength && layout.IsRowMajor && Reduction.ReducedLast(layout, axes) == layout)
        {
            Workers.RunRange(layout.Shape.ElementCount / length, StepsOfExp * length, new Rows<T>(items, layout.Offset, length, logarithm, result));
        }
        else
        {
            Passes(layout, items, axes, logarithm, result);
        }
    }

    /// <summary>log Σ exp xᵢ of each group.</summary>
    public static void LogSumExp<T>(Layout layout, T[] items, AxisSet axes, Memory<T> result) where T : IFloatingPointIeee754<T>
    {
        int length = Reduction.CountOver(layout.Shape, axes);
        if (length == 0)
        {
            result.Span.Fill(T.NegativeInfinity);
            return;
        }

        var rows = Reduction.ReducedLast(layout, axes);
        Workers.RunRange(result.Length, StepsOfExp * length, new Sums<T>(rows, items, length, result));
    }

    private static void Row<T>(ReadOnlySpan<T> x, bool logarithm, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        T max = ReductionRows<T, MaxReducer<T>>.Reduce(x);
        if (T.IsInfinity(max))
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = Shifted.Of(x[i], max);
            }
        }
        else
        {
            TensorPrimitives.Subtract(x, max, y);
        }

        if (!logarithm)
        {
            Exp<T>(y, y);
            TensorPrimitives.Divide(y, ReductionRows<T, SumReducer<T>>.Reduce(y), y);
            return;
        }

        T[] terms = ArrayPool<T>.Shared.Rent(y.Length);
        Exp<T>(y, terms.AsSpan(0, y.Length));
        TensorPrimitives.Subtract(y, T.Log(ReductionRows<T, SumReducer<T>>.Reduce(terms.AsSpan(0, y.Length))), y);
        ArrayPool<T>.Shared.Return(terms);
    }

    /// <summary>One pass over all elements for each step, so that neighbours are handled together whatever the axes.</summary>
    private static void Passes<T>(Layout layout, T[] items, AxisSet axes, bool logarithm, Memory<T> result) where T : IFloatingPointIeee754<T>
    {
        var shape = layout.Shape;
        int groups = shape.ElementCount / Reduction.CountOver(shape, axes);
        T[] ofGroups = ArrayPool<T>.Shared.Rent(groups);
        T[] terms = ArrayPool<T>.Shared.Rent(shape.ElementCount);
        var group = Layout.RowMajor(axes.Reduce(shape, keepAxes: true)).BroadcastTo(shape);
        var whole = Layout.RowMajor(shape);

        Reduction.Run<T, MaxReducer<T>>(layout, items, axes, ofGroups.AsMemory(0, groups));
        Strided.Run<T, Shifted<T>>(shape, [layout, group], [items, ofGroups], result);
        MemoryMarshal.TryGetArray<T>(result, out var segment);
        Strided.Run<T, ValueKernel<T, Unary<Exp>>>(shape, [whole with { Offset = segment.Offset }], [segment.Array!], terms.AsMemory(0, shape.ElementCount));
        Reduction.Run<T, SumReducer<T>>(whole, terms, axes, ofGroups.AsMemory(0, groups));
        if (logarithm)
        {
            var sums = ofGroups.AsSpan(0, groups);
            for (int i = 0; i < groups; i++)
            {
                sums[i] = T.Log(sums[i]);
            }

            Strided.Run<T, ValueKernel<T, Binary<Subtract>>>(shape, [whole with { Offset = segment.Offset }, group], [segment.Array!, ofGroups], result);
        }
        else
        {
            Strided.Run<T, ValueKernel<T, Binary<Divide>>>(shape, [whole, group], [terms, ofGroups], result);
        }

        ArrayPool<T>.Shared.Return(terms);
        ArrayPool<T>.Shared.Return(ofGroups);
    }

    private static void Exp<T>(ReadOnlySpan<T> x, Span<T> y) where T : IFloatingPointIeee754<T> =>
        ValueKernel<T, Unary<Exp>>.Run(x, default, default, default, default, y);

    private readonly struct Rows<T>(T[] items, int offset, int length, bool logarithm, Memory<T> result) : IRangeWork where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            for (int row = start; row < end; row++)
            {
                Row(items.AsSpan(offset + (row * length), length), logarithm, result.Span.Slice(row * length, length));
            }
        }
    }

    private readonly struct Sums<T>(Layout rows, T[] items, int length, Memory<T> result) : IRangeWork where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            var walk = new StridedWalk(rows.Shape, [rows]);
            var logarithms = result.Span;
            T[] scratch = ArrayPool<T>.Shared.Rent(length);
            var terms = scratch.AsSpan(0, length);
            for (int row = start; row < end; row++)
            {
                walk.Gather(0, items, row * length, terms);
                T max = ReductionRows<T, MaxReducer<T>>.Reduce(terms);
                if (!T.IsFinite(max))
                {
                    logarithms[row] = max;
                    continue;
                }

                TensorPrimitives.Subtract(terms, max, terms);
                Exp<T>(terms, terms);
                logarithms[row] = max + T.Log(ReductionRows<T, SumReducer<T>>.Reduce(terms));
            }

            ArrayPool<T>.Shared.Return(scratch);
        }
    }

    /// <summary>x - m for the maximum m; where that is infinite, 0 for what equals it and -∞ for the rest.</summary>
    private static class Shifted
    {
        public static T Of<T>(T x, T max) where T : IFloatingPointIeee754<T> =>
            !T.IsInfinity(max) ? x - max : x == max ? T.Zero : T.NegativeInfinity;
    }

    private readonly struct Shifted<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
    {
        public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = Shifted.Of(x[i], y[i]);
            }
        }
    }
}
