using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>A recurrent cell over sequences, time by time: a product with the arranged U, and one pass over the gates.</summary>
internal static class RecurrenceUpdate<T, TVector, TSimd, TTiles, TFormula>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TTiles : struct, IGemmTiles<T>
    where TFormula : struct, IRecurrenceFormula
{
    private static bool HasMemory => TFormula.Blocks - 1 != IRecurrenceFormula.State;

    public static void Run(RecurrenceSizes sizes, ReadOnlyMemory<T> p, ReadOnlyMemory<T> u, ReadOnlyMemory<T> h, ReadOnlyMemory<T> beside, Memory<T> y)
    {
        int columns = TFormula.Gates * sizes.Units;
        var panels = GemmBuffer<T>.PanelsB(GemmArranged<T, TTiles>.Room(sizes.Units, columns));
        GemmArranged<T, TTiles>.Arrange(sizes.Units, columns, u.Span, columns, 1, panels.Span);
        Workers.Run(sizes.Parts, new Part(sizes, p, panels, h, beside, y));
    }

    private readonly struct Part(RecurrenceSizes sizes, ReadOnlyMemory<T> p, Memory<T> panels, ReadOnlyMemory<T> h, ReadOnlyMemory<T> beside, Memory<T> y) : IWork
    {
        public void Run(int part)
        {
            int first = sizes.FirstRow(part);
            int rows = sizes.FirstRow(part + 1) - first;
            int units = sizes.Units;
            var (gates, blocks) = (TFormula.Gates * units, TFormula.Blocks * units);
            var product = GemmBuffer<T>.Line(rows * gates).Span;
            Start(y.Span.Slice(first * blocks, rows * blocks), h.Span[(first * units)..], beside.Span[(HasMemory ? first * units : 0)..]);
            for (int t = 0; t < sizes.Times; t++)
            {
                var before = y.Span.Slice(((t * sizes.Batch) + first) * blocks, rows * blocks);
                var after = y.Span.Slice((((t + 1) * sizes.Batch) + first) * blocks, rows * blocks);
                var projected = p.Span.Slice(((t * sizes.Batch) + first) * gates, rows * gates);
                GemmArranged<T, TTiles>.Multiply(rows, gates, units, before[(blocks - units)..], blocks, panels.Span, product, gates, accumulate: false);
                var bias = beside.Span[..units];
                int whole = units / TSimd.Count * TSimd.Count;
                Update<TVector, TSimd>(units, 0, whole, projected, product, before, bias, after);
                Update<T, Simd1<T>>(units, whole, units, projected, product, before, bias, after);
            }
        }

        /// <summary>The start as the first time: no gates, the output, the memory.</summary>
        private void Start(Span<T> start, ReadOnlySpan<T> h, ReadOnlySpan<T> memory)
        {
            int units = sizes.Units;
            for (int place = 0; !start.IsEmpty; place += units)
            {
                var row = start[..(TFormula.Blocks * units)];
                row[..(IRecurrenceFormula.State * units)].Clear();
                (HasMemory ? memory : h).Slice(place, units).CopyTo(row[(IRecurrenceFormula.State * units)..]);
                h.Slice(place, units).CopyTo(row[^units..]);
                start = start[row.Length..];
            }
        }
    }

    // Inlined into its caller, or begun in code not yet optimised, the formula would not be compiled into the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Update<TRegister, TWidth>(
        int units, int from, int to, ReadOnlySpan<T> p, ReadOnlySpan<T> q, ReadOnlySpan<T> before, ReadOnlySpan<T> bias, Span<T> y)
        where TWidth : struct, ISimd<T, TRegister>
    {
        ref T bias0 = ref MemoryMarshal.GetReference(bias);
        int rows = y.Length / (TFormula.Blocks * units);
        for (int row = 0; row < rows; row++)
        {
            ref T p0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(p), row * TFormula.Gates * units);
            ref T q0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(q), row * TFormula.Gates * units);
            ref T state0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(before), ((row * TFormula.Blocks) + IRecurrenceFormula.State) * units);
            ref T result = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), row * TFormula.Blocks * units);
            for (int i = from; i < to; i += TWidth.Count)
            {
                TFormula.Update(
                    Load<TRegister, TWidth>(ref p0, i),
                    Load<TRegister, TWidth>(ref p0, units + i),
                    Load<TRegister, TWidth>(ref p0, (2 * units) + i),
                    TFormula.Gates > 3 ? Load<TRegister, TWidth>(ref p0, (3 * units) + i) : default,
                    Load<TRegister, TWidth>(ref q0, i),
                    Load<TRegister, TWidth>(ref q0, units + i),
                    Load<TRegister, TWidth>(ref q0, (2 * units) + i),
                    TFormula.Gates > 3 ? Load<TRegister, TWidth>(ref q0, (3 * units) + i) : default,
                    Load<TRegister, TWidth>(ref state0, i),
                    Load<TRegister, TWidth>(ref bias0, i),
                    out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                TWidth.Store(y0.Numbers, ref Unsafe.Add(ref result, i));
                TWidth.Store(y1.Numbers, ref Unsafe.Add(ref result, units + i));
                TWidth.Store(y2.Numbers, ref Unsafe.Add(ref result, (2 * units) + i));
                TWidth.Store(y3.Numbers, ref Unsafe.Add(ref result, (3 * units) + i));
                TWidth.Store(y4.Numbers, ref Unsafe.Add(ref result, (4 * units) + i));
                if (TFormula.Blocks > 5)
                {
                    TWidth.Store(y5.Numbers, ref Unsafe.Add(ref result, (5 * units) + i));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TRegister, TWidth> Load<TRegister, TWidth>(ref T first, int place) where TWidth : struct, ISimd<T, TRegister> =>
        new(TWidth.Load(ref Unsafe.Add(ref first, place)));
}
