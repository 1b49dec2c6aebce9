using System.Collections;
using System.Numerics;

namespace Autodiff;

/// <summary>An immutable list of whole numbers with equality by value: the strides of a layout, the axes of an operation.</summary>
internal sealed class Integers : IReadOnlyList<int>, IEquatable<Integers>
{
    private static readonly Recent<Integers> Made = new();

    private readonly int[] items;

    private Integers(int[] items) => this.items = items;

    public static Integers Of(params ReadOnlySpan<int> items)
    {
        int hash = Hash(items);
        foreach (var made in Made.Places(hash))
        {
            if (made is not null && items.SequenceEqual(made.items))
            {
                return made;
            }
        }

        return Made.Add(hash, new(items.ToArray()));
    }

    public int Count => items.Length;

    public int this[int place] => items[place];

    public ReadOnlySpan<int> Span => items;

    public bool Equals(Integers? other) => ReferenceEquals(this, other) || (other is not null && Span.SequenceEqual(other.items));

    public override bool Equals(object? obj) => Equals(obj as Integers);

    public override int GetHashCode() => Hash(items);

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => Text(items);

    /// <summary>A list as it is written in code: <c>[2, 3]</c>.</summary>
    public static string Text(ReadOnlySpan<int> items) => $"[{string.Join(", ", items.ToArray().Select(item => FormattableString.Invariant($"{item}")))}]";

    // Mixed at each step: neighbouring lists, as the places of many slices are, must not meet.
    public static int Hash(ReadOnlySpan<int> items)
    {
        uint hash = (uint)items.Length;
        foreach (int item in items)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ (uint)item) * 2654435769u;
        }

        return (int)(hash ^ (hash >> 15));
    }
}
