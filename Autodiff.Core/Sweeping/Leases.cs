namespace Autodiff;

/// <summary>The adjoints of one sweep, lent to a <see cref="Gradients{T}"/> until the tape takes them back.</summary>
internal sealed class Adjoints<T>
{
    public T[] Values = [];

    /// <summary>The number of the lease; gradients of another number are released.</summary>
    public long Lease;

    /// <summary>The length of the tape when it was swept.</summary>
    public int Count;
}

/// <summary>Lends adjoint arrays and takes them back, so that a warm loop allocates none and stale gradients are noticed.</summary>
internal sealed class Leases<T>
{
    private readonly List<Adjoints<T>> lent = [];
    private readonly Stack<Adjoints<T>> free = [];

    /// <summary>The number of the next lease.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Zeros for a tape of <paramref name="count"/> entries.</summary>
    public Adjoints<T> Lend(int count)
    {
        if (!free.TryPop(out var adjoints))
        {
            adjoints = new();
        }

        if (adjoints.Values.Length < count)
        {
            // Room to grow, so that recordings of slowly rising length do not allocate at each sweep.
            adjoints.Values = new T[(int)Math.Min(Math.Max(count, 2L * adjoints.Values.Length), Array.MaxLength)];
        }
        else
        {
            adjoints.Values.AsSpan(0, count).Clear();
        }

        adjoints.Lease = Next++;
        adjoints.Count = count;
        lent.Add(adjoints);
        return adjoints;
    }

    public void Release(Adjoints<T> adjoints) => ReleaseAt(lent.LastIndexOf(adjoints));

    public void ReleaseSince(long lease)
    {
        for (int i = lent.Count - 1; i >= 0 && lent[i].Lease >= lease; i--)
        {
            ReleaseAt(i);
        }
    }

    private void ReleaseAt(int index)
    {
        lent[index].Lease = 0;
        free.Push(lent[index]);
        lent.RemoveAt(index);
    }

    public void Trim()
    {
        free.Clear();
        free.TrimExcess();
    }
}
