using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>A kernel run over groups that are the rows of row-major arrays, of float or double.</summary>
/// <remarks>A row that fills no two registers lies in one lane, beside its neighbours, in a transposed copy: no step is then spent on empty lanes or on joining lanes.</remarks>
internal readonly struct GroupRows<T, TKernel>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> result, int length, TKernel kernel) : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TKernel : struct, IGroupKernel<T>
{
    private const int NearLength = 1 << 12; // so many of each array the nearest cache holds

    public void Run(int start, int end)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Vector512<T>, Simd512<T>>(start, end);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<T>, Simd256<T>>(start, end);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<T>, Simd128<T>>(start, end);
        }
        else
        {
            Long<T, Simd1<T>>(start, end);
        }
    }

    private void Run<TVector, TSimd>(int start, int end) where TSimd : struct, ISimd<T, TVector>
    {
        if (length < 2 * TSimd.Count)
        {
            Short<TVector, TSimd>(start, end);
        }
        else
        {
            Long<TVector, TSimd>(start, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Long<TVector, TSimd>(int start, int end) where TSimd : struct, ISimd<T, TVector>
    {
        var places = GroupPlaces<TVector>.Along<T, TSimd>(length);
        ref T x0 = ref MemoryMarshal.GetReference(x.Span);
        ref T y0 = ref MemoryMarshal.GetReference(TKernel.HasSecond ? y.Span : x.Span);
        ref T result0 = ref MemoryMarshal.GetReference(result.Span);
        var its = default(NeighbourNumbers<TVector>);
        int neighbours = Math.Clamp(NearLength / length, 1, NeighbourNumbers<TVector>.Length);
        for (int first = start; first < end; first += neighbours)
        {
            int last = Math.Min(first + neighbours, end);
            for (int phase = 0; phase < TKernel.Phases; phase++)
            {
                for (int row = first; row < last; row++)
                {
                    kernel.Run<TVector, TSimd, AlongSide<T, TVector, TSimd>>(
                        phase, ref Unsafe.Add(ref x0, row * length), ref Unsafe.Add(ref y0, row * length), ref Unsafe.Add(ref result0, TKernel.HasResult ? row * length : 0),
                        in places, row, 1, ref its[row - first]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Short<TVector, TSimd>(int start, int end) where TSimd : struct, ISimd<T, TVector>
    {
        var places = new GroupPlaces<TVector>(TSimd.Count, length, -1, default!);
        GroupNumbers<TVector> its = default;
        int size = length * TSimd.Count;
        T[] tiles = ArrayPool<T>.Shared.Rent(3 * size);
        ref T x0 = ref MemoryMarshal.GetArrayDataReference(tiles);
        ref T y0 = ref Unsafe.Add(ref x0, TKernel.HasSecond ? size : 0);
        ref T result0 = ref Unsafe.Add(ref x0, 2 * size);
        for (int row = start; row < end; row += TSimd.Count)
        {
            int count = Math.Min(TSimd.Count, end - row);
            Gather(x.Span.Slice(row * length, count * length), ref x0, TSimd.Count);
            if (TKernel.HasSecond)
            {
                Gather(y.Span.Slice(row * length, count * length), ref y0, TSimd.Count);
            }

            for (int phase = 0; phase < TKernel.Phases; phase++)
            {
                kernel.Run<TVector, TSimd, LaneSide<T, TVector, TSimd>>(phase, ref x0, ref y0, ref result0, in places, row, count, ref its);
            }

            if (TKernel.HasResult)
            {
                Scatter(ref result0, result.Span.Slice(row * length, count * length), TSimd.Count);
            }
        }

        ArrayPool<T>.Shared.Return(tiles);
    }

    private void Gather(ReadOnlySpan<T> rows, ref T tile, int lanes)
    {
        ref T from = ref MemoryMarshal.GetReference(rows);
        int lane = 0;
        for (int i = 0; i < rows.Length; i += length)
        {
            for (int j = 0; j < length; j++)
            {
                Unsafe.Add(ref tile, (j * lanes) + lane) = Unsafe.Add(ref from, i + j);
            }

            lane++;
        }
    }

    private void Scatter(ref readonly T tile, Span<T> rows, int lanes)
    {
        ref T from = ref Unsafe.AsRef(in tile);
        ref T to = ref MemoryMarshal.GetReference(rows);
        int lane = 0;
        for (int i = 0; i < rows.Length; i += length)
        {
            for (int j = 0; j < length; j++)
            {
                Unsafe.Add(ref to, i + j) = Unsafe.Add(ref from, (j * lanes) + lane);
            }

            lane++;
        }
    }
}
