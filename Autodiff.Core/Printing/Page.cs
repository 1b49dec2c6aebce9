using System.Globalization;
using System.Numerics;

namespace Autodiff;

/// <summary>What all views of a tape share: which entries are shown, and how entries, numbers and formulas read.</summary>
internal sealed class Page<T> where T : IFloatingPointIeee754<T>
{
    private const int MostOperands = 6;

    private readonly PrintOptions options;
    private readonly T[]? adjoints;
    private readonly Dictionary<int, string> references = [];

    /// <param name="tape">The tape to print.</param>
    /// <param name="gradients">The gradients whose adjoints are shown.</param>
    /// <param name="options">Null for the default.</param>
    /// <param name="byName">Formulas refer to entries by the names that the user gave, where these can stand in a formula.</param>
    public Page(Tape<T> tape, Gradients<T>? gradients, PrintOptions? options, bool byName)
    {
        ArgumentNullException.ThrowIfNull(tape);
        this.options = options ?? PrintOptions.Default;
        adjoints = gradients is { } swept ? tape.AdjointsOf(swept).ToArray() : null;
        Entries = tape.Read();
        if (byName)
        {
            ChooseReferences();
        }
    }

    public TapeReader<T> Entries { get; }

    public bool HasAdjoints => adjoints is not null;

    /// <summary>The indices of the entries shown among the first <paramref name="count"/>; null for the gap between beginning and end.</summary>
    public IEnumerable<int?> Rows(int count)
    {
        int head = count <= options.MaxRows ? count : (options.MaxRows + 1) / 2;
        for (int i = 0; i < head; i++)
        {
            yield return i;
        }

        if (head < count)
        {
            yield return null;
        }

        for (int i = Math.Max(head, count - (options.MaxRows / 2)); i < count; i++)
        {
            yield return i;
        }
    }

    /// <summary>What stands in the gap.</summary>
    public string Gap(int count)
    {
        int hidden = count - options.MaxRows;
        return string.Create(CultureInfo.InvariantCulture, $"… {hidden:N0} {(hidden == 1 ? "entry" : "entries")} more …");
    }

    /// <summary>What formulas call an entry.</summary>
    public string Reference(int index) => references.GetValueOrDefault(index) ?? TapeEntry<T>.Numbered(index);

    /// <summary>What formulas call an entry, and in quotation marks the user's name for it if that is another.</summary>
    public string Title(int index)
    {
        string reference = Reference(index);
        return Entries.UserNameOf(index) is { } name && name != reference ? $"{reference} {Names.Quoted(name)}" : reference;
    }

    /// <summary>The name that the user gave an entry as one side of an equation, in quotation marks if it cannot stand in a formula; empty without one.</summary>
    public string UserName(int index) => Entries.UserNameOf(index) is { } name ? $"= {(Names.InFormula(name) ? name : Names.Quoted(name))}" : "";

    /// <summary>The adjoints of the entries that had been recorded when the gradients were taken; none without gradients.</summary>
    public ReadOnlySpan<T> Adjoints => adjoints;

    /// <summary>The adjoint of an entry as text; empty when it is not known.</summary>
    public string Adjoint(int index) => index < Adjoints.Length ? Number(Adjoints[index]) : "";

    /// <summary>A number with the digits that the options ask for.</summary>
    public string Number(T number)
    {
        if (T.IsInfinity(number))
        {
            return T.IsPositive(number) ? "∞" : "-∞";
        }

        string text = Text.Of(number, options.Digits);
        return text.Split('E') is [var mantissa, var exponent] ? $"{mantissa}e{int.Parse(exponent, CultureInfo.InvariantCulture)}" : text;
    }

    /// <summary>A number as part of a formula.</summary>
    public Formula NumberFormula(T number) => Formula.Signed(Number(number));

    /// <summary>The operation of an entry on its operands; of an operation over many, the name before the list of operands.</summary>
    public Formula Value(TapeEntry<T> entry) =>
        Filled(entry.Operation?.Formula, entry) ?? new Formula.Application(Names.OnOneLine(entry.Label), OperandList(entry));

    /// <summary>The partial with respect to an operand; null of an operation that states none in the notation of formulas.</summary>
    public Formula? LocalPartial(TapeEntry<T> entry, int operand) =>
        entry.Operation is { } operation && operand < operation.PartialFormulas.Count ? Filled(operation.PartialFormulas[operand], entry) : null;

    /// <summary>The partial as formula and number, <c>1/v3 = 0.5</c>; once if they are the same.</summary>
    public string LocalPartialText(TapeEntry<T> entry, int operand)
    {
        string number = Number(entry.Operands[operand].LocalPartial);
        var formula = LocalPartial(entry, operand);
        string text = formula?.ToString() ?? number;
        return text == number ? number : formula is Formula.Conditional ? $"({text}) = {number}" : $"{text} = {number}";
    }

    /// <summary>A list, its middle left out when it is long.</summary>
    public static IEnumerable<TItem> Elided<TItem>(IReadOnlyList<TItem> items, TItem ellipsis) =>
        items.Count <= MostOperands ? items : [items[0], items[1], ellipsis, items[^1]];

    private List<Formula> OperandList(TapeEntry<T> entry) =>
        [.. Elided<Formula>([.. entry.Operands.Select(Operand)], new Formula.Symbol("…"))];

    private Formula Operand(TapeOperand<T> operand) =>
        operand.IsConstant ? NumberFormula(operand.Value) : new Formula.Symbol(Reference(operand.Index));

    /// <summary>A formula of a row with operands and result for its letters; null when it is not in the notation.</summary>
    private Formula? Filled(string? text, TapeEntry<T> entry)
    {
        if (text is null || entry.Operation!.Arity == Operation.AnyArity || !Formula.TryParse(text, out var formula))
        {
            return null;
        }

        return formula.With(letter => "xyzw".IndexOf(letter.Name, StringComparison.Ordinal) is var place && place < entry.Operands.Count
            ? Operand(entry.Operands[place])
            : new Formula.Symbol(Reference(entry.Index)));
    }

    private void ChooseReferences()
    {
        HashSet<string> taken = [];
        foreach (int index in Entries.Named)
        {
            string name = Entries.NameOf(index);
            if (Names.InFormula(name) && taken.Add(name))
            {
                references.Add(index, name);
            }
        }
    }
}
