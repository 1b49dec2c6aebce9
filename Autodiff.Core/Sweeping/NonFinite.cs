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
    /// <summary>A sentence such as <c>The value of v2 = log x is NaN at x = -1.</c></summary>
    public override string ToString()
    {
        string what = Kind switch
        {
            NonFiniteKind.LocalPartial => $"partial with respect to {(Operand is { } operand ? Reference(operand) : null)} of {Definition}",
            NonFiniteKind.Adjoint => $"adjoint of {Definition}",
            _ => $"value of {Definition}",
        };
        return $"The {what} is {FormulaNumbers.Text(Number)}{At}.";
    }

    private string Definition => Entry.IsInput ? $"the input {Entry.Title}" : $"{Entry.Title} = {Entry.Definition(TapeEntry<T>.Reference)}";

    private string At
    {
        get
        {
            List<TapeOperand<T>?> operands = [.. Entry.Operands.Where(operand => !operand.IsConstant).DistinctBy(operand => operand.Index)];
            var values = Formula.Elided(operands, null).Select(operand => operand is { } shown ? $"{Reference(shown)} = {FormulaNumbers.Text(shown.Value)}" : "…");
            return operands.Count == 0 ? "" : $" at {string.Join(", ", values)}";
        }
    }

    private static string Reference(TapeOperand<T> operand) => TapeEntry<T>.Reference(operand.Index, operand.Name!);
}
