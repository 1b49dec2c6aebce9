using System.Numerics;

namespace Autodiff;

/// <summary>Which number of an entry is NaN or infinite.</summary>
public enum NonFiniteKind
{
    /// <summary>The value.</summary>
    Value,

    /// <summary>The local partial with respect to an operand.</summary>
    LocalPartial,

    /// <summary>The adjoint.</summary>
    Adjoint,
}

/// <summary>Where on a tape a NaN or an infinity arose; see <see cref="Tape{T}.FindNonFinite()"/>.</summary>
/// <param name="Entry">The entry, with its operands and their values.</param>
/// <param name="Kind">Which of its numbers it is.</param>
/// <param name="Number">That number.</param>
/// <param name="Operand">For a partial, the operand it is with respect to.</param>
public sealed record NonFinite<T>(TapeEntry<T> Entry, NonFiniteKind Kind, T Number, TapeOperand<T>? Operand = null)
    where T : IFloatingPointIeee754<T>
{
    /// <summary>A sentence such as <c>The value of v2 = log(x) is NaN at x = -1.</c></summary>
    public override string ToString()
    {
        string what = Kind switch
        {
            NonFiniteKind.LocalPartial => $"partial with respect to {Operand?.Name} of {Definition}",
            NonFiniteKind.Adjoint => $"adjoint of {Definition}",
            _ => $"value of {Definition}",
        };
        return $"The {what} is {Shown(Number)}{At}.";
    }

    private string Definition => Entry.IsInput
        ? $"the input {Entry.Name}"
        : $"{Entry.Name} = {Entry.Label}({string.Join(", ", Shown(Entry.Operands.Select(operand => operand.Name ?? Shown(operand.Value))))})";

    private string At
    {
        get
        {
            var operands = Entry.Operands.Where(operand => !operand.IsConstant).DistinctBy(operand => operand.Index);
            string list = string.Join(", ", Shown(operands.Select(operand => $"{operand.Name} = {Shown(operand.Value)}")));
            return list.Length == 0 ? "" : $" at {list}";
        }
    }

    // A sentence over a thousand operands is none.
    private static string[] Shown(IEnumerable<string> texts)
    {
        string[] first = [.. texts.Take(5)];
        return first.Length < 5 ? first : [.. first[..4], "…"];
    }

    private static string Shown(T number) => T.IsPositiveInfinity(number) ? "∞" : T.IsNegativeInfinity(number) ? "-∞" : Text.Of(number);
}
