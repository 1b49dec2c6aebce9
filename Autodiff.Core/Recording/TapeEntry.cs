using System.Globalization;
using System.Numerics;

namespace Autodiff;

/// <summary>One entry of a tape as a reader sees it.</summary>
/// <param name="Index">Its place on the tape, from 0.</param>
/// <param name="Name">The name that the user gave it; without one, v1, v2, … by its place.</param>
/// <param name="Operation">The row that was recorded; null for an input and for an entry of <see cref="Tape{T}.Record(T, ReadOnlySpan{Scalar{T}}, ReadOnlySpan{T}, string)"/>.</param>
/// <param name="Label">What was done: the name of the row, the user's label, or <c>input</c>.</param>
/// <param name="Operands">What it was computed from, in order; none for an input.</param>
/// <param name="Value">Its value.</param>
public sealed record TapeEntry<T>(int Index, string Name, Operation? Operation, string Label, IReadOnlyList<TapeOperand<T>> Operands, T Value)
    where T : IFloatingPointIeee754<T>
{
    /// <summary>True of an independent variable.</summary>
    public bool IsInput => Operands.Count == 0;

    /// <summary>The number of the entry among its peers, v1, v2, …, whatever its name.</summary>
    internal static string Numbered(int index) => string.Create(CultureInfo.InvariantCulture, $"v{index + 1}");
}

/// <summary>An operand of an entry.</summary>
/// <param name="Index">Its place on the tape, or <see cref="Constant"/> for a number that is not on the tape.</param>
/// <param name="Name">The name of its entry; null for a constant.</param>
/// <param name="Value">Its value.</param>
/// <param name="LocalPartial">The partial of the entry with respect to it; 0 for a constant, which has none.</param>
public readonly record struct TapeOperand<T>(int Index, string? Name, T Value, T LocalPartial) where T : IFloatingPointIeee754<T>
{
    /// <summary>The index of an operand that is not on the tape.</summary>
    public const int Constant = Entry<T>.None;

    /// <summary>True of a number that is not on the tape.</summary>
    public bool IsConstant => Index == Constant;
}
