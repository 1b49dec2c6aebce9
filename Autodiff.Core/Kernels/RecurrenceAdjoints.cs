using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The adjoints in a recurrent cell over sequences, from the last time to the first: one pass over the gates, and a product with the arranged Uᵀ.</summary>
internal static class RecurrenceAdjoints<T, TVector, TSimd, TTiles, TFormula>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TTiles : struct, IGemmTiles<T>
    where TFormula : struct, IRecurrenceFormula
{
    private const int Adjoints = 4;

    private static bool HasMemory => TFormula.Blocks - 1 != IRecurrenceFormula.State;

    public static void Run(RecurrenceSizes sizes, ReadOnlyMemory<T> y, ReadOnlyMemory<T> v, ReadOnlyMemory<T> u, Memory<T> d)
    {
        int units = sizes.Units;
        int room = GemmArranged<T, TTiles>.Room(units, units);
        var panels = GemmBuffer<T>.PanelsB(TFormula.Gates * room);
        for (int gate = 0; gate < TFormula.Gates; gate++)
        {
            GemmArranged<T, TTiles>.Arrange(units, units, u.Span[(gate * units)..], 1, TFormula.Gates * units, panels.Span.Slice(gate * room, room));
        }

        Workers.Run(sizes.Parts, new Part(sizes, y, v, panels, room, d));
    }

    private readonly struct Part(RecurrenceSizes sizes, ReadOnlyMemory<T> y, ReadOnlyMemory<T> v, Memory<T> panels, int room, Memory<T> d) : IWork
    {
        public void Run(int part)
        {
            int first = sizes.FirstRow(part);
            int rows = sizes.FirstRow(part + 1) - first;
            int units = sizes.Units;
            int whole = units / TSimd.Count * TSimd.Count;
            var (blocks, width) = (TFormula.Blocks * units, Adjoints * units);
            var buffer = GemmBuffer<T>.Line(2 * rows * units).Span;
            buffer.Clear();
            var product = buffer[..(rows * units)];
            var carry = buffer[(rows * units)..];
            for (int t = sizes.Times; t > 0; t--)
            {
                var its = y.Span.Slice(((t * sizes.Batch) + first) * blocks, rows * blocks);
                var before = y.Span.Slice((((t - 1) * sizes.Batch) + first) * blocks, rows * blocks);
                var weight = v.Span.Slice(((t * sizes.Batch) + first) * blocks, rows * blocks);
                var result = d.Span.Slice(((t * sizes.Batch) + first) * width, rows * width);
                Pull<TVector, TSimd>(units, 0, whole, its, before, weight, product, carry, result);
                Pull<T, Simd1<T>>(units, whole, units, its, before, weight, product, carry, result);
                for (int gate = 0; gate < TFormula.Gates; gate++)
                {
                    GemmArranged<T, TTiles>.Multiply(
                        rows, units, units, result[(TFormula.BlockOfProduct(gate) * units)..], width, panels.Span.Slice(gate * room, room), product, units, accumulate: gate > 0);
                }
            }

            Start(v.Span.Slice(first * blocks, rows * blocks), product, carry, d.Span.Slice(first * width, rows * width));
        }

        /// <summary>The adjoints of the start: of the output, and of the memory.</summary>
        private void Start(ReadOnlySpan<T> v, ReadOnlySpan<T> product, ReadOnlySpan<T> carry, Span<T> d)
        {
            int units = sizes.Units;
            d.Clear();
            for (int i = 0; i < product.Length; i++)
            {
                var (row, unit) = Math.DivRem(i, units);
                int place = row * TFormula.Blocks * units;
                int result = row * Adjoints * units;
                T state = v[place + (IRecurrenceFormula.State * units) + unit] + carry[i];
                T output = HasMemory ? v[place + ((TFormula.Blocks - 1) * units) + unit] + product[i] : state + product[i];
                d[result + unit] = output;
                d[result + units + unit] = HasMemory ? state : T.Zero;
            }
        }
    }

    // Inlined into its caller, or begun in code not yet optimised, the formula would not be compiled into the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pull<TRegister, TWidth>(
        int units, int from, int to, ReadOnlySpan<T> y, ReadOnlySpan<T> before, ReadOnlySpan<T> v, ReadOnlySpan<T> product, Span<T> carry, Span<T> d)
        where TWidth : struct, ISimd<T, TRegister>
    {
        int rows = y.Length / (TFormula.Blocks * units);
        for (int row = 0; row < rows; row++)
        {
            ref T y0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), row * TFormula.Blocks * units);
            ref T v0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), row * TFormula.Blocks * units);
            ref T state0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(before), ((row * TFormula.Blocks) + IRecurrenceFormula.State) * units);
            ref T product0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(product), row * units);
            ref T carry0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(carry), row * units);
            ref T result = ref Unsafe.Add(ref MemoryMarshal.GetReference(d), row * Adjoints * units);
            for (int i = from; i < to; i += TWidth.Count)
            {
                var ofState = Load<TRegister, TWidth>(ref v0, (4 * units) + i) + Load<TRegister, TWidth>(ref carry0, i);
                var ofProduct = Load<TRegister, TWidth>(ref product0, i);
                TFormula.Adjoint<Lanes<T, TRegister, TWidth>, PlainProduct<Lanes<T, TRegister, TWidth>>>(
                    Load<TRegister, TWidth>(ref y0, i),
                    Load<TRegister, TWidth>(ref y0, units + i),
                    Load<TRegister, TWidth>(ref y0, (2 * units) + i),
                    Load<TRegister, TWidth>(ref y0, (3 * units) + i),
                    Load<TRegister, TWidth>(ref y0, (4 * units) + i),
                    Load<TRegister, TWidth>(ref state0, i),
                    Load<TRegister, TWidth>(ref v0, i),
                    Load<TRegister, TWidth>(ref v0, units + i),
                    Load<TRegister, TWidth>(ref v0, (2 * units) + i),
                    Load<TRegister, TWidth>(ref v0, (3 * units) + i),
                    HasMemory ? ofState : ofState + ofProduct,
                    HasMemory ? Load<TRegister, TWidth>(ref v0, (5 * units) + i) + ofProduct : default,
                    out var d0, out var d1, out var d2, out var d3, out var rest);
                if (TWidth.HasNaN((d0 + d1 + (d2 + d3) + rest).Numbers))
                {
                    (d0, d1, d2, d3, rest) = Masked<TRegister, TWidth>(
                        units, ref Unsafe.Add(ref y0, i), Load<TRegister, TWidth>(ref state0, i), ref Unsafe.Add(ref v0, i), ofState, ofProduct);
                }

                TWidth.Store(d0.Numbers, ref Unsafe.Add(ref result, i));
                TWidth.Store(d1.Numbers, ref Unsafe.Add(ref result, units + i));
                TWidth.Store(d2.Numbers, ref Unsafe.Add(ref result, (2 * units) + i));
                TWidth.Store(d3.Numbers, ref Unsafe.Add(ref result, (3 * units) + i));
                TWidth.Store(rest.Numbers, ref Unsafe.Add(ref carry0, i));
            }
        }
    }

    /// <summary>The same with the products of the chain rule, in which a zero masks, as in the composition: rarely needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Lanes<T, TRegister, TWidth> D0, Lanes<T, TRegister, TWidth> D1, Lanes<T, TRegister, TWidth> D2, Lanes<T, TRegister, TWidth> D3, Lanes<T, TRegister, TWidth> Before)
        Masked<TRegister, TWidth>(
            int units, ref T y, Lanes<T, TRegister, TWidth> state, ref T v, Lanes<T, TRegister, TWidth> ofState, Lanes<T, TRegister, TWidth> ofProduct)
        where TWidth : struct, ISimd<T, TRegister>
    {
        TFormula.Adjoint<Lanes<T, TRegister, TWidth>, MaskedProduct<Lanes<T, TRegister, TWidth>>>(
            Load<TRegister, TWidth>(ref y, 0),
            Load<TRegister, TWidth>(ref y, units),
            Load<TRegister, TWidth>(ref y, 2 * units),
            Load<TRegister, TWidth>(ref y, 3 * units),
            Load<TRegister, TWidth>(ref y, 4 * units),
            state,
            Load<TRegister, TWidth>(ref v, 0),
            Load<TRegister, TWidth>(ref v, units),
            Load<TRegister, TWidth>(ref v, 2 * units),
            Load<TRegister, TWidth>(ref v, 3 * units),
            HasMemory ? ofState : ofState + ofProduct,
            HasMemory ? Load<TRegister, TWidth>(ref v, 5 * units) + ofProduct : default,
            out var d0, out var d1, out var d2, out var d3, out var rest);
        return (d0, d1, d2, d3, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TRegister, TWidth> Load<TRegister, TWidth>(ref T first, int place) where TWidth : struct, ISimd<T, TRegister> =>
        new(TWidth.Load(ref Unsafe.Add(ref first, place)));
}
