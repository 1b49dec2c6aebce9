using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>Four rows of a product at once, cᵢⱼ = Σₚ aᵢₚ bₚⱼ, computed where the operands lie; rows of B and C are contiguous.</summary>
/// <remarks>Eight sums side by side, as many as hide the latency of a multiplication; every load of B serves four rows.</remarks>
internal readonly ref struct GemmFourRows<T> where T : IFloatingPointIeee754<T>
{
    private readonly ref readonly T a;
    private readonly ref readonly T b;
    private readonly ref T c;
    private readonly int depth;
    private readonly int aRow;
    private readonly int aColumn;
    private readonly int bRow;
    private readonly int cRow;
    private readonly bool accumulate;

    /// <summary>Rows <paramref name="i"/> to <paramref name="i"/> + 3; the depth is not 0.</summary>
    public GemmFourRows(in GemmProduct<T> product, int i)
    {
        a = ref product.A.Span[i * product.ARow];
        b = ref MemoryMarshal.GetReference(product.B.Span);
        c = ref product.C.Span[i * product.CRow];
        (depth, aRow, aColumn, bRow, cRow) = (product.Depth, product.ARow, product.AColumn, product.BRow, product.CRow);
        accumulate = product.Accumulate;
    }

    /// <summary>Columns from <paramref name="from"/> on as long as whole vectors fit; returns the first column left over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Combine<TVector, TLanes>(int from, int to) where TLanes : struct, IGemmLanes<T, TVector>
    {
        TVector zero = TLanes.All(T.Zero);
        int j = from;
        for (; j <= to - (2 * TLanes.Count); j += 2 * TLanes.Count)
        {
            TVector l0 = zero, l1 = zero, l2 = zero, l3 = zero, r0 = zero, r1 = zero, r2 = zero, r3 = zero;
            for (int p = 0; p < depth; p++)
            {
                ref readonly T row = ref At(in b, (p * bRow) + j);
                TVector left = TLanes.Load(in row);
                TVector right = TLanes.Load(in At(in row, TLanes.Count));
                ref readonly T x = ref At(in a, p * aColumn);
                TVector x0 = TLanes.All(x);
                TVector x1 = TLanes.All(At(in x, aRow));
                TVector x2 = TLanes.All(At(in x, 2 * aRow));
                TVector x3 = TLanes.All(At(in x, 3 * aRow));
                (l0, r0) = (TLanes.MultiplyAdd(x0, left, l0), TLanes.MultiplyAdd(x0, right, r0));
                (l1, r1) = (TLanes.MultiplyAdd(x1, left, l1), TLanes.MultiplyAdd(x1, right, r1));
                (l2, r2) = (TLanes.MultiplyAdd(x2, left, l2), TLanes.MultiplyAdd(x2, right, r2));
                (l3, r3) = (TLanes.MultiplyAdd(x3, left, l3), TLanes.MultiplyAdd(x3, right, r3));
            }

            Store<TVector, TLanes>(l0, l1, l2, l3, j);
            Store<TVector, TLanes>(r0, r1, r2, r3, j + TLanes.Count);
        }

        for (; j <= to - TLanes.Count; j += TLanes.Count)
        {
            TVector sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero;
            for (int p = 0; p < depth; p++)
            {
                TVector y = TLanes.Load(in At(in b, (p * bRow) + j));
                ref readonly T x = ref At(in a, p * aColumn);
                sum0 = TLanes.MultiplyAdd(TLanes.All(x), y, sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.All(At(in x, aRow)), y, sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.All(At(in x, 2 * aRow)), y, sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.All(At(in x, 3 * aRow)), y, sum3);
            }

            Store<TVector, TLanes>(sum0, sum1, sum2, sum3, j);
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At(ref readonly T first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TVector, TLanes>(TVector sum0, TVector sum1, TVector sum2, TVector sum3, int j) where TLanes : struct, IGemmLanes<T, TVector>
    {
        Store<TVector, TLanes>(sum0, ref Unsafe.Add(ref c, j));
        Store<TVector, TLanes>(sum1, ref Unsafe.Add(ref c, cRow + j));
        Store<TVector, TLanes>(sum2, ref Unsafe.Add(ref c, (2 * cRow) + j));
        Store<TVector, TLanes>(sum3, ref Unsafe.Add(ref c, (3 * cRow) + j));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TVector, TLanes>(TVector sum, ref T target) where TLanes : struct, IGemmLanes<T, TVector> =>
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(in target), sum) : sum, ref target);
}
