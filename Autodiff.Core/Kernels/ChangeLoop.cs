using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>A formula that changes up to four arrays element by element, in registers of one width.</summary>
internal static class ChangeLoop<T, TVector, TSimd, TFormula>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TFormula : struct, IPointwiseChange
{
    private const int Widest = 16; // the numbers of a register

    /// <summary>The numbers of the first array are read in one place, and may be written to another. Arrays but the first may be empty.</summary>
    public static void Run(TFormula formula, ReadOnlySpan<T> given, ReadOnlySpan<T> from, Span<T> a, Span<T> b, Span<T> c, Span<T> d)
    {
        int whole = given.Length / TSimd.Count * TSimd.Count;
        Registers(formula, given[..whole], from, a, b, c, d);
        if (whole < given.Length)
        {
            Rest(formula, given[whole..], from[whole..], a[whole..], Part(b, whole), Part(c, whole), Part(d, whole));
        }
    }

    /// <summary>Whole registers.</summary>
    // Inlined into its caller, the formula would be more than the compiler inlines there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Registers(TFormula formula, ReadOnlySpan<T> given, ReadOnlySpan<T> from, Span<T> a, Span<T> b, Span<T> c, Span<T> d)
    {
        ref T given0 = ref MemoryMarshal.GetReference(given);
        ref T from0 = ref MemoryMarshal.GetReference(from);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        ref T d0 = ref MemoryMarshal.GetReference(d);
        bool hasB = !b.IsEmpty, hasC = !c.IsEmpty, hasD = !d.IsEmpty;
        for (nint i = 0; i < given.Length; i += TSimd.Count)
        {
            var first = Load(ref from0, i);
            var second = hasB ? Load(ref b0, i) : default;
            var third = hasC ? Load(ref c0, i) : default;
            var fourth = hasD ? Load(ref d0, i) : default;
            formula.Change(Load(ref given0, i), ref first, ref second, ref third, ref fourth);
            TSimd.Store(first.Numbers, ref Unsafe.Add(ref a0, i));
            if (hasB)
            {
                TSimd.Store(second.Numbers, ref Unsafe.Add(ref b0, i));
            }

            if (hasC)
            {
                TSimd.Store(third.Numbers, ref Unsafe.Add(ref c0, i));
            }

            if (hasD)
            {
                TSimd.Store(fourth.Numbers, ref Unsafe.Add(ref d0, i));
            }
        }
    }

    /// <summary>Less than a register, beside zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rest(TFormula formula, ReadOnlySpan<T> given, ReadOnlySpan<T> from, Span<T> a, Span<T> b, Span<T> c, Span<T> d)
    {
        var pads = default(Pads);
        Span<T> all = pads;
        var first = Pad(all, 1, from);
        var second = Pad(all, 2, b);
        var third = Pad(all, 3, c);
        var fourth = Pad(all, 4, d);
        Registers(formula, Pad(all, 0, given), first, first, second, third, fourth);
        first[..a.Length].CopyTo(a);
        second[..b.Length].CopyTo(b);
        third[..c.Length].CopyTo(c);
        fourth[..d.Length].CopyTo(d);
    }

    private static Span<T> Pad(Span<T> pads, int number, ReadOnlySpan<T> numbers)
    {
        var pad = pads.Slice(number * Widest, numbers.IsEmpty ? 0 : TSimd.Count);
        numbers.CopyTo(pad);
        return pad;
    }

    private static Span<T> Part(Span<T> numbers, int start) => numbers.IsEmpty ? numbers : numbers[start..];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TVector, TSimd> Load(ref T first, nint place) => new(TSimd.Load(ref Unsafe.Add(ref first, place)));

    [InlineArray(5 * Widest)]
    private struct Pads
    {
        private T first;
    }
}
