using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>
/// Loops that read or add at whole-number indices along the middle one of three axes (outer, n, inner), which stand side by side.
/// Additions are made in the order of the indices, so that equal indices give the same bits every time.
/// </summary>
internal static class Indexing
{
    private const int Block = 1024; // indices that are made integers at once

    /// <summary>y[o, j, i] = x[o, index[j], i].</summary>
    public static void Select<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> index, int length, int inner, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        if (!y.IsEmpty)
        {
            Workers.RunRange(y.Length / inner, inner, new Selection<T>(x, index, length, inner, y));
        }
    }

    /// <summary>y[o, j, i] = x[o, index[o, j, i], i].</summary>
    public static void Take<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> index, int length, int count, int inner, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        if (!y.IsEmpty)
        {
            Workers.RunRange(y.Length / inner, inner, new Taking<T>(x, index, length, count, inner, y));
        }
    }

    /// <summary>y[o, index[o, j, i], i] = Σ x[o, j, i], and 0 where no index points.</summary>
    public static void AddTaken<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> index, int length, int count, int inner, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        if (!y.IsEmpty)
        {
            Workers.RunRange(y.Length / (length * inner), (length + count) * inner, new Adding<T>(x, index, length, count, inner, y));
        }
    }

    /// <summary>So many of the first numbers are whole and from 0 to less than an end; the next may be too, for whole vectors are looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountWithin<T>(ReadOnlySpan<T> index, T end) where T : IFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(index);
        int i = 0;
        if (typeof(T) == typeof(float) && Vector128.IsHardwareAccelerated)
        {
            var ends = Vector512.Create(end);
            for (; i <= index.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                var x = Vector512.LoadUnsafe(in first, (nuint)i);
                var isWhole = Vector512.Equals(Vector512.Floor(x.AsSingle()).As<float, T>(), x);
                var isWithin = isWhole & Vector512.GreaterThanOrEqual(x, Vector512<T>.Zero) & Vector512.LessThan(x, ends);
                if (!Vector512.EqualsAll(isWithin.AsInt32(), Vector512<int>.AllBitsSet))
                {
                    break;
                }
            }
        }

        return i;
    }

    /// <summary>The indices as integers; beyond their range where they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<T>(ReadOnlySpan<T> index, Span<int> result) where T : IFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(index);
        int i = 0;
        if (typeof(T) == typeof(float) && Vector128.IsHardwareAccelerated)
        {
            for (; i <= index.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                Vector512.ConvertToInt32Native(Vector512.LoadUnsafe(in first, (nuint)i).AsSingle()).StoreUnsafe(ref MemoryMarshal.GetReference(result), (nuint)i);
            }
        }

        for (; i < index.Length; i++)
        {
            result[i] = int.CreateTruncating(index[i]);
        }
    }

    private readonly struct Selection<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> index, int length, int inner, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            var from = x.Span;
            var places = index.Span;
            var to = y.Span;
            for (int row = start; row < end; row++)
            {
                var (o, j) = Math.DivRem(row, places.Length);
                from.Slice(((o * length) + int.CreateTruncating(places[j])) * inner, inner).CopyTo(to.Slice(row * inner, inner));
            }
        }
    }

    private readonly struct Taking<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> index, int length, int count, int inner, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int[] places = ArrayPool<int>.Shared.Rent(Block);
            // Along the last axis the rows of one place in the outer axes are one run.
            for (int position = start * inner; position < end * inner;)
            {
                int whole = position / (count * inner);
                int next = Math.Min(Math.Min(position + Block, end * inner), (whole + 1) * count * inner);
                var from = x.Span.Slice(whole * length * inner, length * inner);
                Convert(index.Span[position..next], places);
                Take(from, places, position % inner, inner, y.Span[position..next]);
                position = next;
            }

            ArrayPool<int>.Shared.Return(places);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Take(ReadOnlySpan<T> x, ReadOnlySpan<int> index, int i, int inner, Span<T> y)
        {
            index = index[..y.Length];
            if (inner == 1)
            {
                for (int k = TakeVectors(x, index, y); k < y.Length; k++)
                {
                    y[k] = x[index[k]];
                }

                return;
            }

            for (int k = 0; k < y.Length; k++)
            {
                y[k] = x[(index[k] * inner) + i];
                i = i + 1 == inner ? 0 : i + 1;
            }
        }

        /// <summary>Takes whole vectors of numbers, up to one with an index beyond the end, and returns how many numbers these are.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int TakeVectors(ReadOnlySpan<T> x, ReadOnlySpan<int> index, Span<T> y)
        {
            if (typeof(T) != typeof(float) || !Vector128.IsHardwareAccelerated)
            {
                return 0;
            }

            ref float first = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(x));
            ref float result = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(y));
            ref int places = ref MemoryMarshal.GetReference(index);
            var ends = Vector256.Create((uint)x.Length);
            int k = 0;
            for (; k <= y.Length - Vector256<float>.Count; k += Vector256<float>.Count)
            {
                ref int place = ref Unsafe.Add(ref places, k);
                if (!Vector256.LessThanAll(Vector256.LoadUnsafe(ref place).AsUInt32(), ends))
                {
                    break;
                }

                Vector256.Create(
                    Unsafe.Add(ref first, place),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 1)),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 2)),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 3)),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 4)),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 5)),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 6)),
                    Unsafe.Add(ref first, Unsafe.Add(ref place, 7))).StoreUnsafe(ref result, (nuint)k);
            }

            return k;
        }
    }

    private readonly struct Adding<T>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> index, int length, int count, int inner, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int[] places = ArrayPool<int>.Shared.Rent(Block);
            for (int whole = start; whole < end; whole++)
            {
                var sums = y.Span.Slice(whole * length * inner, length * inner);
                sums.Clear();
                for (int position = whole * count * inner; position < (whole + 1) * count * inner;)
                {
                    int next = Math.Min(position + Block, (whole + 1) * count * inner);
                    Convert(index.Span[position..next], places);
                    Add(x.Span[position..next], places, position % inner, inner, sums);
                    position = next;
                }
            }

            ArrayPool<int>.Shared.Return(places);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Add(ReadOnlySpan<T> x, ReadOnlySpan<int> index, int i, int inner, Span<T> y)
        {
            index = index[..x.Length];
            if (inner == 1)
            {
                for (int k = 0; k < x.Length; k++)
                {
                    y[index[k]] += x[k];
                }

                return;
            }

            for (int k = 0; k < x.Length; k++)
            {
                y[(index[k] * inner) + i] += x[k];
                i = i + 1 == inner ? 0 : i + 1;
            }
        }
    }
}
