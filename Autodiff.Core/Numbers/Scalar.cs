using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// A number that records what is done to it: reads any formula written for <see cref="IFloatingPointIeee754{TSelf}"/> and
/// leaves one entry on its tape for each elementary operation.
/// </summary>
/// <remarks>
/// Made by <see cref="Tape{T}.Input(T, string?)"/>. A scalar made from a plain number is a constant: operations among
/// constants record nothing. Comparisons, predicates and equality look at the value alone, so that a recorded program takes
/// the branches that the plain one takes.
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
public readonly partial struct Scalar<T> : IFloatingPointIeee754<Scalar<T>>, ILifted<Scalar<T>>
    where T : IFloatingPointIeee754<T>
{
    // Three fields, because the JIT keeps track of about a thousand variables in a method, and each operator inlined there
    // makes some for every field of its operands. A constant is the default of the first two.
    private readonly Tape<T>? tape;
    private readonly long id; // the epoch in the upper half, the index on the tape + 1 in the lower
    private readonly T value;

    /// <summary>A constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scalar(T value) => this.value = value;

    /// <summary>The entry at <paramref name="index"/> of a tape in its present epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Scalar(Tape<T> tape, int index, T value)
    {
        this.tape = tape;
        id = tape.FirstId + index;
        this.value = value;
    }

    /// <summary>The tape that recorded this scalar; null for a constant.</summary>
    public Tape<T>? Tape => tape;

    /// <summary>True for a number that no tape recorded.</summary>
    public bool IsConstant => tape is null;

    /// <summary>The number itself.</summary>
    public T Value => value;

    /// <summary>Epoch and index in one; see <see cref="Tape{T}.FirstId"/>.</summary>
    internal long Id => id;

    /// <summary>The place on the tape, or <see cref="Entry{T}.None"/>.</summary>
    internal int Index => (int)id - 1;

    /// <summary>The epoch of the tape in which the entry was recorded.</summary>
    internal int Epoch => (int)(id >> 32);

    /// <summary>The value as a constant: what is computed from it does not count as depending on this scalar.</summary>
    public Scalar<T> Detach() => new(Value);

    /// <summary>Gives the entry a name for the printed tape, and returns the scalar. A constant has no entry and stays unnamed.</summary>
    /// <exception cref="InvalidOperationException">The scalar is stale.</exception>
    public Scalar<T> Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Tape?.SetName(this, name);
        return this;
    }

    /// <summary>The operation of a row, recorded as one entry.</summary>
    public static Scalar<T> Apply<TRow>(Scalar<T> x) where TRow : struct, IUnaryOperation =>
        Chain<TRow>(x, Functions.Apply<TRow, T>(x.Value));

    /// <summary>The operation of a row, recorded as one entry.</summary>
    public static Scalar<T> Apply<TRow>(Scalar<T> x, Scalar<T> y) where TRow : struct, IBinaryOperation =>
        Chain<TRow>(x, y, Functions.Apply<TRow, T>(x.Value, y.Value));

    /// <summary>The operation of a row, recorded as one entry.</summary>
    public static Scalar<T> Apply<TRow>(Scalar<T> x, Scalar<T> y, Scalar<T> z) where TRow : struct, ITernaryOperation =>
        Chain<TRow>(x, y, z, Functions.Apply<TRow, T>(x.Value, y.Value, z.Value));

    /// <summary>The operation of a row over any number of operands, recorded as one entry.</summary>
    public static Scalar<T> Apply<TRow>(ReadOnlySpan<Scalar<T>> x) where TRow : struct, INaryOperation =>
        TapeOf(x) is { } tape ? tape.Record<TRow>(x) : new(Functions.Apply<TRow, T>(Values(x)));

    private static Scalar<T> Dot(ReadOnlySpan<Scalar<T>> x, ReadOnlySpan<Scalar<T>> y) =>
        (TapeOf(x) ?? TapeOf(y)) is { } tape ? tape.RecordDot(x, y) : new(Functions.Dot<T>(Values(x), Values(y)));

    private static Tape<T>? TapeOf(ReadOnlySpan<Scalar<T>> x)
    {
        foreach (var operand in x)
        {
            if (operand.tape is not null)
            {
                return operand.tape;
            }
        }

        return null;
    }

    private static T[] Values(ReadOnlySpan<Scalar<T>> x)
    {
        var values = new T[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i].Value;
        }

        return values;
    }

    private string DebuggerText => Tape is null ? $"{Value} (constant)" : $"{Value} (entry {Index})";

    Lifting<Scalar<T>> ILifted<Scalar<T>>.Lifting => new ScalarLifting();

    private sealed class ScalarLifting : Lifting<Scalar<T>>
    {
        public override Scalar<T> Apply<TRow>(Scalar<T> x) => Scalar<T>.Apply<TRow>(x);

        public override Scalar<T> Apply<TRow>(Scalar<T> x, Scalar<T> y) => Scalar<T>.Apply<TRow>(x, y);

        public override Scalar<T> Apply<TRow>(Scalar<T> x, Scalar<T> y, Scalar<T> z) => Scalar<T>.Apply<TRow>(x, y, z);

        public override Scalar<T> Apply<TRow>(ReadOnlySpan<Scalar<T>> x) => Scalar<T>.Apply<TRow>(x);

        public override Scalar<T> Dot(ReadOnlySpan<Scalar<T>> x, ReadOnlySpan<Scalar<T>> y) => Scalar<T>.Dot(x, y);

        public override bool IsAllFinite(Scalar<T> x) => Lifting<T>.IsFinite(x.Value);

        public override bool IsNothing(Scalar<T> x) => x.Tape is null && Lifting<T>.Vanishes(x.Value);
    }
}
