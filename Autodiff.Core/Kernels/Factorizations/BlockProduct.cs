using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>C ± A B for blocks of larger matrices: the update in which a blocked factorization spends its time.</summary>
/// <remarks>
/// Every entry is summed in the same order, whatever the width of the vectors. Tiles of 4 rows and 2 vectors are the largest whose sums stay
/// in the 16 registers of AVX2; the strip of B under them is packed, for rows a power of two apart would evict each other from the cache.
/// </remarks>
internal static class BlockProduct
{
    private const int Rows = 4;
    private const int Depth = 256;

    /// <summary>C + A B, or C - A B, into C: A is (m, k), B (k, n), C (m, n); the rows of each lie its stride apart.</summary>
    public static void Accumulate<T>(
        Span<T> c, int cStride, ReadOnlySpan<T> a, int aStride, ReadOnlySpan<T> b, int bStride, int m, int n, int k, bool subtract)
        where T : IFloatingPointIeee754<T>
    {
        if (Vector<T>.IsSupported && m >= Rows && n >= Vector<T>.Count)
        {
            Tiled(c, cStride, a, aStride, b, bStride, m, n, k, subtract);
            return;
        }

        for (int i = 0; i < m && n > 0; i++)
        {
            for (int l = 0; l < k; l++)
            {
                T factor = a[(i * aStride) + l];
                MatrixRows.AddScaled(c.Slice(i * cStride, n), subtract ? -factor : factor, b.Slice(l * bStride, n));
            }
        }
    }

    private static void Tiled<T>(
        Span<T> c, int cStride, ReadOnlySpan<T> a, int aStride, ReadOnlySpan<T> b, int bStride, int m, int n, int k, bool subtract)
        where T : IFloatingPointIeee754<T>
    {
        int width = 2 * Vector<T>.Count;
        using var scratch = new PooledSpan<Vector<T>>(2 * Math.Min(k, Depth));
        using var tile = new PooledSpan<T>(Rows * width);
        for (int start = 0; start < k; start += Depth)
        {
            var strip = scratch.Span[..(2 * Math.Min(Depth, k - start))];
            for (int column = 0; column < n; column += width)
            {
                int columns = Math.Min(width, n - column);
                Pack(b[((start * bStride) + column)..], bStride, columns, strip, tile.Span);
                for (int row = 0; row < m; row += Rows)
                {
                    int rows = Math.Min(Rows, m - row);
                    Multiply(a[((row * aStride) + start)..], aStride, rows, strip, tile.Span);
                    for (int i = 0; i < rows; i++)
                    {
                        AddTo(c.Slice(((row + i) * cStride) + column, columns), tile.Span.Slice(i * width, width), subtract);
                    }
                }
            }
        }
    }

    /// <summary>Two vectors of each row of B, filled up with zeros.</summary>
    private static void Pack<T>(ReadOnlySpan<T> b, int stride, int columns, Span<Vector<T>> strip, Span<T> row)
    {
        int count = Vector<T>.Count;
        row[..(2 * count)].Clear();
        for (int l = 0; l < strip.Length / 2; l++)
        {
            ReadOnlySpan<T> source = b.Slice(l * stride, columns);
            if (columns < 2 * count)
            {
                source.CopyTo(row);
                source = row;
            }

            strip[2 * l] = new Vector<T>(source);
            strip[(2 * l) + 1] = new Vector<T>(source[count..]);
        }
    }

    /// <summary>Four rows of A times the strip; where A has fewer, its last row stands in for those that lack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(ReadOnlySpan<T> a, int stride, int rows, ReadOnlySpan<Vector<T>> strip, Span<T> tile)
    {
        int depth = strip.Length / 2;
        var row0 = a[..depth];
        var row1 = a.Slice(Math.Min(1, rows - 1) * stride, depth);
        var row2 = a.Slice(Math.Min(2, rows - 1) * stride, depth);
        var row3 = a.Slice(Math.Min(3, rows - 1) * stride, depth);
        var (sum00, sum01, sum10, sum11) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
        var (sum20, sum21, sum30, sum31) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
        for (int l = 0; l < depth; l++)
        {
            var left = strip[2 * l];
            var right = strip[(2 * l) + 1];
            var factor = new Vector<T>(row0[l]);
            sum00 = MultiplyAdd(factor, left, sum00);
            sum01 = MultiplyAdd(factor, right, sum01);
            factor = new Vector<T>(row1[l]);
            sum10 = MultiplyAdd(factor, left, sum10);
            sum11 = MultiplyAdd(factor, right, sum11);
            factor = new Vector<T>(row2[l]);
            sum20 = MultiplyAdd(factor, left, sum20);
            sum21 = MultiplyAdd(factor, right, sum21);
            factor = new Vector<T>(row3[l]);
            sum30 = MultiplyAdd(factor, left, sum30);
            sum31 = MultiplyAdd(factor, right, sum31);
        }

        int count = Vector<T>.Count;
        sum00.CopyTo(tile);
        sum01.CopyTo(tile[count..]);
        sum10.CopyTo(tile[(2 * count)..]);
        sum11.CopyTo(tile[(3 * count)..]);
        sum20.CopyTo(tile[(4 * count)..]);
        sum21.CopyTo(tile[(5 * count)..]);
        sum30.CopyTo(tile[(6 * count)..]);
        sum31.CopyTo(tile[(7 * count)..]);
    }

    /// <summary>x y + z in one rounding where the hardware has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector.FusedMultiplyAdd(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();
        }

        return typeof(T) == typeof(float)
            ? Vector.FusedMultiplyAdd(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>()
            : (x * y) + z;
    }

    private static void AddTo<T>(Span<T> c, ReadOnlySpan<T> sums, bool subtract) where T : IFloatingPointIeee754<T>
    {
        int count = Vector<T>.Count;
        if (c.Length == 2 * count)
        {
            var (left, right) = (new Vector<T>(sums), new Vector<T>(sums[count..]));
            (subtract ? new Vector<T>(c) - left : new Vector<T>(c) + left).CopyTo(c);
            (subtract ? new Vector<T>(c[count..]) - right : new Vector<T>(c[count..]) + right).CopyTo(c[count..]);
            return;
        }

        for (int j = 0; j < c.Length; j++)
        {
            c[j] = subtract ? c[j] - sums[j] : c[j] + sums[j];
        }
    }
}
