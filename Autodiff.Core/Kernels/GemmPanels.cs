using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Autodiff;

/// <summary>Arranges a part of a matrix in panels: the order in which a kernel reads it.</summary>
internal static class GemmPanels
{
    /// <summary>
    /// panel[p·width + r] = source[r·across + p·along] for r &lt; count. For count ≤ r &lt; width it is 0 or another number of the source: what a kernel makes of
    /// those is in sums of their own, which are not stored.
    /// </summary>
    public static void Pack<T>(ReadOnlySpan<T> source, int across, int along, int count, int width, int depth, Span<T> panel)
        where T : IFloatingPointIeee754<T>
    {
        if (across == 1 && Vector512.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            Copy<T, Vector512<T>, Simd512<T>>(source, along, count, width, depth, panel);
            return;
        }

        if (across == 1 && Vector256.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            Copy<T, Vector256<T>, Simd256<T>>(source, along, count, width, depth, panel);
            return;
        }

        if (along == 1 && GemmTransposer.IsSupported && (typeof(T) == typeof(float) || typeof(T) == typeof(double)) &&
            width % Vector512<T>.Count == 0 && width - count < Vector512<T>.Count && depth >= Vector512<T>.Count)
        {
            GemmTransposer.Pack(source, across, count, width, depth, panel);
            return;
        }

        if (count < width)
        {
            panel[..(width * depth)].Clear();
        }

        if (across == 1)
        {
            for (int p = 0; p < depth; p++)
            {
                source.Slice(p * along, count).CopyTo(panel[(p * width)..]);
            }

            return;
        }

        int first = 0;
        if (Vector128.IsHardwareAccelerated && typeof(T) == typeof(float) && along == 1)
        {
            var floats = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(source)), source.Length);
            var to = MemoryMarshal.CreateSpan(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(panel)), panel.Length);
            first = PackTransposed(floats, across, count, width, depth, to);
        }

        PackOneByOne(source, across, along, first, count, width, depth, panel);
    }

    /// <summary>Rows of the source, each a vector at a time. What a vector stores too much, the next one stores again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Copy<T, TVector, TSimd>(ReadOnlySpan<T> source, int along, int count, int width, int depth, Span<T> panel)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector>
    {
        _ = source[((depth - 1) * along) + count - 1];
        _ = panel[((depth - 1) * width) + count - 1];
        int whole = (count + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        int safe = Math.Min(Fitting(source.Length, whole, along), Fitting(panel.Length, whole, width));
        bool padded = count < width;
        if (padded && whole < width)
        {
            panel[..(width * depth)].Clear();
        }

        ref T from = ref MemoryMarshal.GetReference(source);
        ref T to = ref MemoryMarshal.GetReference(panel);
        for (int p = 0; p < depth; p++)
        {
            if (p < safe)
            {
                for (int r = 0; r < whole; r += TSimd.Count)
                {
                    TSimd.Store(TSimd.Load(ref Unsafe.Add(ref from, r)), ref Unsafe.Add(ref to, r));
                }
            }
            else
            {
                for (int r = 0; r < count; r += TSimd.Count)
                {
                    TSimd.StoreFirst(TSimd.LoadFirst(ref Unsafe.Add(ref from, r), count - r), ref Unsafe.Add(ref to, r), (padded ? width : count) - r);
                }
            }

            from = ref Unsafe.Add(ref from, along);
            to = ref Unsafe.Add(ref to, width);
        }
    }

    /// <summary>How many rows, a stride apart, lie in the length if each is as long as whole vectors.</summary>
    private static int Fitting(int length, int whole, int stride) => stride == 0 ? length >= whole ? int.MaxValue : 0 : length < whole ? 0 : ((length - whole) / stride) + 1;

    /// <summary>Reads follow the source; the writes jump, but within a panel, which the first-level cache holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackOneByOne<T>(ReadOnlySpan<T> source, int across, int along, int first, int count, int width, int depth, Span<T> panel)
    {
        for (int r = first; r < count; r++)
        {
            _ = source[(r * across) + ((depth - 1) * along)];
            _ = panel[r + ((depth - 1) * width)];
            ref readonly T from = ref source[r * across];
            ref T to = ref panel[r];
            for (int p = 0; p < depth; p++)
            {
                Unsafe.Add(ref to, p * width) = Unsafe.Add(ref Unsafe.AsRef(in from), p * along);
            }
        }
    }

    /// <summary>Four rows of the source at a time, transposed in squares of 4 × 4; returns the number of rows done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int PackTransposed(ReadOnlySpan<float> source, int across, int count, int width, int depth, Span<float> panel)
    {
        int r = 0;
        for (; r <= count - 4; r += 4)
        {
            var row0 = source.Slice(r * across, depth);
            var row1 = source.Slice((r + 1) * across, depth);
            var row2 = source.Slice((r + 2) * across, depth);
            var row3 = source.Slice((r + 3) * across, depth);
            int p = 0;
            for (; p <= depth - 4; p += 4)
            {
                var x0 = Vector128.Create(row0[p..]);
                var x1 = Vector128.Create(row1[p..]);
                var x2 = Vector128.Create(row2[p..]);
                var x3 = Vector128.Create(row3[p..]);
                var (low01, high01) = Zip(x0, x2);
                var (low23, high23) = Zip(x1, x3);
                var (y0, y1) = Zip(low01, low23);
                var (y2, y3) = Zip(high01, high23);
                y0.CopyTo(panel[((p * width) + r)..]);
                y1.CopyTo(panel[(((p + 1) * width) + r)..]);
                y2.CopyTo(panel[(((p + 2) * width) + r)..]);
                y3.CopyTo(panel[(((p + 3) * width) + r)..]);
            }

            for (; p < depth; p++)
            {
                Vector128.Create(row0[p], row1[p], row2[p], row3[p]).CopyTo(panel[((p * width) + r)..]);
            }
        }

        return r;
    }

    /// <summary>x₀ y₀ x₁ y₁ and x₂ y₂ x₃ y₃.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Zip(Vector128<float> x, Vector128<float> y) => (
        Sse.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y) : Vector128.Create(x[0], y[0], x[1], y[1]),
        Sse.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y) : Vector128.Create(x[2], y[2], x[3], y[3]));
}
