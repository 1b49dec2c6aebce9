using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>One row of a product, cⱼ = Σₚ aₚ bₚⱼ, computed where the operands lie.</summary>
internal readonly ref struct GemmRow<T> where T : IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> a;
    private readonly ReadOnlySpan<T> b;
    private readonly Span<T> c;
    private readonly int depth;
    private readonly int aColumn;
    private readonly int bRow;
    private readonly int bColumn;
    private readonly int cColumn;
    private readonly bool accumulate;

    public GemmRow(in GemmProduct<T> product, int i)
    {
        a = product.Depth == 0 ? default : product.A.Span[(i * product.ARow)..];
        b = product.B.Span;
        c = product.C.Span[(i * product.CRow)..];
        (depth, aColumn, bRow, bColumn, cColumn) = (product.Depth, product.AColumn, product.BRow, product.BColumn, product.CColumn);
        accumulate = product.Accumulate;
    }

    /// <summary>Sums of multiples of the rows of B, from element <paramref name="from"/> on as long as whole vectors fit; returns the first element left over. Rows of B and C are contiguous.</summary>
    public int Combine<TVector, TSimd>(int from, int to) where TSimd : struct, ISimd<T, TVector> =>
        to - from < TSimd.Count ? from :
        to - from <= 8 * TSimd.Count ? CombineShort<TVector, TSimd>(from, to) : CombineLong<TVector, TSimd>(from, to);

    /// <summary>Eight sums in registers, or one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int CombineShort<TVector, TSimd>(int from, int to) where TSimd : struct, ISimd<T, TVector>
    {
        TVector zero = TSimd.All(T.Zero);
        int j = from;
        if (to - from == 8 * TSimd.Count)
        {
            TVector sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero, sum4 = zero, sum5 = zero, sum6 = zero, sum7 = zero;
            for (int p = 0; p < depth; p++)
            {
                TVector x = TSimd.All(a[p * aColumn]);
                ref readonly T row = ref b.Slice((p * bRow) + j, 8 * TSimd.Count)[0];
                sum0 = TSimd.MultiplyAdd(x, TSimd.Load(in row), sum0);
                sum1 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, TSimd.Count)), sum1);
                sum2 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, 2 * TSimd.Count)), sum2);
                sum3 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, 3 * TSimd.Count)), sum3);
                sum4 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, 4 * TSimd.Count)), sum4);
                sum5 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, 5 * TSimd.Count)), sum5);
                sum6 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, 6 * TSimd.Count)), sum6);
                sum7 = TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, 7 * TSimd.Count)), sum7);
            }

            Store<TVector, TSimd>(sum0, j);
            Store<TVector, TSimd>(sum1, j + TSimd.Count);
            Store<TVector, TSimd>(sum2, j + (2 * TSimd.Count));
            Store<TVector, TSimd>(sum3, j + (3 * TSimd.Count));
            Store<TVector, TSimd>(sum4, j + (4 * TSimd.Count));
            Store<TVector, TSimd>(sum5, j + (5 * TSimd.Count));
            Store<TVector, TSimd>(sum6, j + (6 * TSimd.Count));
            Store<TVector, TSimd>(sum7, j + (7 * TSimd.Count));
            return to;
        }

        for (; j <= to - TSimd.Count; j += TSimd.Count)
        {
            TVector sum = zero;
            for (int p = 0; p < depth; p++)
            {
                sum = TSimd.MultiplyAdd(TSimd.All(a[p * aColumn]), TSimd.Load(in b.Slice((p * bRow) + j, TSimd.Count)[0]), sum);
            }

            Store<TVector, TSimd>(sum, j);
        }

        return j;
    }

    /// <summary>Four rows of B at a time from end to end, as memory likes it best; the sums stay in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int CombineLong<TVector, TSimd>(int from, int to) where TSimd : struct, ISimd<T, TVector>
    {
        int end = to - ((to - from) % TSimd.Count);
        _ = c[end - 1];
        ref T sums = ref MemoryMarshal.GetReference(c);
        if (!accumulate)
        {
            c[from..end].Clear();
        }

        int p = 0;
        for (; p <= depth - 4; p += 4)
        {
            TVector x0 = TSimd.All(a[p * aColumn]), x1 = TSimd.All(a[(p + 1) * aColumn]), x2 = TSimd.All(a[(p + 2) * aColumn]), x3 = TSimd.All(a[(p + 3) * aColumn]);
            _ = b[((p + 3) * bRow) + end - 1];
            ref readonly T row0 = ref b[p * bRow];
            ref readonly T row1 = ref At(in row0, bRow);
            ref readonly T row2 = ref At(in row1, bRow);
            ref readonly T row3 = ref At(in row2, bRow);
            for (int j = from; j < end; j += TSimd.Count)
            {
                TVector sum = TSimd.MultiplyAdd(x0, TSimd.Load(in At(in row0, j)), TSimd.Load(ref Unsafe.Add(ref sums, j)));
                sum = TSimd.MultiplyAdd(x1, TSimd.Load(in At(in row1, j)), sum);
                sum = TSimd.MultiplyAdd(x2, TSimd.Load(in At(in row2, j)), sum);
                TSimd.Store(TSimd.MultiplyAdd(x3, TSimd.Load(in At(in row3, j)), sum), ref Unsafe.Add(ref sums, j));
            }
        }

        for (; p < depth; p++)
        {
            TVector x = TSimd.All(a[p * aColumn]);
            ref readonly T row = ref b.Slice(p * bRow, end)[0];
            for (int j = from; j < end; j += TSimd.Count)
            {
                TSimd.Store(TSimd.MultiplyAdd(x, TSimd.Load(in At(in row, j)), TSimd.Load(ref Unsafe.Add(ref sums, j))), ref Unsafe.Add(ref sums, j));
            }
        }

        return end;
    }

    /// <summary>Dot products of the row of A with columns of B, both contiguous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Dots<TVector, TSimd>(int from, int to) where TSimd : struct, ISimd<T, TVector>
    {
        for (int j = from; j < to; j++)
        {
            ref readonly T x = ref a[..depth][0];
            ref readonly T y = ref b.Slice(j * bColumn, depth)[0];
            TVector sum0 = TSimd.All(T.Zero), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            int p = 0;
            for (; p <= depth - (4 * TSimd.Count); p += 4 * TSimd.Count)
            {
                sum0 = TSimd.MultiplyAdd(TSimd.Load(in At(in x, p)), TSimd.Load(in At(in y, p)), sum0);
                sum1 = TSimd.MultiplyAdd(TSimd.Load(in At(in x, p + TSimd.Count)), TSimd.Load(in At(in y, p + TSimd.Count)), sum1);
                sum2 = TSimd.MultiplyAdd(TSimd.Load(in At(in x, p + (2 * TSimd.Count))), TSimd.Load(in At(in y, p + (2 * TSimd.Count))), sum2);
                sum3 = TSimd.MultiplyAdd(TSimd.Load(in At(in x, p + (3 * TSimd.Count))), TSimd.Load(in At(in y, p + (3 * TSimd.Count))), sum3);
            }

            for (; p <= depth - TSimd.Count; p += TSimd.Count)
            {
                sum0 = TSimd.MultiplyAdd(TSimd.Load(in At(in x, p)), TSimd.Load(in At(in y, p)), sum0);
            }

            T sum = TSimd.Sum(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)));
            for (; p < depth; p++)
            {
                sum = T.MultiplyAddEstimate(At(in x, p), At(in y, p), sum);
            }

            Store<T, Simd1<T>>(sum, j * cColumn);
        }
    }

    /// <summary>Elements one by one, whatever the strides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Plain(int from, int to)
    {
        for (int j = from; j < to; j++)
        {
            T sum = T.Zero;
            for (int p = 0; p < depth; p++)
            {
                sum = T.MultiplyAddEstimate(a[p * aColumn], b[(p * bRow) + (j * bColumn)], sum);
            }

            Store<T, Simd1<T>>(sum, j * cColumn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At(ref readonly T first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TVector, TSimd>(TVector sum, int at) where TSimd : struct, ISimd<T, TVector>
    {
        ref T target = ref c.Slice(at, TSimd.Count)[0];
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(in target), sum) : sum, ref target);
    }
}
