using System.Numerics;

namespace Autodiff;

/// <summary>Lends adjoints and takes them back, so that a warm loop allocates none and stale gradients are noticed.</summary>
internal sealed class Leases<T>(Tape<T> tape) where T : IFloatingPointIeee754<T>
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
            adjoints = new(tape);
        }

        adjoints.Clear(count);
        adjoints.Lease = Next++;
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
        lent[index].GiveBack();
        free.Push(lent[index]);
        lent.RemoveAt(index);
    }

    public void Trim()
    {
        free.Clear();
        free.TrimExcess();
    }
}
