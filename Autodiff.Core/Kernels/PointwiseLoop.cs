using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>A formula of up to five numbers, read with as many of them side by side as a register of the machine holds.</summary>
internal static class PointwiseLoop<T, TFormula>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IPointwiseFormula
{
    /// <summary>result = f(x, y, z, w, v) element by element; the result may be one of the operands.</summary>
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        // Other numbers fill no registers. An array shorter than a register goes to the widest that it fills: a part of one is slow to load and to store.
        bool isInRegisters = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        if (isInRegisters && Vector512.IsHardwareAccelerated && result.Length >= Vector512<T>.Count)
        {
            Run<Vector512<T>, Simd512<T>>(x, y, z, w, v, result);
        }
        else if (isInRegisters && Vector256.IsHardwareAccelerated && result.Length >= Vector256<T>.Count)
        {
            Run<Vector256<T>, Simd256<T>>(x, y, z, w, v, result);
        }
        else if (isInRegisters && Vector128.IsHardwareAccelerated && result.Length >= Vector128<T>.Count)
        {
            Run<Vector128<T>, Simd128<T>>(x, y, z, w, v, result);
        }
        else if (!result.IsEmpty)
        {
            Run<T, Simd1<T>>(x, y, z, w, v, result);
        }
    }

    // Inlined into a caller, or begun in code not yet optimised, the formula would not be compiled into the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TVector, TSimd>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
        where TSimd : struct, ISimd<T, TVector>
    {
        ref T x0 = ref MemoryMarshal.GetReference(x);
        ref T y0 = ref MemoryMarshal.GetReference(y);
        ref T z0 = ref MemoryMarshal.GetReference(z);
        ref T w0 = ref MemoryMarshal.GetReference(w);
        ref T v0 = ref MemoryMarshal.GetReference(v);
        ref T result0 = ref MemoryMarshal.GetReference(result);

        // The end is computed first, before the result may overwrite an operand, and stored last: its register overlaps the one before it.
        TVector last = default!;
        ref T target = ref Unsafe.As<TVector, T>(ref last);
        int end = result.Length - TSimd.Count;
        int place = end;
        for (int next = 0; ; next += TSimd.Count)
        {
            TSimd.Store(At<TVector, TSimd>(ref x0, ref y0, ref z0, ref w0, ref v0, place), ref target);
            if (next >= end)
            {
                break;
            }

            place = next;
            target = ref Unsafe.Add(ref result0, next);
        }

        TSimd.Store(last, ref Unsafe.Add(ref result0, end));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector At<TVector, TSimd>(ref T x, ref T y, ref T z, ref T w, ref T v, int place) where TSimd : struct, ISimd<T, TVector> => TFormula.Of(
        Load<TVector, TSimd>(ref x, place, 0), Load<TVector, TSimd>(ref y, place, 1), Load<TVector, TSimd>(ref z, place, 2),
        Load<TVector, TSimd>(ref w, place, 3), Load<TVector, TSimd>(ref v, place, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TVector, TSimd> Load<TVector, TSimd>(ref T first, int place, int operand) where TSimd : struct, ISimd<T, TVector> =>
        TFormula.Reads(operand) ? new(TSimd.Load(ref Unsafe.Add(ref first, place))) : default;
}

/// <summary>A formula that <see cref="PointwiseLoop{T, TFormula}"/> compiles into a loop.</summary>
internal interface IPointwiseFormula
{
    /// <summary>True of the numbers that are given, counted from 0; the others mean nothing.</summary>
    static abstract bool Reads(int operand);

    static abstract TVector Of<T, TVector, TSimd>(
        Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y, Lanes<T, TVector, TSimd> z, Lanes<T, TVector, TSimd> w, Lanes<T, TVector, TSimd> v)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector>;
}
