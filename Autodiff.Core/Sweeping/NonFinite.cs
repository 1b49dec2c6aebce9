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
    /// <summary>Of an entry of a tensor, the index of the element; else null.</summary>
    public IReadOnlyList<int>? Element { get; init; }

    /// <summary>
    /// A sentence such as <c>The value of v2 = log x is NaN at x = -1.</c>, or of a tensor
    /// <c>The element [0, 1] of v2 = log x is NaN at x[0, 1] = -1, where x is double[2, 2].</c>, or
    /// <c>The partial with respect to x of the element [0] of v2 = √x is ∞ at x[0] = 0, where x is double[2].</c>
    /// </summary>
    public override string ToString()
    {
        string what = Kind switch
        {
            NonFiniteKind.LocalPartial => $"partial with respect to {(Operand is { } operand ? Reference(operand) : null)} of {(Place is { } place ? $"the element {place} of " : "")}{Definition}",
            NonFiniteKind.Adjoint => $"{(Place is { } place ? $"element {place} of the " : "")}adjoint of {Definition}",
            _ when Place is { } place => $"element {place} of {Definition}",
            _ => $"value of {Definition}",
        };
        return $"The {what} is {FormulaNumbers.Text(Number)}{(Entry.Tensor is null && !Entry.IsElement ? At : AtTensors)}.";
    }

    /// <summary>The index in brackets; null of a scalar, and of a tensor without axes.</summary>
    private string? Place => Element is { Count: > 0 } ? Integers.Text([.. Element]) : null;

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

    /// <summary>Where a row was applied to every element, the elements met; and the types of all operands.</summary>
    private string AtTensors
    {
        get
        {
            List<TapeOperand<T>> operands = [.. Entry.Operands.Where(operand => !operand.IsConstant).DistinctBy(operand => operand.Index)];
            if (operands.Count == 0)
            {
                return "";
            }

            var met = operands.Where(operand => Entry.Operation is not null && operand.Tensor is not null).Select(Met);
            var types = Formula.Elided<TapeOperand<T>?>([.. operands.Select(operand => (TapeOperand<T>?)operand)], null).Select(operand => operand is { } shown ? TypeOf(shown) : "…");
            return $"{string.Join(", ", met) switch { "" => "", var at => $" at {at}" }}, where {string.Join(", ", types)}";
        }
    }

    private string Met(TapeOperand<T> operand)
    {
        var tensor = operand.Tensor!.Value;
        int[] index = new int[tensor.Rank];
        for (int axis = 1; axis <= index.Length; axis++)
        {
            index[^axis] = tensor.Shape[-axis] == 1 ? 0 : Element![Element.Count - axis];
        }

        T number = tensor.ToArray()[TapeEntry<T>.PlaceOf(tensor.Shape, index)];
        return $"{Reference(operand)}{(index.Length == 0 ? "" : Integers.Text(index))} = {FormulaNumbers.Text(number)}";
    }

    private static string TypeOf(TapeOperand<T> operand) =>
        $"{Reference(operand)} {(operand.Tensor is { } tensor ? $"is {TensorText<T>.Kind(tensor.Shape)}" : $"= {FormulaNumbers.Text(operand.Value)}")}";

    private static string Reference(TapeOperand<T> operand) => TapeEntry<T>.Reference(operand.Index, operand.Name!);
}
