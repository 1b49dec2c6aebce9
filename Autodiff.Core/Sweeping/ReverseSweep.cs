using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// The chain rule from the outputs down: each entry adds its adjoint times its partial to the adjoint of each operand.
/// </summary>
/// <remarks>An entry of a tensor has its adjoint elsewhere; a 1 in place of it says that there is one.</remarks>
internal static class ReverseSweep
{
    /// <summary>Sweeps the entries up to <paramref name="last"/>; <paramref name="adjoints"/> holds the seeds and receives the result.</summary>
    public static void Run<T>(Tape<T> tape, int last, Adjoints<T> adjoints) where T : IFloatingPointIeee754<T>
    {
        while (last >= tape.LeadingInputs) // which have no operands to sweep to
        {
            int number = last >> Tape<T>.ChunkShift;
            int chunkStart = number << Tape<T>.ChunkShift;
            int start = Math.Max(chunkStart, tape.LeadingInputs);
            Sweep(tape, tape.EntriesOfChunk(number)[(start - chunkStart)..(last - chunkStart + 1)], adjoints, start);
            last = start - 1;
        }
    }

    // References instead of spans: operands always precede their entry, and the checks would cost a tenth of the sweep.
    private static void Sweep<T>(Tape<T> tape, ReadOnlySpan<Entry<T>> entries, Adjoints<T> adjoints, int start) where T : IFloatingPointIeee754<T>
    {
        ref T all = ref MemoryMarshal.GetArrayDataReference(adjoints.Values);
        int index = start + entries.Length - 1;
        ref Entry<T> entry = ref Unsafe.AsRef(in entries[^1]);
        T adjoint = adjoints.Values[index];
        while (true)
        {
            if (Lifting<T>.Instance is null && !T.IsFinite(adjoint))
            {
                SweepMasked(tape, in entry, adjoints, adjoint);
            }
            else if (!Lifting<T>.Vanishes(adjoint))
            {
                if (entry.Right >= 0)
                {
                    ChainRule.Accumulate(ref Unsafe.Add(ref all, entry.Right), entry.RightPartial, adjoint);
                }

                if (entry.IsWide)
                {
                    SweepWide(tape, in entry, adjoints, adjoint);
                }
                else if (entry.Left >= 0)
                {
                    adjoint = ChainRule.Accumulate(ref Unsafe.Add(ref all, entry.Left), entry.LeftPartial, adjoint);
                    if (entry.Left == index - 1 && index > start)
                    {
                        // The operand is the entry before, as in every chain: its adjoint is at hand, and need not make the trip
                        // through memory on which the next entry would wait.
                        index--;
                        entry = ref Unsafe.Subtract(ref entry, 1);
                        continue;
                    }
                }
            }

            if (index == start)
            {
                return;
            }

            index--;
            entry = ref Unsafe.Subtract(ref entry, 1);
            adjoint = Unsafe.Add(ref all, index);
        }
    }

    /// <summary>Entries whose operands stand elsewhere. Never inlined: the tensors behind it would push the variables of the loop out of registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SweepWide<T>(Tape<T> tape, in Entry<T> entry, Adjoints<T> adjoints, T adjoint) where T : IFloatingPointIeee754<T>
    {
        if (entry.IsTensor || entry.IsElement)
        {
            TensorSweep.Run(tape, in entry, adjoints, adjoint);
            return;
        }

        var operands = tape.OperandsOf(in entry);
        var partials = tape.PartialsOf(in entry);
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] >= 0)
            {
                ChainRule.Accumulate(ref adjoints.Values[operands[i]], partials[i], adjoint);
            }
        }
    }

    /// <summary>The rare case that a zero partial meets an infinite adjoint; that a zero adjoint meets an infinite partial is every sweep's business.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SweepMasked<T>(Tape<T> tape, in Entry<T> entry, Adjoints<T> adjoints, T adjoint) where T : IFloatingPointIeee754<T>
    {
        if (entry.IsElement)
        {
            TensorSweep.Run(tape, in entry, adjoints, adjoint);
            return;
        }

        ReadOnlySpan<int> operands = entry.IsWide ? tape.OperandsOf(in entry) : [entry.Left, entry.Right];
        ReadOnlySpan<T> partials = entry.IsWide ? tape.PartialsOf(in entry) : [entry.LeftPartial, entry.RightPartial];
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] >= 0)
            {
                adjoints.Values[operands[i]] += ChainRule.Product(partials[i], adjoint);
            }
        }
    }
}
