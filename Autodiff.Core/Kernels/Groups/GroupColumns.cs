using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>A kernel run over groups that are columns, as many at once as a register has lanes: items are blocks of neighbouring columns.</summary>
internal readonly struct GroupColumns<T, TKernel>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> result, GroupExtents extents, int blocks, int width, TKernel kernel) : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TKernel : struct, IGroupKernel<T>
{
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
            Run<T, Simd1<T>>(start, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Run<TVector, TSimd>(int start, int end) where TSimd : struct, ISimd<T, TVector>
    {
        var places = new GroupPlaces<TVector>(extents.Inner, extents.Length, -1, default!);
        GroupNumbers<TVector> its = default;
        ref T x0 = ref MemoryMarshal.GetReference(x.Span);
        ref T y0 = ref MemoryMarshal.GetReference(TKernel.HasSecond ? y.Span : x.Span);
        ref T result0 = ref MemoryMarshal.GetReference(result.Span);
        for (int block = start; block < end; block++)
        {
            var (outer, place) = Math.DivRem(block, blocks);

            // The last block has what remains, whose last columns fill a register with some that are done again.
            int last = place == blocks - 1 ? extents.Inner : (place + 1) * width;
            for (int next = place * width; next < last; next += TSimd.Count)
            {
                int column = Math.Min(next, extents.Inner - TSimd.Count);
                int at = (outer * extents.Length * extents.Inner) + column;
                for (int phase = 0; phase < TKernel.Phases; phase++)
                {
                    kernel.Run<TVector, TSimd, LaneSide<T, TVector, TSimd>>(
                        phase, ref Unsafe.Add(ref x0, at), ref Unsafe.Add(ref y0, at), ref Unsafe.Add(ref result0, TKernel.HasResult ? at : 0),
                        in places, (outer * extents.Inner) + column, TSimd.Count, ref its);
                }
            }
        }
    }
}
