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
    private const int StepsOfExp = 2;
    private const int StepsOfProduct = 1;

    /// <summary>The shares of each group of elements, or their logarithms.</summary>
    public static void Run<T>(Layout layout, T[] items, AxisSet axes, bool logarithm, Memory<T> result) where T : IFloatingPointIeee754<T>
    {
        if (layout.Shape.ElementCount == 0)
        {
            return;
        }

        if (layout.IsRowMajor && GroupExtents.Fit<T>(layout.Shape, axes))
        {
            var extents = GroupExtents.Of(layout.Shape, axes);
            var rows = items.AsMemory(layout.Offset, layout.Shape.ElementCount);
            if (logarithm)
            {
                extents.Run(rows, default, result, StepsOfExp, new LogSoftMaxGroups<T>());
            }
            else
            {
                extents.Run(rows, default, result, StepsOfExp, new SoftMaxGroups<T>());
            }
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

        if (layout.IsRowMajor && GroupExtents.Fit<T>(layout.Shape, axes))
        {
            GroupExtents.Of(layout.Shape, axes).Run<T, LogSumExpGroups<T>>(items.AsMemory(layout.Offset, layout.Shape.ElementCount), default, default, StepsOfExp, new(result));
            return;
        }

        var rows = Reduction.ReducedLast(layout, axes);
        Workers.RunRange(result.Length, (long)StepsOfExp * length, new Sums<T>(rows, items, length, result));
    }

    /// <summary>What adjoints of a result add to those of the operand.</summary>
    public static void Pullback<T>(GroupExtents extents, ReadOnlyMemory<T> y, ReadOnlyMemory<T> adjoint, bool logarithm, Memory<T> result) where T : IFloatingPointIeee754<T>
    {
        if (logarithm)
        {
            extents.Run(y, adjoint, result, StepsOfExp, new LogSoftMaxAdjointGroups<T>());
        }
        else
        {
            extents.Run(y, adjoint, result, StepsOfProduct, new SoftMaxAdjointGroups<T>());
        }
    }

    /// <summary>The shares of each group, times its weight: what adjoints of the logarithms of the sums add to those of the operand.</summary>
    public static void Weighted<T>(GroupExtents extents, ReadOnlyMemory<T> x, ReadOnlyMemory<T> logarithms, ReadOnlyMemory<T> weights, Memory<T> result) where T : IFloatingPointIeee754<T> =>
        extents.Run(x, default, result, StepsOfExp, new WeightedSoftMaxGroups<T>(logarithms, weights));

    /// <summary>The logarithm of one share of each row.</summary>
    public static void LogarithmsAt<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> indices, Memory<T> result) where T : IFloatingPointIeee754<T> =>
        Rows(x, indices).Run<T, LogSoftMaxAtGroups<T>>(x, default, default, StepsOfExp, new(indices, result));

    /// <summary>What adjoints of these logarithms add to those of the rows.</summary>
    public static void PullbackAt<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> indices, ReadOnlyMemory<T> logarithms, ReadOnlyMemory<T> adjoint, Memory<T> result) where T : IFloatingPointIeee754<T> =>
        Rows(x, indices).Run(x, default, result, StepsOfExp, new LogSoftMaxAtAdjointGroups<T>(indices, logarithms, adjoint));

    private static GroupExtents Rows<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> ofRows) => new(ofRows.Length, x.Length / ofRows.Length, 1);

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
    private readonly struct Shifted<T> : IElementKernel<T> where T : IFloatingPointIeee754<T>
    {
        public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = !T.IsInfinity(y[i]) ? x[i] - y[i] : x[i] == y[i] ? T.Zero : T.NegativeInfinity;
            }
        }
    }
}
