using System.Numerics;

namespace Autodiff;

internal static partial class Gemm
{
    /// <summary>From so many multiplications on, a product of its own is worth several threads.</summary>
    private const int MinSharedProduct = 1 << 20;

    /// <summary>A part of a batch of small products is some multiplications long, so that taking it costs little beside doing it.</summary>
    private const int BatchPartWork = 1 << 16;

    [ThreadStatic]
    private static int[]? offsets;

    /// <summary>Products of the same sizes and strides that begin at different elements: the i-th at aOffsets[i], bOffsets[i], cOffsets[i].</summary>
    /// <remarks>Operands may be shared, results not: the C of a batch do not overlap, for they are computed at the same time.</remarks>
    /// <exception cref="ArgumentException">The numbers of offsets differ, or a product is one that <see cref="Multiply{T}(int, int, int, ReadOnlyMemory{T}, int, int, ReadOnlyMemory{T}, int, int, Memory{T}, int, bool)"/> refuses.</exception>
    public static void MultiplyBatch<T>(
        ReadOnlySpan<int> aOffsets,
        ReadOnlySpan<int> bOffsets,
        ReadOnlySpan<int> cOffsets,
        int m,
        int n,
        int k,
        ReadOnlyMemory<T> a,
        int aRow,
        int aColumn,
        ReadOnlyMemory<T> b,
        int bRow,
        int bColumn,
        Memory<T> c,
        int cRow,
        bool accumulate)
        where T : IFloatingPointIeee754<T>
    {
        int count = cOffsets.Length;
        if (aOffsets.Length != count || bOffsets.Length != count)
        {
            throw new ArgumentException($"A batch of {aOffsets.Length} A, {bOffsets.Length} B and {count} C: the numbers must be equal. Repeat the offset of an operand that is shared.");
        }

        var first = new GemmProduct<T>(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, 1, accumulate);
        if (first.Work >= MinSharedProduct)
        {
            for (int i = 0; i < count; i++)
            {
                Multiply(FastestPath, first.At(aOffsets[i], bOffsets[i], cOffsets[i]));
            }

            return;
        }

        if (offsets is null || offsets.Length < 3 * count)
        {
            offsets = new int[3 * count];
        }

        aOffsets.CopyTo(offsets);
        bOffsets.CopyTo(offsets.AsSpan(count));
        cOffsets.CopyTo(offsets.AsSpan(2 * count));
        int length = (int)Math.Max(1, BatchPartWork / Math.Max(1, first.Work));
        Workers.Run((count + length - 1) / length, new Batch<T>(first, offsets, count, length));
    }

    private readonly struct Batch<T>(GemmProduct<T> first, int[] offsets, int count, int length) : IWork where T : IFloatingPointIeee754<T>
    {
        public void Run(int part)
        {
            int end = Math.Min(count, (part + 1) * length);
            for (int i = part * length; i < end; i++)
            {
                Multiply(FastestPath, first.At(offsets[i], offsets[count + i], offsets[(2 * count) + i]));
            }
        }
    }
}
