using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A tile of 12 rows by two registers: 24 sums, as many as the 32 registers of the 512-bit sets hold beside a row of B and a number of A.</summary>
internal readonly struct GemmTile12<T, TVector, TLanes> : IGemmTile<T>
    where T : IFloatingPointIeee754<T>
    where TLanes : struct, IGemmLanes<T, TVector>
{
    public static int Rows => 12;
    public static int Columns => 2 * TLanes.Count;

    // Named locals, for the JIT keeps those in registers; an array of them it would keep in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int depth, ref readonly T a, ref readonly T b, ref T c, int cRow, bool accumulate)
    {
        TVector zero = TLanes.All(T.Zero);
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
        ref T column = ref Unsafe.AsRef(in a);
        ref T row = ref Unsafe.AsRef(in b);
        for (; depth > 0; depth--)
        {
            TVector left = TLanes.Load(ref row);
            TVector right = TLanes.Load(ref Unsafe.Add(ref row, TLanes.Count));
            TVector x0 = TLanes.All(column);
            l0 = TLanes.MultiplyAdd(x0, left, l0);
            r0 = TLanes.MultiplyAdd(x0, right, r0);
            TVector x1 = TLanes.All(Unsafe.Add(ref column, 1));
            l1 = TLanes.MultiplyAdd(x1, left, l1);
            r1 = TLanes.MultiplyAdd(x1, right, r1);
            TVector x2 = TLanes.All(Unsafe.Add(ref column, 2));
            l2 = TLanes.MultiplyAdd(x2, left, l2);
            r2 = TLanes.MultiplyAdd(x2, right, r2);
            TVector x3 = TLanes.All(Unsafe.Add(ref column, 3));
            l3 = TLanes.MultiplyAdd(x3, left, l3);
            r3 = TLanes.MultiplyAdd(x3, right, r3);
            TVector x4 = TLanes.All(Unsafe.Add(ref column, 4));
            l4 = TLanes.MultiplyAdd(x4, left, l4);
            r4 = TLanes.MultiplyAdd(x4, right, r4);
            TVector x5 = TLanes.All(Unsafe.Add(ref column, 5));
            l5 = TLanes.MultiplyAdd(x5, left, l5);
            r5 = TLanes.MultiplyAdd(x5, right, r5);
            TVector x6 = TLanes.All(Unsafe.Add(ref column, 6));
            l6 = TLanes.MultiplyAdd(x6, left, l6);
            r6 = TLanes.MultiplyAdd(x6, right, r6);
            TVector x7 = TLanes.All(Unsafe.Add(ref column, 7));
            l7 = TLanes.MultiplyAdd(x7, left, l7);
            r7 = TLanes.MultiplyAdd(x7, right, r7);
            TVector x8 = TLanes.All(Unsafe.Add(ref column, 8));
            l8 = TLanes.MultiplyAdd(x8, left, l8);
            r8 = TLanes.MultiplyAdd(x8, right, r8);
            TVector x9 = TLanes.All(Unsafe.Add(ref column, 9));
            l9 = TLanes.MultiplyAdd(x9, left, l9);
            r9 = TLanes.MultiplyAdd(x9, right, r9);
            TVector x10 = TLanes.All(Unsafe.Add(ref column, 10));
            l10 = TLanes.MultiplyAdd(x10, left, l10);
            r10 = TLanes.MultiplyAdd(x10, right, r10);
            TVector x11 = TLanes.All(Unsafe.Add(ref column, 11));
            l11 = TLanes.MultiplyAdd(x11, left, l11);
            r11 = TLanes.MultiplyAdd(x11, right, r11);
            column = ref Unsafe.Add(ref column, Rows);
            row = ref Unsafe.Add(ref row, Columns);
        }

        Store(l0, r0, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l1, r1, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l2, r2, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l3, r3, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l4, r4, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l5, r5, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l6, r6, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l7, r7, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l8, r8, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l9, r9, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l10, r10, ref c, accumulate);
        c = ref Unsafe.Add(ref c, cRow);
        Store(l11, r11, ref c, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector left, TVector right, ref T c, bool accumulate)
    {
        ref T middle = ref Unsafe.Add(ref c, TLanes.Count);
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(ref c), left) : left, ref c);
        TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(ref middle), right) : right, ref middle);
    }
}
