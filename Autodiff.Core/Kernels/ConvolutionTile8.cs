using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A tile of 8 rows by three registers: 24 sums, as many as the 32 registers of the 512-bit sets hold beside a row of x and a weight.</summary>
internal readonly struct ConvolutionTile8<T, TVector, TSimd> : IConvolutionTile<T>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    public static int Rows => 8;
    public static int Lanes => TSimd.Count;

    // Named locals, for the JIT keeps those in registers; an array of them it would keep in memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(ReadOnlySpan<int> offsets, ref readonly T weights, ref readonly T x, ref T c, int row, bool accumulate)
    {
        TVector zero = TSimd.All(T.Zero);
        TVector l0 = zero, m0 = zero, r0 = zero;
        TVector l1 = zero, m1 = zero, r1 = zero;
        TVector l2 = zero, m2 = zero, r2 = zero;
        TVector l3 = zero, m3 = zero, r3 = zero;
        TVector l4 = zero, m4 = zero, r4 = zero;
        TVector l5 = zero, m5 = zero, r5 = zero;
        TVector l6 = zero, m6 = zero, r6 = zero;
        TVector l7 = zero, m7 = zero, r7 = zero;
        ref T column = ref Unsafe.AsRef(in weights);
        foreach (int offset in offsets)
        {
            ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in x), offset);
            TVector left = TSimd.Load(ref from);
            TVector middle = TSimd.Load(ref Unsafe.Add(ref from, TSimd.Count));
            TVector right = TSimd.Load(ref Unsafe.Add(ref from, 2 * TSimd.Count));
            TVector w0 = TSimd.All(column);
            l0 = TSimd.MultiplyAdd(w0, left, l0);
            m0 = TSimd.MultiplyAdd(w0, middle, m0);
            r0 = TSimd.MultiplyAdd(w0, right, r0);
            TVector w1 = TSimd.All(Unsafe.Add(ref column, 1));
            l1 = TSimd.MultiplyAdd(w1, left, l1);
            m1 = TSimd.MultiplyAdd(w1, middle, m1);
            r1 = TSimd.MultiplyAdd(w1, right, r1);
            TVector w2 = TSimd.All(Unsafe.Add(ref column, 2));
            l2 = TSimd.MultiplyAdd(w2, left, l2);
            m2 = TSimd.MultiplyAdd(w2, middle, m2);
            r2 = TSimd.MultiplyAdd(w2, right, r2);
            TVector w3 = TSimd.All(Unsafe.Add(ref column, 3));
            l3 = TSimd.MultiplyAdd(w3, left, l3);
            m3 = TSimd.MultiplyAdd(w3, middle, m3);
            r3 = TSimd.MultiplyAdd(w3, right, r3);
            TVector w4 = TSimd.All(Unsafe.Add(ref column, 4));
            l4 = TSimd.MultiplyAdd(w4, left, l4);
            m4 = TSimd.MultiplyAdd(w4, middle, m4);
            r4 = TSimd.MultiplyAdd(w4, right, r4);
            TVector w5 = TSimd.All(Unsafe.Add(ref column, 5));
            l5 = TSimd.MultiplyAdd(w5, left, l5);
            m5 = TSimd.MultiplyAdd(w5, middle, m5);
            r5 = TSimd.MultiplyAdd(w5, right, r5);
            TVector w6 = TSimd.All(Unsafe.Add(ref column, 6));
            l6 = TSimd.MultiplyAdd(w6, left, l6);
            m6 = TSimd.MultiplyAdd(w6, middle, m6);
            r6 = TSimd.MultiplyAdd(w6, right, r6);
            TVector w7 = TSimd.All(Unsafe.Add(ref column, 7));
            l7 = TSimd.MultiplyAdd(w7, left, l7);
            m7 = TSimd.MultiplyAdd(w7, middle, m7);
            r7 = TSimd.MultiplyAdd(w7, right, r7);
            column = ref Unsafe.Add(ref column, Rows);
        }

        Store(l0, m0, r0, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l1, m1, r1, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l2, m2, r2, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l3, m3, r3, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l4, m4, r4, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l5, m5, r5, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l6, m6, r6, ref c, accumulate);
        c = ref Unsafe.Add(ref c, row);
        Store(l7, m7, r7, ref c, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddDots(int registers, ref readonly T y, int row, ref readonly T x, (int First, int Second, int Third) taps, ref T sums)
    {
        TVector zero = TSimd.All(T.Zero);
        TVector l0 = zero, m0 = zero, r0 = zero;
        TVector l1 = zero, m1 = zero, r1 = zero;
        TVector l2 = zero, m2 = zero, r2 = zero;
        TVector l3 = zero, m3 = zero, r3 = zero;
        TVector l4 = zero, m4 = zero, r4 = zero;
        TVector l5 = zero, m5 = zero, r5 = zero;
        TVector l6 = zero, m6 = zero, r6 = zero;
        TVector l7 = zero, m7 = zero, r7 = zero;
        ref T output = ref Unsafe.AsRef(in y);
        ref T input = ref Unsafe.AsRef(in x);
        for (; registers > 0; registers--)
        {
            TVector left = TSimd.Load(ref Unsafe.Add(ref input, taps.First));
            TVector middle = TSimd.Load(ref Unsafe.Add(ref input, taps.Second));
            TVector right = TSimd.Load(ref Unsafe.Add(ref input, taps.Third));
            ref T place = ref output;
            TVector y0 = TSimd.Load(ref place);
            l0 = TSimd.MultiplyAdd(y0, left, l0);
            m0 = TSimd.MultiplyAdd(y0, middle, m0);
            r0 = TSimd.MultiplyAdd(y0, right, r0);
            place = ref Unsafe.Add(ref place, row);
            TVector y1 = TSimd.Load(ref place);
            l1 = TSimd.MultiplyAdd(y1, left, l1);
            m1 = TSimd.MultiplyAdd(y1, middle, m1);
            r1 = TSimd.MultiplyAdd(y1, right, r1);
            place = ref Unsafe.Add(ref place, row);
            TVector y2 = TSimd.Load(ref place);
            l2 = TSimd.MultiplyAdd(y2, left, l2);
            m2 = TSimd.MultiplyAdd(y2, middle, m2);
            r2 = TSimd.MultiplyAdd(y2, right, r2);
            place = ref Unsafe.Add(ref place, row);
            TVector y3 = TSimd.Load(ref place);
            l3 = TSimd.MultiplyAdd(y3, left, l3);
            m3 = TSimd.MultiplyAdd(y3, middle, m3);
            r3 = TSimd.MultiplyAdd(y3, right, r3);
            place = ref Unsafe.Add(ref place, row);
            TVector y4 = TSimd.Load(ref place);
            l4 = TSimd.MultiplyAdd(y4, left, l4);
            m4 = TSimd.MultiplyAdd(y4, middle, m4);
            r4 = TSimd.MultiplyAdd(y4, right, r4);
            place = ref Unsafe.Add(ref place, row);
            TVector y5 = TSimd.Load(ref place);
            l5 = TSimd.MultiplyAdd(y5, left, l5);
            m5 = TSimd.MultiplyAdd(y5, middle, m5);
            r5 = TSimd.MultiplyAdd(y5, right, r5);
            place = ref Unsafe.Add(ref place, row);
            TVector y6 = TSimd.Load(ref place);
            l6 = TSimd.MultiplyAdd(y6, left, l6);
            m6 = TSimd.MultiplyAdd(y6, middle, m6);
            r6 = TSimd.MultiplyAdd(y6, right, r6);
            place = ref Unsafe.Add(ref place, row);
            TVector y7 = TSimd.Load(ref place);
            l7 = TSimd.MultiplyAdd(y7, left, l7);
            m7 = TSimd.MultiplyAdd(y7, middle, m7);
            r7 = TSimd.MultiplyAdd(y7, right, r7);
            output = ref Unsafe.Add(ref output, TSimd.Count);
            input = ref Unsafe.Add(ref input, TSimd.Count);
        }

        Store(l0, m0, r0, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l1, m1, r1, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l2, m2, r2, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l3, m3, r3, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l4, m4, r4, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l5, m5, r5, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l6, m6, r6, ref sums, accumulate: true);
        sums = ref Unsafe.Add(ref sums, 3 * TSimd.Count);
        Store(l7, m7, r7, ref sums, accumulate: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(ref readonly T first) => TSimd.Sum(TSimd.Load(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector left, TVector middle, TVector right, ref T c, bool accumulate)
    {
        ref T second = ref Unsafe.Add(ref c, TSimd.Count);
        ref T third = ref Unsafe.Add(ref c, 2 * TSimd.Count);
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(ref c), left) : left, ref c);
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(ref second), middle) : middle, ref second);
        TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(ref third), right) : right, ref third);
    }
}
