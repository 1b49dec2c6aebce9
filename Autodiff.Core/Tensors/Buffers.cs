using System.Numerics;

namespace Autodiff;

/// <summary>The elements of one or more tensors; a view shares them with what it is a view of.</summary>
internal sealed class Buffer<T>(T[] items)
{
    public readonly T[] Items = items;

    /// <summary>The number of nodes whose elements these are; not counted for a plain tensor, which the garbage collector owns.</summary>
    public int Users;

    /// <summary>True of the memory of a tape.</summary>
    public bool IsLent;
}

/// <summary>Lends memory for elements and takes it back, so that a warm loop allocates none.</summary>
internal sealed class Buffers<T>
{
    private const int StepsPerOctave = 8; // at most an eighth of a buffer is not used
    private const int Smallest = 16;

    private readonly Stack<Buffer<T>>?[] free = new Stack<Buffer<T>>?[32 * StepsPerOctave];

    /// <summary>The elements lent now, and the most that were lent at once.</summary>
    public long Lent { get; private set; }

    public long MostLent { get; private set; }

    /// <summary>The elements of all buffers, lent or free.</summary>
    public long Held { get; private set; }

    /// <summary>True when a buffer for so many elements need not be taken from the system.</summary>
    public bool HasFree(int count) => free[StepOf(Math.Max(count, Smallest))] is { Count: > 0 };

    public Buffer<T> Rent(int count)
    {
        int size = Math.Max(count, Smallest);
        int step = StepOf(size);
        if (free[step] is not { } stack || !stack.TryPop(out var buffer))
        {
            buffer = new(GC.AllocateUninitializedArray<T>(LengthOf(step, size)));
            Held += buffer.Items.Length;
        }

        Lent += buffer.Items.Length;
        MostLent = Math.Max(MostLent, Lent);
        buffer.Users = 1;
        buffer.IsLent = true;
        return buffer;
    }

    public void Return(Buffer<T> buffer)
    {
        Lent -= buffer.Items.Length;
        (free[StepOf(buffer.Items.Length)] ??= new()).Push(buffer);
    }

    public void Trim()
    {
        Array.Clear(free);
        Held = Lent;
        MostLent = Lent;
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
