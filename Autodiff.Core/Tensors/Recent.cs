namespace Autodiff;

/// <summary>
/// Immutable objects met lately, found again by value: shapes and the like are made once and then shared, so that a loop
/// that computes the same shapes at each turn allocates none.
/// </summary>
/// <remarks>
/// A memo and no state: of bounded size, and losing an object costs only making it again. Reads and writes of references
/// are atomic, so threads need no lock.
/// </remarks>
internal sealed class Recent<TItem> where TItem : class
{
    private const int Ways = 8;
    private const int MostItems = 1 << 16;

    private TItem?[] items = new TItem?[16 * Ways];

    /// <summary>The places where an object of this hash can stand.</summary>
    public ReadOnlySpan<TItem?> Places(int hash) => Group(items, hash);

    /// <summary>Puts an object in the first of its free places; when there is none, in a larger table, or at last in place of the one that came first.</summary>
    public TItem Add(int hash, TItem item)
    {
        while (Group(items, hash).IndexOf((TItem?)null) < 0 && items.Length < MostItems)
        {
            Grow();
        }

        var group = Group(items, hash);
        int free = group.IndexOf((TItem?)null);
        if (free < 0)
        {
            group[1..].CopyTo(group);
            free = Ways - 1;
        }

        group[free] = item;
        return item;
    }

    private void Grow()
    {
        var larger = new TItem?[2 * items.Length];
        foreach (var item in items)
        {
            var group = item is null ? default : Group(larger, item.GetHashCode());
            int free = group.IndexOf((TItem?)null);
            if (free >= 0)
            {
                group[free] = item;
            }
        }

        items = larger;
    }

    // Fibonacci hashing, Knuth 6.4; the number of groups is a power of two.
    private static Span<TItem?> Group(TItem?[] table, int hash) =>
        table.AsSpan(((int)(((uint)hash * 2654435769u) >> 16) & ((table.Length / Ways) - 1)) * Ways, Ways);
}
