using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// The chain rule from the outputs down: each entry adds its adjoint times its partial to the adjoint of each operand.
/// </summary>
internal static class ReverseSweep
{
    /// <summary>Sweeps the entries up to <paramref name="last"/>; <paramref name="adjoints"/> holds the seeds and receives the result.</summary>
    public static void Run<T>(Tape<T> tape, int last, Span<T> adjoints) where T : IFloatingPointIeee754<T>
    {
        for (int number = last >> Tape<T>.ChunkShift; number >= 0; number--)
        {
            int start = number << Tape<T>.ChunkShift;
            var entries = tape.EntriesOfChunk(number)[..Math.Min(last - start + 1, Tape<T>.ChunkLength)];
            Sweep(tape, entries, adjoints, start);
            last = start - 1;
        }
    }

    // References instead of spans: operands always precede their entry, and the checks would cost a tenth of the sweep.
    private static void Sweep<T>(Tape<T> tape, ReadOnlySpan<Entry<T>> entries, Span<T> adjoints, int start) where T : IFloatingPointIeee754<T>
    {
        ref T all = ref MemoryMarshal.GetReference(adjoints);
        ref T own = ref adjoints[start + entries.Length - 1];
        ref Entry<T> entry = ref Unsafe.AsRef(in entries[^1]);
        for (int remaining = entries.Length; remaining > 0; remaining--)
        {
            T adjoint = own;
            if (!Lifting<T>.Vanishes(adjoint)) // also keeps 0 · ∞ from making NaN
            {
                if (entry.Right >= 0)
                {
                    Unsafe.Add(ref all, entry.Right) += entry.RightPartial * adjoint;
                }

                if (entry.IsWide)
                {
                    SweepWide(tape, in entry, adjoints, adjoint);
                }
                else if (entry.Left >= 0)
                {
                    Unsafe.Add(ref all, entry.Left) += entry.LeftPartial * adjoint;
                }
            }

            own = ref Unsafe.Subtract(ref own, 1);
            entry = ref Unsafe.Subtract(ref entry, 1);
        }
    }

    private static void SweepWide<T>(Tape<T> tape, in Entry<T> entry, Span<T> adjoints, T adjoint) where T : IFloatingPointIeee754<T>
    {
        var operands = tape.OperandsOf(in entry);
        var partials = tape.PartialsOf(in entry);
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] >= 0)
            {
                adjoints[operands[i]] += partials[i] * adjoint;
            }
        }
    }
}
