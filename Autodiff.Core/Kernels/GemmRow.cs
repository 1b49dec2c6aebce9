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
    public int Combine<TVector, TLanes>(int from, int to) where TLanes : struct, IGemmLanes<T, TVector> =>
        to - from < TLanes.Count ? from :
        to - from <= 8 * TLanes.Count ? CombineShort<TVector, TLanes>(from, to) : CombineLong<TVector, TLanes>(from, to);

    /// <summary>Eight sums in registers, or one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int CombineShort<TVector, TLanes>(int from, int to) where TLanes : struct, IGemmLanes<T, TVector>
    {
        TVector zero = TLanes.All(T.Zero);
        int j = from;
        if (to - from == 8 * TLanes.Count)
        {
            TVector sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero, sum4 = zero, sum5 = zero, sum6 = zero, sum7 = zero;
            for (int p = 0; p < depth; p++)
            {
                TVector x = TLanes.All(a[p * aColumn]);
                ref readonly T row = ref b.Slice((p * bRow) + j, 8 * TLanes.Count)[0];
                sum0 = TLanes.MultiplyAdd(x, TLanes.Load(in row), sum0);
                sum1 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, TLanes.Count)), sum1);
                sum2 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 2 * TLanes.Count)), sum2);
                sum3 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 3 * TLanes.Count)), sum3);
                sum4 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 4 * TLanes.Count)), sum4);
                sum5 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 5 * TLanes.Count)), sum5);
                sum6 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 6 * TLanes.Count)), sum6);
                sum7 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 7 * TLanes.Count)), sum7);
            }

            Store<TVector, TLanes>(sum0, j);
            Store<TVector, TLanes>(sum1, j + TLanes.Count);
            Store<TVector, TLanes>(sum2, j + (2 * TLanes.Count));
            Store<TVector, TLanes>(sum3, j + (3 * TLanes.Count));
            Store<TVector, TLanes>(sum4, j + (4 * TLanes.Count));
            Store<TVector, TLanes>(sum5, j + (5 * TLanes.Count));
            Store<TVector, TLanes>(sum6, j + (6 * TLanes.Count));
            Store<TVector, TLanes>(sum7, j + (7 * TLanes.Count));
            return to;
        }

        for (; j <= to - TLanes.Count; j += TLanes.Count)
        {
            TVector sum = zero;
            for (int p = 0; p < depth; p++)
            {
                sum = TLanes.MultiplyAdd(TLanes.All(a[p * aColumn]), TLanes.Load(in b.Slice((p * bRow) + j, TLanes.Count)[0]), sum);
            }

            Store<TVector, TLanes>(sum, j);
        }

        return j;
    }

    /// <summary>Four rows of B at a time from end to end, as memory likes it best; the sums stay in the cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int CombineLong<TVector, TLanes>(int from, int to) where TLanes : struct, IGemmLanes<T, TVector>
    {
        int end = to - ((to - from) % TLanes.Count);
        _ = c[end - 1];
        ref T sums = ref MemoryMarshal.GetReference(c);
        if (!accumulate)
        {
            c[from..end].Clear();
        }

        int p = 0;
        for (; p <= depth - 4; p += 4)
        {
            TVector x0 = TLanes.All(a[p * aColumn]), x1 = TLanes.All(a[(p + 1) * aColumn]), x2 = TLanes.All(a[(p + 2) * aColumn]), x3 = TLanes.All(a[(p + 3) * aColumn]);
            _ = b[((p + 3) * bRow) + end - 1];
            ref readonly T row0 = ref b[p * bRow];
            ref readonly T row1 = ref At(in row0, bRow);
            ref readonly T row2 = ref At(in row1, bRow);
            ref readonly T row3 = ref At(in row2, bRow);
            for (int j = from; j < end; j += TLanes.Count)
            {
                TVector sum = TLanes.MultiplyAdd(x0, TLanes.Load(in At(in row0, j)), TLanes.Load(ref Unsafe.Add(ref sums, j)));
                sum = TLanes.MultiplyAdd(x1, TLanes.Load(in At(in row1, j)), sum);
                sum = TLanes.MultiplyAdd(x2, TLanes.Load(in At(in row2, j)), sum);
                TLanes.Store(TLanes.MultiplyAdd(x3, TLanes.Load(in At(in row3, j)), sum), ref Unsafe.Add(ref sums, j));
            }
        }

        for (; p < depth; p++)
        {
            TVector x = TLanes.All(a[p * aColumn]);
            ref readonly T row = ref b.Slice(p * bRow, end)[0];
            for (int j = from; j < end; j += TLanes.Count)
            {
                TLanes.Store(TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, j)), TLanes.Load(ref Unsafe.Add(ref sums, j))), ref Unsafe.Add(ref sums, j));
            }
        }

        return end;
    }

    /// <summary>Dot products of the row of A with columns of B, both contiguous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Dots<TVector, TLanes>(int from, int to) where TLanes : struct, IGemmLanes<T, TVector>
    {
        for (int j = from; j < to; j++)
        {
            ref readonly T x = ref a[..depth][0];
            ref readonly T y = ref b.Slice(j * bColumn, depth)[0];
            TVector sum0 = TLanes.All(T.Zero), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            int p = 0;
            for (; p <= depth - (4 * TLanes.Count); p += 4 * TLanes.Count)
            {
                sum0 = TLanes.MultiplyAdd(TLanes.Load(in At(in x, p)), TLanes.Load(in At(in y, p)), sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Load(in At(in x, p + TLanes.Count)), TLanes.Load(in At(in y, p + TLanes.Count)), sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Load(in At(in x, p + (2 * TLanes.Count))), TLanes.Load(in At(in y, p + (2 * TLanes.Count))), sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load(in At(in x, p + (3 * TLanes.Count))), TLanes.Load(in At(in y, p + (3 * TLanes.Count))), sum3);
            }

            for (; p <= depth - TLanes.Count; p += TLanes.Count)
            {
                sum0 = TLanes.MultiplyAdd(TLanes.Load(in At(in x, p)), TLanes.Load(in At(in y, p)), sum0);
            }

            T sum = TLanes.Sum(TLanes.Add(TLanes.Add(sum0, sum1), TLanes.Add(sum2, sum3)));
            for (; p < depth; p++)
            {
                sum = T.MultiplyAddEstimate(At(in x, p), At(in y, p), sum);
            }

            Store<T, GemmLanes1<T>>(sum, j * cColumn);
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

            Store<T, GemmLanes1<T>>(sum, j * cColumn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At(ref readonly T first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TVector, TLanes>(TVector sum, int at) where TLanes : struct, IGemmLanes<T, TVector>
    {
        ref T target = ref c.Slice(at, TLanes.Count)[0];
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(in target), sum) : sum, ref target);
    }
}
