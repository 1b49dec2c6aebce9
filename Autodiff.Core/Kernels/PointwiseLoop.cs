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
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Vector512<T>, Simd512<T>>(x, y, z, w, v, result);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<T>, Simd256<T>>(x, y, z, w, v, result);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<T>, Simd128<T>>(x, y, z, w, v, result);
        }
        else
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
        int i = 0;
        for (; i <= result.Length - TSimd.Count; i += TSimd.Count)
        {
            var numbers = TFormula.Of(
                Load<TVector, TSimd>(ref x0, i, 1), Load<TVector, TSimd>(ref y0, i, 2), Load<TVector, TSimd>(ref z0, i, 3),
                Load<TVector, TSimd>(ref w0, i, 4), Load<TVector, TSimd>(ref v0, i, 5)).Numbers;
            TSimd.Store(numbers, ref Unsafe.Add(ref result0, i));
        }

        if (i < result.Length)
        {
            int rest = result.Length - i;
            var numbers = TFormula.Of(
                LoadRest<TVector, TSimd>(ref x0, i, rest, 1), LoadRest<TVector, TSimd>(ref y0, i, rest, 2), LoadRest<TVector, TSimd>(ref z0, i, rest, 3),
                LoadRest<TVector, TSimd>(ref w0, i, rest, 4), LoadRest<TVector, TSimd>(ref v0, i, rest, 5)).Numbers;
            Unsafe.CopyBlockUnaligned(
                ref Unsafe.As<T, byte>(ref Unsafe.Add(ref result0, i)), ref Unsafe.As<TVector, byte>(ref numbers), (uint)(rest * Unsafe.SizeOf<T>()));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TVector, TSimd> Load<TVector, TSimd>(ref T first, int place, int operand) where TSimd : struct, ISimd<T, TVector> =>
        operand > TFormula.Operands ? default : new(TSimd.Load(ref Unsafe.Add(ref first, place)));

    /// <summary>Fewer numbers than a register holds, zeros following: the end of an array is computed as the rest of it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TVector, TSimd> LoadRest<TVector, TSimd>(ref T first, int place, int count, int operand) where TSimd : struct, ISimd<T, TVector>
    {
        TVector numbers = default!;
        if (operand <= TFormula.Operands)
        {
            Unsafe.CopyBlockUnaligned(
                ref Unsafe.As<TVector, byte>(ref numbers), ref Unsafe.As<T, byte>(ref Unsafe.Add(ref first, place)), (uint)(count * Unsafe.SizeOf<T>()));
        }

        return new(numbers);
    }
}

/// <summary>A formula that <see cref="PointwiseLoop{T, TFormula}"/> compiles into a loop.</summary>
internal interface IPointwiseFormula
{
    /// <summary>How many of the numbers are given; the others mean nothing.</summary>
    static abstract int Operands { get; }

    static abstract TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber>;
}
