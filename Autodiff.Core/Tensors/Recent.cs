namespace Autodiff;

/// <summary>
/// Immutable objects met lately, found again by value: shapes and the like are made once and then shared, so that a loop
/// that computes the same shapes at each turn allocates none.
/// </summary>
/// <remarks>
/// A memo and no state: of bounded size, and losing an object costs only making it again. Reads and writes of references
/// are atomic, so threads need no lock.
/// </remarks>
/// <param name="groups">The number of sets of places, a power of two.</param>
internal sealed class Recent<TItem>(int groups = 256) where TItem : class
{
    private const int Ways = 4;

    private readonly TItem?[] items = new TItem?[groups * Ways];

    /// <summary>The places where an object of this hash can stand.</summary>
    public ReadOnlySpan<TItem?> Places(int hash) => items.AsSpan(StartOf(hash), Ways);

    /// <summary>Puts an object in the first of its free places, or else in place of the one that came first.</summary>
    public TItem Add(int hash, TItem item)
    {
        var group = items.AsSpan(StartOf(hash), Ways);
        int free = group.IndexOf((TItem?)null);
        if (free < 0)
        {
            group[1..].CopyTo(group);
            free = Ways - 1;
        }

        group[free] = item;
        return item;
    }

    // Fibonacci hashing, Knuth 6.4.
    private int StartOf(int hash) => (int)(((uint)hash * 2654435769u) >> 16) % groups * Ways;
}
