using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// How to walk several layouts of one shape at once: neighbouring axes that every layout steps through evenly are joined into
/// one, so that row-major operands have a single axis.
/// </summary>
internal struct StridedWalk
{
    public const int MaxOperands = 5;

    private Axes lengths;
    private Steps strides; // of operand k along axis i at [k * MaxRank + i]
    private Starts offsets;
    private Flags linear;
    private int rank;

    public StridedWalk(Shape shape, ReadOnlySpan<Layout> layouts)
    {
        Unsafe.SkipInit(out this);
        rank = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int length = shape.Lengths[axis];
            if (length == 1)
            {
                continue;
            }

            if (rank > 0 && Continues(layouts, axis, length))
            {
                lengths[rank - 1] *= length;
            }
            else
            {
                lengths[rank++] = length;
            }

            for (int k = 0; k < layouts.Length; k++)
            {
                strides[(k * Shape.MaxRank) + rank - 1] = layouts[k].Strides[axis];
            }
        }

        if (rank == 0)
        {
            lengths[rank++] = 1;
            for (int k = 0; k < layouts.Length; k++)
            {
                strides[k * Shape.MaxRank] = 1;
            }
        }

        for (int k = 0; k < layouts.Length; k++)
        {
            offsets[k] = layouts[k].Offset;
            linear[k] = IsRowMajor(k);
        }
    }

    /// <summary>The number of axes, at least one.</summary>
    public readonly int Rank => rank;

    /// <summary>The length of an axis.</summary>
    public readonly int Length(int axis) => lengths[axis];

    /// <summary>How far apart neighbours along an axis are.</summary>
    public readonly int Stride(int operand, int axis) => strides[(operand * Shape.MaxRank) + axis];

    /// <summary>The length of the last axis.</summary>
    public readonly int InnerLength => lengths[rank - 1];

    /// <summary>How far apart neighbours along the last axis are.</summary>
    public readonly int InnerStride(int operand) => strides[(operand * Shape.MaxRank) + rank - 1];

    /// <summary>True when the operand stands side by side in row-major order.</summary>
    public readonly bool IsLinear(int operand) => linear[operand];

    public readonly int Offset(int operand) => offsets[operand];

    /// <summary>Where the element at a row-major position stands.</summary>
    public readonly int OffsetOf(int operand, int position)
    {
        int offset = offsets[operand];
        for (int axis = rank - 1; axis > 0; axis--)
        {
            (position, int index) = Math.DivRem(position, lengths[axis]);
            offset += index * strides[(operand * Shape.MaxRank) + axis];
        }

        return offset + (position * strides[operand * Shape.MaxRank]);
    }

    /// <summary>Some elements from a row-major position on: where they stand if that is side by side, else copied.</summary>
    public readonly ReadOnlySpan<T> Read<T>(int operand, T[] items, int position, int length, Span<T> copy)
    {
        if (IsLinear(operand))
        {
            return items.AsSpan(offsets[operand] + position, length);
        }

        if (InnerStride(operand) == 1 && (position % InnerLength) + length <= InnerLength)
        {
            return items.AsSpan(OffsetOf(operand, position), length);
        }

        var copied = copy[..length];
        Gather(operand, items, position, copied);
        return copied;
    }

    /// <summary>Copies the elements from a row-major position on, side by side.</summary>
    public readonly void Gather<T>(int operand, T[] items, int position, Span<T> destination)
    {
        if (destination.IsEmpty)
        {
            return; // an axis may be empty, and the position in no row
        }

        int inner = InnerLength;
        int stride = InnerStride(operand);
        int within = position % inner;
        if (destination.Length <= inner - within)
        {
            // Part of one row, as most blocks of long rows are.
            CopyRun(items, OffsetOf(operand, position), stride, destination);
            return;
        }

        GatherRows(operand, items, position, within, destination);
    }

    private readonly void GatherRows<T>(int operand, T[] items, int position, int within, Span<T> destination)
    {
        Axes index = default;
        int inner = InnerLength;
        int stride = InnerStride(operand);
        int outer = position / inner;
        for (int axis = rank - 2; axis >= 0; axis--)
        {
            (outer, index[axis]) = Math.DivRem(outer, lengths[axis]);
        }

        int offset = OffsetOf(operand, position);
        while (true)
        {
            int run = Math.Min(inner - within, destination.Length);
            CopyRun(items, offset, stride, destination[..run]);
            destination = destination[run..];
            if (destination.IsEmpty)
            {
                return;
            }

            offset -= within * stride;
            within = 0;
            for (int axis = rank - 2; axis >= 0; axis--)
            {
                int step = strides[(operand * Shape.MaxRank) + axis];
                if (++index[axis] < lengths[axis])
                {
                    offset += step;
                    break;
                }

                index[axis] = 0;
                offset -= (lengths[axis] - 1) * step;
            }
        }
    }

    private static void CopyRun<T>(T[] items, int offset, int stride, Span<T> destination)
    {
        switch (stride)
        {
            case 0:
                destination.Fill(items[offset]);
                break;
            case 1:
                items.AsSpan(offset, destination.Length).CopyTo(destination);
                break;
            default:
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = items[offset];
                    offset += stride;
                }

                break;
        }
    }

    /// <summary>True when, for every layout, a step along the axis before equals a walk through this one.</summary>
    private readonly bool Continues(ReadOnlySpan<Layout> layouts, int axis, int length)
    {
        for (int k = 0; k < layouts.Length; k++)
        {
            if (strides[(k * Shape.MaxRank) + rank - 1] != layouts[k].Strides[axis] * length)
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool IsRowMajor(int operand)
    {
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            if (strides[(operand * Shape.MaxRank) + axis] != stride)
            {
                return false;
            }

            stride *= lengths[axis];
        }

        return true;
    }

    [InlineArray(Shape.MaxRank)]
    private struct Axes
    {
        private int first;
    }

    [InlineArray(Shape.MaxRank * MaxOperands)]
    private struct Steps
    {
        private int first;
    }

    [InlineArray(MaxOperands)]
    private struct Starts
    {
        private int first;
    }

    [InlineArray(MaxOperands)]
    private struct Flags
    {
        private bool first;
    }
}
