using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Where the operands of a fused formula stand, and how the elements are cut into blocks: no block goes beyond a row in which every operand is evenly spaced.</summary>
internal readonly struct FusedPlan<T>
{
    /// <summary>The longest block: what is gathered for it stays in the nearest cache.</summary>
    public const int BlockLength = 1024;

    private const int LongRow = 64; // shorter rows would be more calls than work, so all operands but linear ones are gathered

    private readonly StridedWalk walk;
    private readonly Arrays items;
    private readonly bool byRows;

    public FusedPlan(Shape shape, ReadOnlySpan<Layout> layouts, ReadOnlySpan<T[]> items)
    {
        var broadcast = default(Layouts);
        for (int k = 0; k < layouts.Length; k++)
        {
            broadcast[k] = layouts[k].BroadcastTo(shape);
        }

        ReadOnlySpan<Layout> all = broadcast;
        walk = new(shape, all[..layouts.Length]);
        items.CopyTo(this.items);
        byRows = walk.InnerLength >= LongRow;
        RowLength = byRows ? walk.InnerLength : shape.ElementCount;
        BlocksPerRow = (RowLength + BlockLength - 1) / BlockLength;
        Blocks = shape.ElementCount / Math.Max(1, RowLength) * BlocksPerRow;
    }

    public int RowLength { get; }

    public int BlocksPerRow { get; }

    public int Blocks { get; }

    /// <summary>The first element of a block, and the number of its elements.</summary>
    public (int Start, int Length) Block(int number)
    {
        var (row, block) = Math.DivRem(number, BlocksPerRow);
        int within = block * BlockLength;
        return ((row * RowLength) + within, Math.Min(BlockLength, RowLength - within));
    }

    /// <summary>True when every row meets one number of the operand.</summary>
    public bool IsSame(int operand) => byRows && !walk.IsLinear(operand) && walk.InnerStride(operand) == 0;

    /// <summary>The numbers of an operand in a block: where they stand if they do so side by side, else a copy; of one number as many as a register holds.</summary>
    public ReadOnlySpan<T> Numbers(int operand, int start, int length, Span<T> copy)
    {
        if (walk.IsLinear(operand))
        {
            return items[operand].AsSpan(walk.Offset(operand) + start, length);
        }

        if (IsSame(operand))
        {
            var same = copy[..FusedBlock<T>.Widest];
            same.Fill(items[operand][walk.OffsetOf(operand, start)]);
            return same;
        }

        if (byRows && walk.InnerStride(operand) == 1)
        {
            return items[operand].AsSpan(walk.OffsetOf(operand, start), length);
        }

        walk.Gather(operand, items[operand], start, copy[..length]);
        return copy[..length];
    }

    [InlineArray(StridedWalk.MaxOperands)]
    private struct Layouts
    {
        private Layout first;
    }

    [InlineArray(StridedWalk.MaxOperands)]
    private struct Arrays
    {
        private T[] first;
    }
}
