using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A tile of C, some rows by one or two registers, as a sum of outer products held in registers; the operands may lie where they are.</summary>
/// <remarks>
/// Twelve rows by two make 24 sums: as many as 32 registers hold beside a row of B and a number of A. Six rows are for 16 registers.
/// Each number of rows is compiled for itself, and what it does not need falls away.
/// </remarks>
internal static class GemmTile<T, TVector, TSimd, TRows, TVectors>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TRows : struct, IGemmCount
    where TVectors : struct, IGemmCount
{
    /// <summary>C = (accumulate ? C : 0) + A B; rows of B and C are contiguous, all strides arbitrary.</summary>
    // Named locals, for the JIT keeps those in registers; an array of them it would keep in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(int depth, ref readonly T a, nint aRow, nint aColumn, ref readonly T b, nint bRow, ref T c, nint cRow, bool accumulate)
    {
        TVector zero = TSimd.All(T.Zero);
        TVector l0 = zero, r0 = zero;
        TVector l1 = zero, r1 = zero;
        TVector l2 = zero, r2 = zero;
        TVector l3 = zero, r3 = zero;
        TVector l4 = zero, r4 = zero;
        TVector l5 = zero, r5 = zero;
        TVector l6 = zero, r6 = zero;
        TVector l7 = zero, r7 = zero;
        TVector l8 = zero, r8 = zero;
        TVector l9 = zero, r9 = zero;
        TVector l10 = zero, r10 = zero;
        TVector l11 = zero, r11 = zero;
        nint aRow2 = 2 * aRow;
        nint aRow3 = 3 * aRow;
        ref T a0 = ref Unsafe.AsRef(in a);
        ref T a4 = ref Unsafe.Add(ref a0, TRows.Value > 4 ? 4 * aRow : 0);
        ref T a8 = ref Unsafe.Add(ref a0, TRows.Value > 8 ? 8 * aRow : 0);
        ref T row = ref Unsafe.AsRef(in b);
        for (; depth > 0; depth--)
        {
            TVector left = TSimd.Load(ref row);
            TVector right = TVectors.Value > 1 ? TSimd.Load(ref Unsafe.Add(ref row, TSimd.Count)) : zero;
            TVector x0 = TSimd.All(a0);
            l0 = TSimd.MultiplyAdd(x0, left, l0);
            r0 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x0, right, r0) : zero;
            if (TRows.Value > 1)
            {
                TVector x1 = TSimd.All(Unsafe.Add(ref a0, aRow));
                l1 = TSimd.MultiplyAdd(x1, left, l1);
                r1 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x1, right, r1) : zero;
            }

            if (TRows.Value > 2)
            {
                TVector x2 = TSimd.All(Unsafe.Add(ref a0, aRow2));
                l2 = TSimd.MultiplyAdd(x2, left, l2);
                r2 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x2, right, r2) : zero;
            }

            if (TRows.Value > 3)
            {
                TVector x3 = TSimd.All(Unsafe.Add(ref a0, aRow3));
                l3 = TSimd.MultiplyAdd(x3, left, l3);
                r3 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x3, right, r3) : zero;
            }

            if (TRows.Value > 4)
            {
                TVector x4 = TSimd.All(a4);
                l4 = TSimd.MultiplyAdd(x4, left, l4);
                r4 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x4, right, r4) : zero;
            }

            if (TRows.Value > 5)
            {
                TVector x5 = TSimd.All(Unsafe.Add(ref a4, aRow));
                l5 = TSimd.MultiplyAdd(x5, left, l5);
                r5 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x5, right, r5) : zero;
            }

            if (TRows.Value > 6)
            {
                TVector x6 = TSimd.All(Unsafe.Add(ref a4, aRow2));
                l6 = TSimd.MultiplyAdd(x6, left, l6);
                r6 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x6, right, r6) : zero;
            }

            if (TRows.Value > 7)
            {
                TVector x7 = TSimd.All(Unsafe.Add(ref a4, aRow3));
                l7 = TSimd.MultiplyAdd(x7, left, l7);
                r7 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x7, right, r7) : zero;
            }

            if (TRows.Value > 8)
            {
                TVector x8 = TSimd.All(a8);
                l8 = TSimd.MultiplyAdd(x8, left, l8);
                r8 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x8, right, r8) : zero;
            }

            if (TRows.Value > 9)
            {
                TVector x9 = TSimd.All(Unsafe.Add(ref a8, aRow));
                l9 = TSimd.MultiplyAdd(x9, left, l9);
                r9 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x9, right, r9) : zero;
            }

            if (TRows.Value > 10)
            {
                TVector x10 = TSimd.All(Unsafe.Add(ref a8, aRow2));
                l10 = TSimd.MultiplyAdd(x10, left, l10);
                r10 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x10, right, r10) : zero;
            }

            if (TRows.Value > 11)
            {
                TVector x11 = TSimd.All(Unsafe.Add(ref a8, aRow3));
                l11 = TSimd.MultiplyAdd(x11, left, l11);
                r11 = TVectors.Value > 1 ? TSimd.MultiplyAdd(x11, right, r11) : zero;
            }

            a0 = ref Unsafe.Add(ref a0, aColumn);
            a4 = ref Unsafe.Add(ref a4, aColumn);
            a8 = ref Unsafe.Add(ref a8, aColumn);
            row = ref Unsafe.Add(ref row, bRow);
        }

        Store(0, l0, r0, ref c, cRow, accumulate);
        Store(1, l1, r1, ref c, cRow, accumulate);
        Store(2, l2, r2, ref c, cRow, accumulate);
        Store(3, l3, r3, ref c, cRow, accumulate);
        Store(4, l4, r4, ref c, cRow, accumulate);
        Store(5, l5, r5, ref c, cRow, accumulate);
        Store(6, l6, r6, ref c, cRow, accumulate);
        Store(7, l7, r7, ref c, cRow, accumulate);
        Store(8, l8, r8, ref c, cRow, accumulate);
        Store(9, l9, r9, ref c, cRow, accumulate);
        Store(10, l10, r10, ref c, cRow, accumulate);
        Store(11, l11, r11, ref c, cRow, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int row, TVector left, TVector right, ref T c, nint cRow, bool accumulate)
    {
        if (row >= TRows.Value)
        {
            return;
        }

        ref T start = ref Unsafe.Add(ref c, row * cRow);
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(ref start), left) : left, ref start);
        if (TVectors.Value > 1)
        {
            ref T middle = ref Unsafe.Add(ref start, TSimd.Count);
            TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(ref middle), right) : right, ref middle);
        }
    }
}
