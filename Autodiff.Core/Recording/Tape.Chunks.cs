using System.Runtime.CompilerServices;

namespace Autodiff;

// Entries stand in chunks: a large tape grows without copying, and a cold one without touching a page twice.
public sealed partial class Tape<T>
{
    internal const int ChunkLength = 1 << ChunkShift;
    internal const int ChunkShift = 16;
    private const int SmallestChunk = 64;

    private readonly List<Entry<T>[]> chunks = [[]];
    private Entry<T>[] chunk;
    private int position;
    private int chunkStart;

    /// <summary>Counts resets and rewinds; a scalar of another epoch may be stale.</summary>
    internal int Epoch { get; private set; }

    /// <summary>The id of the first entry in the present epoch; see <see cref="Scalar{T}"/>.</summary>
    internal long FirstId { get; private set; } = 1;

    /// <summary>Appends an entry and returns its index. The hottest code of the library: everything rare is elsewhere.</summary>
    /// <remarks>An index and not a scalar, because a struct returned by the rare call would live in memory in every operator.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Push(int code, int left, int right, T leftPartial, T rightPartial)
    {
        int place = position;
        var entries = chunk;
        if ((uint)place >= (uint)entries.Length)
        {
            return PushInNewRoom(code, left, right, leftPartial, rightPartial);
        }

        ref var entry = ref entries[place];
        entry.LeftPartial = leftPartial;
        entry.RightPartial = rightPartial;
        entry.Left = left;
        entry.Right = right;
        entry.Code = code;
        position = place + 1;
        return chunkStart + place;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int PushInNewRoom(int code, int left, int right, T leftPartial, T rightPartial)
    {
        if (Count >= Limit)
        {
            TapeErrors.Full(Limit);
        }

        if (chunk.Length < ChunkLength)
        {
            GrowFirstChunk(2 * chunk.Length);
        }
        else
        {
            Enter(Count);
        }

        return Push(code, left, right, leftPartial, rightPartial);
    }

    /// <summary>Makes room for this many entries in all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative or beyond <see cref="Limit"/>.</exception>
    public void Reserve(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, Limit);
        if (Math.Min(capacity, ChunkLength) > chunks[0].Length)
        {
            GrowFirstChunk(capacity);
        }

        for (long start = (long)chunks.Count * ChunkLength; start < capacity; start += ChunkLength)
        {
            chunks.Add(NewChunk((int)Math.Min(ChunkLength, Limit - start)));
        }
    }

    /// <summary>The entry at an index; readers go through this, the sweeps through <see cref="EntriesOfChunk"/>.</summary>
    internal ref readonly Entry<T> EntryAt(int index) => ref chunks[index >> ChunkShift][index & (ChunkLength - 1)];

    internal ReadOnlySpan<Entry<T>> EntriesOfChunk(int number) => chunks[number];

    /// <summary>The bytes of memory that the tape keeps for entries.</summary>
    internal long EntryBytes => chunks.Sum(entries => (long)entries.Length) * Unsafe.SizeOf<Entry<T>>();

    private static Entry<T>[] NewChunk(int length) => GC.AllocateUninitializedArray<Entry<T>>(length);

    private void GrowFirstChunk(int length)
    {
        var larger = NewChunk(Math.Min(length, Math.Min(ChunkLength, Limit)));
        chunks[0].AsSpan().CopyTo(larger);
        bool current = chunk == chunks[0];
        chunks[0] = larger;
        if (current)
        {
            chunk = larger;
        }
    }

    /// <summary>Makes <paramref name="index"/> the place of the next entry.</summary>
    private void Enter(int index)
    {
        int number = index >> ChunkShift;
        if (number == chunks.Count)
        {
            chunks.Add(NewChunk(Math.Min(ChunkLength, Limit - index)));
        }

        (chunk, chunkStart, position) = (chunks[number], number << ChunkShift, index & (ChunkLength - 1));
    }

    private void TruncateChunks(int count)
    {
        if (count == 0 || (count - 1) >> ChunkShift != chunkStart >> ChunkShift)
        {
            Enter(count == 0 ? 0 : count - 1);
        }

        position = count - chunkStart;
    }

    private void TrimChunks()
    {
        int used = (chunkStart >> ChunkShift) + 1;
        chunks.RemoveRange(used, chunks.Count - used);
    }
}
