using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>y[o, index[j], i] = Σ x[o, j, i] over equal indices, in their order, and 0 where none points. Each row of sums is written by one thread, once.</summary>
internal readonly struct SelectedSums<T> : IRangeWork where T : IFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> x;
    private readonly int[] order; // the numbers of the indices that are 0, then of those that are 1, …
    private readonly int[] ends; // where in that order each index ends
    private readonly int count;
    private readonly int length;
    private readonly int inner;
    private readonly Memory<T> y;

    private SelectedSums(ReadOnlyMemory<T> x, int[] order, int[] ends, int count, int length, int inner, Memory<T> y)
    {
        (this.x, this.order, this.ends, this.y) = (x, order, ends, y);
        (this.count, this.length, this.inner) = (count, length, inner);
    }

    public static void Run(ReadOnlyMemory<T> x, ReadOnlySpan<T> index, int length, int inner, Memory<T> y)
    {
        if (y.IsEmpty)
        {
            return;
        }

        int[] order = ArrayPool<int>.Shared.Rent(index.Length);
        int[] ends = ArrayPool<int>.Shared.Rent(length);
        Sort(index, order, ends.AsSpan(0, length));
        Workers.RunRange(y.Length / inner, inner, new SelectedSums<T>(x, order, ends, index.Length, length, inner, y));
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<int>.Shared.Return(order);
    }

    /// <summary>Some rows of sums.</summary>
    public void Run(int start, int end)
    {
        for (int row = start; row < end; row++)
        {
            var sum = y.Span.Slice(row * inner, inner);
            var (o, place) = Math.DivRem(row, length);
            int next = place == 0 ? 0 : ends[place - 1];
            if (next == ends[place])
            {
                sum.Clear();
                continue;
            }

            Added(o, order[next]).CopyTo(sum);
            while (++next < ends[place])
            {
                TensorPrimitives.Add(sum, Added(o, order[next]), sum);
            }
        }
    }

    private ReadOnlySpan<T> Added(int o, int j) => x.Span.Slice(((o * count) + j) * inner, inner);

    /// <summary>By counting, which keeps the order of equal indices (Knuth 5.2, algorithm D).</summary>
    private static void Sort(ReadOnlySpan<T> index, Span<int> order, Span<int> ends)
    {
        ends.Clear();
        foreach (T place in index)
        {
            ends[int.CreateTruncating(place)]++;
        }

        for (int i = 1; i < ends.Length; i++)
        {
            ends[i] += ends[i - 1];
        }

        for (int j = index.Length - 1; j >= 0; j--)
        {
            order[--ends[int.CreateTruncating(index[j])]] = j;
        }

        // Each end went down to its start, which is the end of the index before.
        ends[1..].CopyTo(ends);
        ends[^1] = index.Length;
    }
}
