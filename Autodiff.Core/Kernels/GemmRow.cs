using System.Numerics;
using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Combine<TVector, TLanes>(int from, int to) where TLanes : struct, IGemmLanes<T, TVector>
    {
        int j = from;
        for (; j <= to - (4 * TLanes.Count); j += 4 * TLanes.Count)
        {
            TVector sum0 = TLanes.All(T.Zero), sum1 = sum0, sum2 = sum0, sum3 = sum0;
            for (int p = 0; p < depth; p++)
            {
                TVector x = TLanes.All(a[p * aColumn]);
                ref readonly T row = ref b.Slice((p * bRow) + j, 4 * TLanes.Count)[0];
                sum0 = TLanes.MultiplyAdd(x, TLanes.Load(in row), sum0);
                sum1 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, TLanes.Count)), sum1);
                sum2 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 2 * TLanes.Count)), sum2);
                sum3 = TLanes.MultiplyAdd(x, TLanes.Load(in At(in row, 3 * TLanes.Count)), sum3);
            }

            Store<TVector, TLanes>(sum0, j);
            Store<TVector, TLanes>(sum1, j + TLanes.Count);
            Store<TVector, TLanes>(sum2, j + (2 * TLanes.Count));
            Store<TVector, TLanes>(sum3, j + (3 * TLanes.Count));
        }

        for (; j <= to - TLanes.Count; j += TLanes.Count)
        {
            TVector sum = TLanes.All(T.Zero);
            for (int p = 0; p < depth; p++)
            {
                sum = TLanes.MultiplyAdd(TLanes.All(a[p * aColumn]), TLanes.Load(in b.Slice((p * bRow) + j, TLanes.Count)[0]), sum);
            }

            Store<TVector, TLanes>(sum, j);
        }

        return j;
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
