using System.Numerics;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The elements of one or more tensors; a view shares them with what it is a view of.</summary>
internal sealed class Buffer<T>(T[] items)
{
    public readonly T[] Items = items;

    /// <summary>
    /// The number of nodes whose elements these are, or of a parameter the tapes that borrow them; not counted for other plain tensors, which the
    /// garbage collector owns.
    /// </summary>
    public int Users;

    /// <summary>True of the memory of a tape.</summary>
    public bool IsLent;

    /// <summary>The number of the last recording that used it.</summary>
    public int Recording;
}

/// <summary>Lends memory for elements and takes it back, so that a warm loop allocates none.</summary>
internal sealed class Buffers<T>
{
    private const int StepsPerOctave = 8; // at most an eighth of a buffer is not used
    private const int LargerSteps = 2; // or a third, when that saves a new one
    private const int Smallest = 16;
    private const int Patience = 16; // recordings after which memory that none of them used goes back to the system

    private readonly List<Buffer<T>>?[] free = new List<Buffer<T>>?[32 * StepsPerOctave];
    private int recording;

    /// <summary>The elements lent now, and the most that were lent at once.</summary>
    public long Lent { get; private set; }

    public long MostLent { get; private set; }

    /// <summary>The elements of all buffers, lent or free.</summary>
    public long Held { get; private set; }

    /// <summary>True when a buffer, once returned, would be lent for so many elements.</summary>
    public static bool Fits(Buffer<T> buffer, int count) =>
        StepOf(buffer.Items.Length) - StepOf(Math.Max(count, Smallest)) is >= 0 and <= LargerSteps;

    /// <summary>True when a buffer for so many elements need not be taken from the system.</summary>
    public bool HasFree(int count) => FreeFor(count) is not null;

    public Buffer<T> Rent(int count)
    {
        Buffer<T> buffer;
        if (FreeFor(count) is { } list)
        {
            buffer = list[^1];
            list.RemoveAt(list.Count - 1);
        }
        else
        {
            int size = Math.Max(count, Smallest);
            buffer = new(GC.AllocateUninitializedArray<T>(LengthOf(StepOf(size), size)));
            Held += buffer.Items.Length;
        }

        Lent += buffer.Items.Length;
        MostLent = Math.Max(MostLent, Lent);
        buffer.Users = 1;
        buffer.IsLent = true;
        buffer.Recording = recording;
        return buffer;
    }

    public void Return(Buffer<T> buffer)
    {
        Lent -= buffer.Items.Length;
        (free[StepOf(buffer.Items.Length)] ??= []).Add(buffer);
    }

    /// <summary>Starts a recording; lets go of what the last ones did not use, as happens when shapes change.</summary>
    public void NextRecording()
    {
        if (++recording % Patience != 0)
        {
            return;
        }

        foreach (var list in free)
        {
            int kept = 0;
            for (int i = 0; i < (list?.Count ?? 0); i++)
            {
                if (recording - list![i].Recording <= Patience)
                {
                    list[kept++] = list[i];
                }
                else
                {
                    Held -= list[i].Items.Length;
                }
            }

            if (list is not null)
            {
                CollectionsMarshal.SetCount(list, kept);
            }
        }
    }

    public void Trim()
    {
        Array.Clear(free);
        Held = Lent;
        MostLent = Lent;
    }

    private List<Buffer<T>>? FreeFor(int count)
    {
        int step = StepOf(Math.Max(count, Smallest));
        int last = Math.Min(step + LargerSteps, free.Length - 1);
        for (; step <= last; step++)
        {
            if (free[step] is { Count: > 0 } list)
            {
                return list;
            }
        }

        return null;
    }

    /// <summary>The smallest class whose buffers hold <paramref name="size"/> elements; classes are spaced evenly within a power of two.</summary>
    private static int StepOf(int size)
    {
        int octave = BitOperations.Log2((uint)(size - 1)); // 2^octave < size ≤ 2^(octave + 1)
        int spacing = octave - BitOperations.Log2(StepsPerOctave);
        return (octave * StepsPerOctave) + ((size - 1 - (1 << octave)) >> Math.Max(0, spacing));
    }

    private static int LengthOf(int step, int size)
    {
        int octave = step / StepsPerOctave;
        int spacing = Math.Max(0, octave - BitOperations.Log2(StepsPerOctave));
        long length = (1L << octave) + ((long)((step % StepsPerOctave) + 1) << spacing);
        return (int)Math.Max(size, Math.Min(length, Array.MaxLength));
    }
}
