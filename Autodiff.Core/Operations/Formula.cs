using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Autodiff;

/// <summary>
/// A formula as a textbook writes it, as a tree. Rows state value and partials in its notation; printers put the operands
/// of an entry in place of the letters.
/// </summary>
/// <remarks>The notation is described where rows are: at <see cref="IUnaryOperation"/>.</remarks>
internal abstract record Formula
{
    private const int MostItems = 6;

    private Formula() { }

    /// <summary>What stands for a part left out.</summary>
    public static Formula Ellipsis { get; } = new Symbol("…");

    /// <summary>The tree of a text.</summary>
    /// <exception cref="FormatException">The text is not in the notation.</exception>
    public static Formula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FormulaParser(text).Parse();
    }

    /// <summary>The tree of a text, or false when it is not in the notation.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Formula? formula)
    {
        try
        {
            formula = Parse(text);
            return true;
        }
        catch (FormatException)
        {
            formula = null;
            return false;
        }
    }

    /// <summary>The formula with each letter replaced, sums of two numbers worked out, and squares and cubes written as such: <c>y x^(y - 1)</c> with 3 for y is <c>3 x²</c>.</summary>
    /// <param name="letters">What stands for a symbol of this name; the symbol itself to keep it.</param>
    public Formula With(Func<Symbol, Formula> letters) => WithLeaves(leaf => leaf is Symbol symbol ? letters(symbol) : leaf);

    /// <summary>The formula with no more than so many significant digits in its constants.</summary>
    public Formula Rounded(int digits) => WithLeaves(leaf => leaf is Number number ? new Number(FormulaNumbers.Rounded(number.Text, digits)) : leaf);

    /// <summary>This and another added, a minus before the other taken for the sign: <c>1/x</c> and <c>-y</c> are <c>1/x - y</c>.</summary>
    public Formula Plus(Formula other) => other is Negative negative ? new Infix(" - ", this, negative.Operand) : new Infix(" + ", this, other);

    /// <summary>A list as formulas write it, its middle left out when it is long.</summary>
    public static IEnumerable<TItem> Elided<TItem>(IReadOnlyList<TItem> items, TItem ellipsis) =>
        items.Count <= MostItems ? items : [items[0], items[1], ellipsis, items[^1]];

    /// <summary>A number as it is printed, with its sign.</summary>
    public static Formula Signed(string number) => number[0] == '-' ? new Negative(new Number(number[1..])) : new Number(number);

    /// <summary>The formula in the notation.</summary>
    public sealed override string ToString() => new FormulaText().Write(this);

    /// <summary>The formula in the mathematics of LaTeX; conditionals need the package amsmath.</summary>
    public string ToLatex() => new FormulaLatex().Write(this);

    private Formula WithLeaves(Func<Formula, Formula> leaves) => this switch
    {
        Negative negative => new Negative(negative.Operand.WithLeaves(leaves)),
        Infix infix => infix.With(infix.Left.WithLeaves(leaves), infix.Right.WithLeaves(leaves)),
        Application application => application with { Arguments = [.. application.Arguments.Select(argument => argument.WithLeaves(leaves))] },
        Conditional choice => new Conditional(choice.Value.WithLeaves(leaves), choice.Condition.WithLeaves(leaves), choice.Otherwise.WithLeaves(leaves)),
        _ => leaves(this),
    };

    /// <summary>A number without sign or a constant, as it is written: <c>2</c>, <c>0.5</c>, <c>1e-5</c>, <c>π</c>, <c>½</c>; as exponents also <c>²</c> and <c>³</c>.</summary>
    public sealed record Number(string Text) : Formula;

    /// <summary>A letter, or the name put in its place.</summary>
    public sealed record Symbol(string Name) : Formula;

    /// <summary>-operand.</summary>
    public sealed record Negative(Formula Operand) : Formula;

    /// <summary>Two operands with a sign between them, spaced as the author did: <c>" + "</c>, <c>"/"</c>, <c>"^"</c>, <c>" &lt; "</c>; a product has nothing but space, or <c>" · "</c>.</summary>
    public sealed record Infix(string Between, Formula Left, Formula Right) : Formula
    {
        /// <summary>The sign without space: <c>+ - / ^ &lt; &lt;= &gt; &gt;= =</c>, and <c>·</c> for any product.</summary>
        public string Sign => string.IsNullOrWhiteSpace(Between) ? "·" : Between.Trim();

        /// <summary>The same with other operands, worked out.</summary>
        public Formula With(Formula left, Formula right) => (Sign, right) switch
        {
            ("+" or "-", _) when IsNumber(left, out decimal a) && IsNumber(right, out decimal b) =>
                Signed((Sign == "+" ? a + b : a - b).ToString("G29", CultureInfo.InvariantCulture)),
            ("^", Number { Text: "1" }) when Right is Infix => left, // an exponent such as y - 1 that came to 1; one that was given stays
            ("^", Number { Text: "2" }) => new Infix(Between, left, new Number("²")),
            ("^", Number { Text: "3" }) => new Infix(Between, left, new Number("³")),
            _ => new Infix(Between, left, right),
        };

        private static bool IsNumber(Formula formula, out decimal number) =>
            decimal.TryParse(formula.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>An operation by name before its arguments; bare when its one argument is written without parentheses.</summary>
    public sealed record Application(string Name, IReadOnlyList<Formula> Arguments, bool Bare = false) : Formula;

    /// <summary>A value if a condition holds, otherwise another.</summary>
    public sealed record Conditional(Formula Value, Formula Condition, Formula Otherwise) : Formula;
}
