using System.Diagnostics.CodeAnalysis;

namespace Autodiff;

// Order and equality look at the value alone.
public readonly partial struct Scalar<T>
{
    /// <inheritdoc/>
    public static bool operator ==(Scalar<T> left, Scalar<T> right) => left.Value == right.Value;

    /// <inheritdoc/>
    public static bool operator !=(Scalar<T> left, Scalar<T> right) => left.Value != right.Value;

    /// <inheritdoc/>
    public static bool operator <(Scalar<T> left, Scalar<T> right) => left.Value < right.Value;

    /// <inheritdoc/>
    public static bool operator <=(Scalar<T> left, Scalar<T> right) => left.Value <= right.Value;

    /// <inheritdoc/>
    public static bool operator >(Scalar<T> left, Scalar<T> right) => left.Value > right.Value;

    /// <inheritdoc/>
    public static bool operator >=(Scalar<T> left, Scalar<T> right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public bool Equals(Scalar<T> other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Scalar<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Scalar<T> other) => Value.CompareTo(other.Value);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Scalar<T> other => CompareTo(other),
        _ => throw new ArgumentException($"CompareTo needs a {nameof(Scalar<T>)}, not a {obj.GetType().Name}.", nameof(obj)),
    };
}
