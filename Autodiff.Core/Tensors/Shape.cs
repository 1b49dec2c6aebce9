using System.Collections;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// The lengths of the axes of a tensor, written as a list: <c>[2, 3]</c> is a matrix of two rows, <c>[]</c> a single number.
/// </summary>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    /// <summary>The greatest number of axes.</summary>
    public const int MaxRank = 32;

    private static readonly Recent<Shape> Made = new();

    private readonly int[] lengths;

    private Shape(int[] lengths)
    {
        this.lengths = lengths;
        ElementCount = CountOf(lengths);
        Strides = RowMajor(lengths);
    }

    /// <summary>The shape of a single number, without axes.</summary>
    public static Shape Scalar { get; } = Of();

    /// <summary>The shape of these lengths.</summary>
    /// <exception cref="ArgumentException">A length is negative, there are more axes than <see cref="MaxRank"/>, or more elements than an array can hold.</exception>
    public static Shape Of(params ReadOnlySpan<int> lengths)
    {
        if (Known(lengths) is { } known)
        {
            return known;
        }

        Check(lengths);
        return Made.Add(Integers.Hash(lengths), new(lengths.ToArray()));
    }

    /// <summary>The shape of these lengths, as the result of an operation on one or two others.</summary>
    /// <exception cref="ArgumentException">There are more axes than <see cref="MaxRank"/>, or more elements than an array can hold.</exception>
    internal static Shape Of(ReadOnlySpan<int> lengths, string operation, Shape x, Shape? y = null) => Known(lengths) ?? (CanBe(lengths)
        ? Of(lengths)
        : throw new ArgumentException(lengths.Length > MaxRank
            ? $"{operation}: of {Named(x, y)} a result of {lengths.Length} axes would be made, and a tensor has at most {MaxRank}. Join some with Reshape."
            : $"{operation}: of {Named(x, y)} a result of shape {Integers.Text(lengths)} would be made, with more elements than an array can hold, {Array.MaxLength}. Work on parts."));

    /// <summary>A shape made before, which needs no checks.</summary>
    private static Shape? Known(ReadOnlySpan<int> lengths)
    {
        foreach (var made in Made.Places(Integers.Hash(lengths)))
        {
            if (made is not null && lengths.SequenceEqual(made.lengths))
            {
                return made;
            }
        }

        return null;
    }

    /// <summary>True when these lengths are not of too many axes or elements.</summary>
    internal static bool CanBe(ReadOnlySpan<int> lengths) => lengths.Length <= MaxRank && CountOf(lengths) >= 0;

    /// <summary>A length that an operation computes from one or two shapes; wide, so that it cannot overflow on the way here.</summary>
    /// <exception cref="ArgumentException">It is longer than an array can be.</exception>
    internal static int Length(Int128 length, string operation, Shape x, Shape? y = null) => length <= Array.MaxLength
        ? (int)length
        : throw new ArgumentException(FormattableString.Invariant(
            $"{operation}: of {Named(x, y)} an axis of length {length} would be made, and an array holds at most {Array.MaxLength} elements. Give smaller numbers, or work on parts."));

    private static string Named(Shape x, Shape? y) => y is null ? $"the shape {x}" : $"the shapes {x} and {y}";

    /// <summary>The number of axes.</summary>
    public int Rank => lengths.Length;

    /// <summary>The number of elements, the product of the lengths.</summary>
    public int ElementCount { get; }

    /// <summary>The lengths of the axes.</summary>
    public ReadOnlySpan<int> Lengths => lengths;

    /// <summary>The length of an axis; a negative axis counts from the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => lengths[Axis(axis)];

    /// <summary>The length of an axis, as in <c>shape[^1]</c> for the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[Index axis] => this[axis.IsFromEnd && axis.Value > 0 ? -axis.Value : axis.GetOffset(Rank)];

    /// <summary>The lengths of a matrix, as in <c>var (rows, columns) = x.Shape</c>.</summary>
    /// <exception cref="InvalidOperationException">There are not two axes.</exception>
    public void Deconstruct(out int rows, out int columns)
    {
        RequireRank(2);
        (rows, columns) = (lengths[0], lengths[1]);
    }

    /// <summary>The lengths of three axes.</summary>
    /// <exception cref="InvalidOperationException">There are not three axes.</exception>
    public void Deconstruct(out int first, out int second, out int third)
    {
        RequireRank(3);
        (first, second, third) = (lengths[0], lengths[1], lengths[2]);
    }

    /// <summary>The lengths of four axes.</summary>
    /// <exception cref="InvalidOperationException">There are not four axes.</exception>
    public void Deconstruct(out int first, out int second, out int third, out int fourth)
    {
        RequireRank(4);
        (first, second, third, fourth) = (lengths[0], lengths[1], lengths[2], lengths[3]);
    }

    /// <summary>How far apart neighbours along each axis are in row-major order.</summary>
    internal Integers Strides { get; }

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The shape that both broadcast to, as in NumPy: aligned at the last axis, equal lengths or 1.</summary>
    /// <exception cref="ArgumentException">They do not broadcast.</exception>
    public static Shape Broadcast(Shape left, Shape right) => left == right ? left : Broadcast(left, right, "broadcast");

    internal static Shape Broadcast(Shape left, Shape right, string operation)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> lengths = stackalloc int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int l = i <= left.Rank ? left.lengths[^i] : 1;
            int r = i <= right.Rank ? right.lengths[^i] : 1;
            if (l != r && l != 1 && r != 1)
            {
                throw new ArgumentException(
                    $"{operation}: the shapes {left} and {right} do not broadcast, for the lengths {l} and {r}, aligned at the last axis, are neither equal nor 1. Reshape one, or insert an axis of length 1 with Unsqueeze.");
            }

            lengths[^i] = l == 1 ? r : l;
        }

        return Of(lengths, operation, left, right);
    }

    /// <summary>The axis counted from the first, of one that may be counted from the last.</summary>
    internal int Axis(int axis, string operation = "shape")
    {
        if (axis < -Rank || axis >= Rank)
        {
            throw new ArgumentOutOfRangeException(nameof(axis), axis, Rank == 0
                ? $"{operation}: the shape [] has no axes. Give it one of length 1 with Unsqueeze(0)."
                : $"{operation}: the shape {this} has the axes 0 to {Rank - 1}, or -{Rank} to -1 counted from the last. Name one of these.");
        }

        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>Throws unless there is an element for each place.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    internal void RequireCount(int given, string operation, string parameter)
    {
        if (given != ElementCount)
        {
            throw new ArgumentException($"{operation}: the shape {this} has {ElementCount} elements, and {given} were given. Give as many, in row-major order.", parameter);
        }
    }

    /// <summary>The shape with another length for one axis.</summary>
    internal Shape With(int axis, int length, string operation = "shape")
    {
        Span<int> changed = stackalloc int[Rank];
        lengths.CopyTo(changed);
        changed[axis] = length;
        return Of(changed, operation, this);
    }

    /// <summary>The shape without one axis.</summary>
    internal Shape Without(int axis)
    {
        Span<int> rest = stackalloc int[Rank - 1];
        lengths.AsSpan(0, axis).CopyTo(rest);
        lengths.AsSpan(axis + 1).CopyTo(rest[axis..]);
        return Of(rest);
    }

    /// <summary>The shape with an axis inserted before the axis at this place.</summary>
    internal Shape Insert(int axis, int length, string operation = "shape")
    {
        Span<int> more = stackalloc int[Rank + 1];
        lengths.AsSpan(0, axis).CopyTo(more);
        more[axis] = length;
        lengths.AsSpan(axis).CopyTo(more[(axis + 1)..]);
        return Of(more, operation, this);
    }

    /// <summary>True when both have the same lengths.</summary>
    public bool Equals(Shape? other) => ReferenceEquals(this, other) || (other is not null && Lengths.SequenceEqual(other.lengths));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => Integers.Hash(lengths);

    /// <summary>True when both have the same lengths.</summary>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>True when the lengths differ.</summary>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The lengths as they are written in code: <c>[2, 3]</c>.</summary>
    public override string ToString() => Integers.Text(lengths);

    private void RequireRank(int rank)
    {
        if (Rank != rank)
        {
            throw new InvalidOperationException($"The shape {this} has {Rank} axes, and {rank} variables are to take them. Give one for each, or read Lengths.");
        }
    }

    private static void Check(ReadOnlySpan<int> lengths)
    {
        if (lengths.Length > MaxRank)
        {
            throw new ArgumentException($"A tensor has at most {MaxRank} axes, and these are {lengths.Length}.", nameof(lengths));
        }

        foreach (int length in lengths)
        {
            if (length < 0)
            {
                throw new ArgumentException($"The shape {Integers.Text(lengths)} has a negative length. Lengths are 0 or more.", nameof(lengths));
            }
        }

        if (CountOf(lengths) < 0)
        {
            throw new ArgumentException($"The shape {Integers.Text(lengths)} has more elements than an array can hold, {Array.MaxLength}. Work on parts.", nameof(lengths));
        }
    }

    /// <summary>The product of the lengths; -1 when it is beyond the longest array.</summary>
    private static int CountOf(ReadOnlySpan<int> lengths)
    {
        if (lengths.Contains(0))
        {
            return 0;
        }

        long count = 1;
        foreach (int length in lengths)
        {
            count *= length;
            if (count > Array.MaxLength)
            {
                return -1;
            }
        }

        return (int)count;
    }

    private static Integers RowMajor(ReadOnlySpan<int> lengths)
    {
        Span<int> strides = stackalloc int[lengths.Length];
        int stride = 1;
        for (int i = lengths.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(1, lengths[i]);
        }

        return Integers.Of(strides);
    }
}
