using System.Globalization;
using System.Numerics;

namespace Autodiff;

/// <summary>What all views of a tape share: which entries are shown, and how entries, numbers and formulas read.</summary>
internal sealed class Page<T> where T : IFloatingPointIeee754<T>
{
    private const int MostPartials = 3;
    private const int SlideWidth = 120;
    private const int LeastElementsWidth = 12;

    private readonly Tape<T> tape;
    private readonly PrintOptions options;
    private readonly Gradients<T>? gradients;
    private readonly T[]? adjoints;
    private readonly Dictionary<int, string> references = [];
    private int elementsWidth = 32;
    private int elementsDigits;
    private bool isSqueezed;

    /// <param name="tape">The tape to print.</param>
    /// <param name="gradients">The gradients whose adjoints are shown.</param>
    /// <param name="options">Null for the default.</param>
    /// <param name="byName">Formulas refer to entries by the names that the user gave, where these can stand in a formula.</param>
    public Page(Tape<T> tape, Gradients<T>? gradients, PrintOptions? options, bool byName)
    {
        ArgumentNullException.ThrowIfNull(tape);
        (this.tape, this.gradients, this.options) = (tape, gradients, options ?? PrintOptions.Default);
        elementsDigits = this.options.Digits;
        adjoints = gradients is { } swept ? tape.AdjointsOf(swept).ToArray() : null;
        Entries = tape.Read();
        if (byName)
        {
            ChooseReferences();
        }
    }

    public TapeReader<T> Entries { get; }

    public bool HasAdjoints => adjoints is not null;

    /// <summary>True when types are worth telling, since entries differ in them.</summary>
    public bool HasTensors => tape.TensorCount > 0;

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

