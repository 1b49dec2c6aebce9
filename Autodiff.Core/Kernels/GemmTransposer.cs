using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autodiff;

/// <summary>Transposes squares of 16 × 16 floats, or 8 × 8 doubles, in registers.</summary>
internal static class GemmTransposer
{
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>
    /// panel[p·width + r] = source[r·across + p] for r &lt; count, p &lt; depth, and 0 for count ≤ r &lt; width; width is a multiple of the side of
    /// a square, count greater than width less a side, and depth at least a side.
    /// </summary>
    public static void Pack<T>(ReadOnlySpan<T> source, int across, int count, int width, int depth, Span<T> panel)
    {
        int side = Vector512<T>.Count;
        _ = source[((count - 1) * across) + depth - 1];
        _ = panel[(depth * width) - 1];
        for (int r = 0; r < count; r += side)
        {
            int rows = Math.Min(side, count - r);
            for (int p = 0; p < depth; p += side)
            {
                int start = Math.Min(p, depth - side); // the last square may overlap the one before
                ref readonly T from = ref source[(r * across) + start];
                ref T to = ref panel[(start * width) + r];
                if (typeof(T) == typeof(float))
                {
                    Transpose(in Unsafe.As<T, float>(ref Unsafe.AsRef(in from)), across, rows, ref Unsafe.As<T, float>(ref to), width);
                }
                else
                {
                    Transpose(in Unsafe.As<T, double>(ref Unsafe.AsRef(in from)), across, rows, ref Unsafe.As<T, double>(ref to), width);
                }
            }
        }
    }

