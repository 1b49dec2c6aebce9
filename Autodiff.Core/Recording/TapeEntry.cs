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
    private const int LineWidth = 60;

    /// <summary>Of an entry of a tensor, its elements; then <see cref="Value"/> says nothing.</summary>
    public Tensor<T>? Tensor { get; init; }

    /// <summary>Of an operation on tensors, what it was told besides its operands, such as <c>axes [0]</c>; of an element, its index; else empty.</summary>
    public string Attributes { get; init; } = "";

    /// <summary>True of a scalar that is an element of a tensor.</summary>
    public bool IsElement => Tensor is null && Operands is [{ Tensor: not null }];

    /// <summary>True of an independent variable.</summary>
    public bool IsInput => Operands.Count == 0;

    /// <summary>The entry as an equation: <c>v5 = v4 / v3 = 0.529412</c>, or <c>σ = 1.7</c> for an input.</summary>
    public override string ToString()
    {
        string number = Tensor is { } tensor ? new TensorText<T>(tensor, FormulaNumbers.UsualDigits).Line(LineWidth) : FormulaNumbers.Text(Value);
        return IsInput ? $"{Title} = {number}" : $"{Title} = {Definition(Reference)} = {number}";
    }

    /// <summary>The number of the entry among its peers, v1, v2, …, whatever its name.</summary>
    internal static string Numbered(int index) => string.Create(CultureInfo.InvariantCulture, $"v{index + 1}");

    /// <summary>What formulas call an entry: its name, or its number if the name cannot stand in a formula.</summary>
    internal static string Reference(int index, string name) => FormulaNames.InFormula(name) ? name : Numbered(index);

    /// <summary>What formulas call this entry, and in quotation marks a name that cannot stand in them.</summary>
    internal string Title => Reference(Index, Name) is var reference && (Name == reference || Name == Numbered(Index))
        ? reference
        : $"{reference} {FormulaNames.Quoted(Name)}";

    /// <summary>The operation on its operands; of an operation over many, the name before the list of operands.</summary>
    /// <param name="reference">What formulas call the entry of an index and a name.</param>
    /// <param name="digits">The significant digits of constants.</param>
    internal Formula Definition(Func<int, string, string> reference, int digits = FormulaNumbers.UsualDigits)
    {
        if (IsElement && Attributes.Length > 0)
        {
            // An index stands beside what it is of as a factor does.
            return new Formula.Infix("", AsFormula(Operands[0], reference, digits), new Formula.Symbol(Attributes));
        }

        return Filled(Operation?.Formula, reference, digits) ?? new Formula.Application(FormulaNames.OnOneLine(Label), [.. List()]);

        IEnumerable<Formula> List()
        {
            var operands = Formula.Elided<TapeOperand<T>?>([.. Operands], null).Select(operand => operand is { } shown ? AsFormula(shown, reference, digits) : Formula.Ellipsis);
            return Attributes.Length > 0 ? operands.Append(new Formula.Symbol(FormulaNames.OnOneLine(Attributes))) : operands;
        }
    }

    /// <summary>The partial with respect to the operand at a place; null of an operation that states none in the notation of formulas.</summary>
    internal Formula? PartialFormula(int place, Func<int, string, string> reference, int digits) =>
        Operation is { } operation && place < operation.PartialFormulas.Count ? Filled(operation.PartialFormulas[place], reference, digits) : null;

    /// <summary>A formula of a row with operands and result for its letters; null when it is not in the notation.</summary>
    private Formula? Filled(string? text, Func<int, string, string> reference, int digits)
    {
        if (text is null || Operation!.Arity == Autodiff.Operation.AnyArity || !Formula.TryParse(text, out var formula))
        {
            return null;
        }

        return formula.Rounded(digits).With(letter => "xyzw".IndexOf(letter.Name, StringComparison.Ordinal) is var place && place < Operands.Count
            ? AsFormula(Operands[place], reference, digits)
            : new Formula.Symbol(reference(Index, Name)));
    }

    /// <summary>The index of an element that is counted in row-major order.</summary>
    internal static int[] IndexOf(Shape shape, int place)
    {
        int[] index = new int[shape.Rank];
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            (place, index[axis]) = Math.DivRem(place, shape[axis]);
        }

        return index;
    }

    /// <summary>The place of an element, counted in row-major order.</summary>
    internal static int PlaceOf(Shape shape, ReadOnlySpan<int> index)
    {
        int place = 0;
        for (int axis = 0; axis < index.Length; axis++)
        {
            place = (place * shape[axis]) + index[axis];
        }

        return place;
    }

    private static Formula AsFormula(TapeOperand<T> operand, Func<int, string, string> reference, int digits) => operand switch
    {
        { IsConstant: false } => new Formula.Symbol(reference(operand.Index, operand.Name!)),
        { Name: { } name } => new Formula.Symbol(FormulaNames.InFormula(name) ? name : FormulaNames.Quoted(name)),
        { Tensor: { Rank: > 0 } tensor } => new Formula.Symbol($"const{tensor.Shape}"),
        { Tensor: { } number } => FormulaNumbers.Of(number.ToArray()[0], digits),
        _ => FormulaNumbers.Of(operand.Value, digits),
    };
}

/// <summary>An operand of an entry.</summary>
/// <param name="Index">Its place on the tape, or <see cref="Constant"/> for a number that is not on the tape.</param>
/// <param name="Name">The name of its entry; of a constant tensor that which the user gave it, and null for any other constant.</param>
/// <param name="Value">Its value.</param>
/// <param name="LocalPartial">The partial of the entry with respect to it; 0 for a constant, which has none.</param>
public readonly record struct TapeOperand<T>(int Index, string? Name, T Value, T LocalPartial) where T : IFloatingPointIeee754<T>
{
    /// <summary>The index of an operand that is not on the tape.</summary>
    public const int Constant = Entry<T>.None;

    /// <summary>Of a tensor, its elements; then <see cref="Value"/> and <see cref="LocalPartial"/> say nothing.</summary>
    public Tensor<T>? Tensor { get; init; }

    /// <summary>True of a number that is not on the tape.</summary>
    public bool IsConstant => Index == Constant;
}