    /// <summary>
    /// The lines of a view: with fewer digits for the elements of tensors while its columns are too narrow for what they show, and with
    /// narrower columns while it does not fit on a slide. The digits are the same in the whole view.
    /// </summary>
    public string Fitted(Func<string> view)
    {
        while (true)
        {
            isSqueezed = false;
            string text = view();
            if (isSqueezed && !options.FixesDigits)
            {
                elementsDigits = TensorText<T>.Fewer(elementsDigits);
            }
            else if (HasTensors && elementsWidth > LeastElementsWidth && text.Split('\n').Max(TextTable.Width) > SlideWidth)
            {
                elementsWidth -= 2;
            }
            else
            {
                return text;
            }
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
        return Entries.UserNameOf(index) is { } name && name != reference ? $"{reference} {FormulaNames.Quoted(name)}" : reference;
    }

    /// <summary>The adjoints of the entries that had been recorded when the gradients were taken; none without gradients.</summary>
    public ReadOnlySpan<T> Adjoints => adjoints;

    /// <summary>The adjoint of an entry as part of a formula; null when it is not known.</summary>
    public Formula? Adjoint(int index) => index < Adjoints.Length ? Derivative(Adjoints[index]) : null;

    /// <summary>The adjoint of a tensor; null when it is 0 everywhere, was given back, or is not known.</summary>
    public Tensor<T>? TensorAdjoint(int index) => gradients?.Kept(tape.NodeOf(in tape.EntryAt(index)));

    /// <summary>The adjoint of an entry in a cell of a table; of a tensor whose adjoint was not kept an ellipsis.</summary>
    public string AdjointCell(TapeEntry<T> entry) => entry switch
    {
        { Tensor: null } => $"{Adjoint(entry.Index)}",
        _ when TensorAdjoint(entry.Index) is { } adjoint => ElementsInTable(adjoint.ToPlain() + T.Zero), // 0 for -0
        _ => $"{AbsentAdjoint(entry.Index)}",
    };

    /// <summary>The adjoint of a tensor on one line; null when it was not kept or is not known.</summary>
    public string? AdjointLine(TapeEntry<T> entry) => TensorAdjoint(entry.Index) is { } adjoint ? Elements(adjoint.ToPlain() + T.Zero) // 0 for -0
        : HasAdjoint(entry.Index) ? null : Adjoint(entry.Index)?.ToString();

    /// <summary>What stands for the adjoint of a tensor that has none to show.</summary>
    public Formula? AbsentAdjoint(int index) => HasAdjoint(index) ? Formula.Ellipsis : Adjoint(index);

    /// <summary>What an entry is: <c>double</c> or <c>double[2, 3]</c>.</summary>
    public static string Kind(TapeEntry<T> entry) => entry.Tensor is { } tensor ? TensorText<T>.Kind(tensor.Shape) : TypeName.Of(typeof(T));

    /// <summary>The number of an entry, or its elements, in a cell of a table.</summary>
    public string ValueCell(TapeEntry<T> entry) => entry.Tensor is { } tensor ? ElementsInTable(tensor) : Number(entry.Value);

    /// <summary>The elements of a tensor on one line, as a label shows them.</summary>
    public string Elements(Tensor<T> tensor) => new TensorText<T>(tensor, options.Digits).Elements(elementsWidth, options.ItemsAskedFor);

    /// <summary>The innermost checkpoint that recorded an entry; null of one outside of all, and of scalars, which are not given back.</summary>
    public Region<T>? CheckpointOf(int index) => tape.EntryAt(index) is { IsTensor: true } entry ? tape.NodeOf(in entry).Home : null;

    /// <summary>A number with the digits that the options ask for.</summary>
    public string Number(T number) => FormulaNumbers.Text(number, options.Digits);

    /// <summary>A number as part of a formula.</summary>
    public Formula NumberFormula(T number) => FormulaNumbers.Of(number, options.Digits);

    /// <summary>What an entry computes.</summary>
    public Formula Value(TapeEntry<T> entry) => entry.Definition(ReferenceTo, options.Digits);

    /// <summary>What stands beside the number of an entry: <c>= z = v2 v3</c>, with the name that the user gave it; <c>input</c> for an input without name.</summary>
    public string Equation(TapeEntry<T> entry)
    {
        string name = Entries.UserNameOf(entry.Index) is { } given ? $"= {(FormulaNames.InFormula(given) ? given : FormulaNames.Quoted(given))}" : "";
        return entry.IsInput ? name.Length > 0 ? name : "input" : $"{name} = {Value(entry)}".TrimStart();
    }

    /// <summary>The indices of the entries that an entry was computed from, each once.</summary>
    public static IEnumerable<int> OperandsOf(TapeEntry<T> entry) =>
        entry.Operands.Where(operand => !operand.IsConstant).Select(operand => operand.Index).Distinct();

    /// <summary>The partials of an entry with respect to the first of those it was computed from, and how many more it has.</summary>
    public (List<LocalPartial> Shown, int Hidden) Partials(TapeEntry<T> entry)
    {
        int[] operands = [.. OperandsOf(entry)];
        int shown = operands.Length <= MostPartials ? operands.Length : MostPartials - 1;
        List<LocalPartial> partials = [.. operands.Take(shown).Select(operand => Partial(entry, operand)).OfType<LocalPartial>()];
        return (partials, partials.Count > 0 ? operands.Length - shown : 0);
    }

    /// <summary>
    /// The partial of an entry with respect to the entry at an index, the sum over all operands which that is; null of an operation on
    /// tensors that is not that of a row on every element.
    /// </summary>
    public LocalPartial? Partial(TapeEntry<T> entry, int operand)
    {
        int[] places = PlacesOf(entry, operand);
        if (entry.Tensor is not null || entry.IsElement)
        {
            var formulas = places.Select(place => entry.PartialFormula(place, ReferenceTo, options.Digits)).OfType<Formula>().ToList();
            return formulas.Count == places.Length ? new(operand, Sum(formulas), null) : null;
        }

        List<Formula> terms = [.. places.Select(place =>
            entry.PartialFormula(place, ReferenceTo, options.Digits) ?? Derivative(entry.Operands[place].LocalPartial))];
        var sum = places.Select(place => entry.Operands[place].LocalPartial).Aggregate((total, partial) => total + partial);
        return new(operand, Sum(terms), Derivative(sum));
    }

    /// <summary>Where the entry at an index stands among the operands.</summary>
    public static int[] PlacesOf(TapeEntry<T> entry, int operand) =>
        [.. Enumerable.Range(0, entry.Operands.Count).Where(place => entry.Operands[place].Index == operand)];

    private static Formula Sum(List<Formula> terms) => Formula.Elided(terms, Formula.Ellipsis).Aggregate((total, term) => total.Plus(term));

    private bool HasAdjoint(int index) => index < Adjoints.Length && !Lifting<T>.Vanishes(Adjoints[index]);

    private string ElementsInTable(Tensor<T> tensor)
    {
        // A single number, such as a loss, has room for its digits.
        var text = new TensorText<T>(tensor, tensor.Rank == 0 ? options.Digits : elementsDigits);
        string cell = text.InTable(elementsWidth, options.ItemsAskedFor, out bool tooNarrow);
        isSqueezed |= tooNarrow && tensor.Rank > 0;
        return cell;
    }

    // Whether a derivative came to 0 from above or below says nothing to a reader.
    private Formula Derivative(T number) => NumberFormula(T.IsZero(number) ? T.Zero : number);

    private string ReferenceTo(int index, string name) => Reference(index);

    private void ChooseReferences()
    {
        HashSet<string> taken = [];
        foreach (int index in Entries.Named)
        {
            string name = Entries.NameOf(index);
            if (FormulaNames.InFormula(name) && taken.Add(name))
            {
                references.Add(index, name);
            }
        }
    }
}