    /// <summary>Interleaving row i of the upper half with row i of the lower, four times, moves each binary digit of the row into the column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose(ref readonly float source, nint across, int rows, ref float target, nint width)
    {
        var x0 = Load(in source, 0, across, rows);
        var x1 = Load(in source, 1, across, rows);
        var x2 = Load(in source, 2, across, rows);
        var x3 = Load(in source, 3, across, rows);
        var x4 = Load(in source, 4, across, rows);
        var x5 = Load(in source, 5, across, rows);
        var x6 = Load(in source, 6, across, rows);
        var x7 = Load(in source, 7, across, rows);
        var x8 = Load(in source, 8, across, rows);
        var x9 = Load(in source, 9, across, rows);
        var x10 = Load(in source, 10, across, rows);
        var x11 = Load(in source, 11, across, rows);
        var x12 = Load(in source, 12, across, rows);
        var x13 = Load(in source, 13, across, rows);
        var x14 = Load(in source, 14, across, rows);
        var x15 = Load(in source, 15, across, rows);
        var (y0, y1) = Interleave(x0, x8);
        var (y2, y3) = Interleave(x1, x9);
        var (y4, y5) = Interleave(x2, x10);
        var (y6, y7) = Interleave(x3, x11);
        var (y8, y9) = Interleave(x4, x12);
        var (y10, y11) = Interleave(x5, x13);
        var (y12, y13) = Interleave(x6, x14);
        var (y14, y15) = Interleave(x7, x15);
        (x0, x1) = Interleave(y0, y8);
        (x2, x3) = Interleave(y1, y9);
        (x4, x5) = Interleave(y2, y10);
        (x6, x7) = Interleave(y3, y11);
        (x8, x9) = Interleave(y4, y12);
        (x10, x11) = Interleave(y5, y13);
        (x12, x13) = Interleave(y6, y14);
        (x14, x15) = Interleave(y7, y15);
        (y0, y1) = Interleave(x0, x8);
        (y2, y3) = Interleave(x1, x9);
        (y4, y5) = Interleave(x2, x10);
        (y6, y7) = Interleave(x3, x11);
        (y8, y9) = Interleave(x4, x12);
        (y10, y11) = Interleave(x5, x13);
        (y12, y13) = Interleave(x6, x14);
        (y14, y15) = Interleave(x7, x15);
        (x0, x1) = Interleave(y0, y8);
        (x2, x3) = Interleave(y1, y9);
        (x4, x5) = Interleave(y2, y10);
        (x6, x7) = Interleave(y3, y11);
        (x8, x9) = Interleave(y4, y12);
        (x10, x11) = Interleave(y5, y13);
        (x12, x13) = Interleave(y6, y14);
        (x14, x15) = Interleave(y7, y15);
        x0.StoreUnsafe(ref Unsafe.Add(ref target, 0 * width));
        x1.StoreUnsafe(ref Unsafe.Add(ref target, 1 * width));
        x2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * width));
        x3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * width));
        x4.StoreUnsafe(ref Unsafe.Add(ref target, 4 * width));
        x5.StoreUnsafe(ref Unsafe.Add(ref target, 5 * width));
        x6.StoreUnsafe(ref Unsafe.Add(ref target, 6 * width));
        x7.StoreUnsafe(ref Unsafe.Add(ref target, 7 * width));
        x8.StoreUnsafe(ref Unsafe.Add(ref target, 8 * width));
        x9.StoreUnsafe(ref Unsafe.Add(ref target, 9 * width));
        x10.StoreUnsafe(ref Unsafe.Add(ref target, 10 * width));
        x11.StoreUnsafe(ref Unsafe.Add(ref target, 11 * width));
        x12.StoreUnsafe(ref Unsafe.Add(ref target, 12 * width));
        x13.StoreUnsafe(ref Unsafe.Add(ref target, 13 * width));
        x14.StoreUnsafe(ref Unsafe.Add(ref target, 14 * width));
        x15.StoreUnsafe(ref Unsafe.Add(ref target, 15 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose(ref readonly double source, nint across, int rows, ref double target, nint width)
    {
        var x0 = Load(in source, 0, across, rows);
        var x1 = Load(in source, 1, across, rows);
        var x2 = Load(in source, 2, across, rows);
        var x3 = Load(in source, 3, across, rows);
        var x4 = Load(in source, 4, across, rows);
        var x5 = Load(in source, 5, across, rows);
        var x6 = Load(in source, 6, across, rows);
        var x7 = Load(in source, 7, across, rows);
        var (y0, y1) = Interleave(x0, x4);
        var (y2, y3) = Interleave(x1, x5);
        var (y4, y5) = Interleave(x2, x6);
        var (y6, y7) = Interleave(x3, x7);
        (x0, x1) = Interleave(y0, y4);
        (x2, x3) = Interleave(y1, y5);
        (x4, x5) = Interleave(y2, y6);
        (x6, x7) = Interleave(y3, y7);
        (y0, y1) = Interleave(x0, x4);
        (y2, y3) = Interleave(x1, x5);
        (y4, y5) = Interleave(x2, x6);
        (y6, y7) = Interleave(x3, x7);
        y0.StoreUnsafe(ref Unsafe.Add(ref target, 0 * width));
        y1.StoreUnsafe(ref Unsafe.Add(ref target, 1 * width));
        y2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * width));
        y3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * width));
        y4.StoreUnsafe(ref Unsafe.Add(ref target, 4 * width));
        y5.StoreUnsafe(ref Unsafe.Add(ref target, 5 * width));
        y6.StoreUnsafe(ref Unsafe.Add(ref target, 6 * width));
        y7.StoreUnsafe(ref Unsafe.Add(ref target, 7 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Load<T>(ref readonly T source, int row, nint across, int rows) =>
        row < rows ? Vector512.LoadUnsafe(in Unsafe.Add(ref Unsafe.AsRef(in source), row * across)) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Low, Vector512<float> High) Interleave(Vector512<float> x, Vector512<float> y) => (
        Avx512F.PermuteVar16x32x2(x, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), y),
        Avx512F.PermuteVar16x32x2(x, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Low, Vector512<double> High) Interleave(Vector512<double> x, Vector512<double> y) => (
        Avx512F.PermuteVar8x64x2(x, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), y),
        Avx512F.PermuteVar8x64x2(x, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), y));
}
