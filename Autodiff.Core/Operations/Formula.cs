using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Autodiff;

/// <summary>
/// A formula as a textbook writes it, as a tree. Rows state value and partials in its notation; printers put the operands
/// of an entry in place of the letters.
/// </summary>
/// <remarks>
/// The notation: numbers, the constants <c>π e ½ NaN</c>, the letters <c>x y z w</c> for the operands of an operation and,
/// next in order, its result; <c>+ - /</c>; a product is two factors side by side and binds as a quotient does, from the
/// left, so that <c>x y/2 z</c> is <c>((x y)/2) z</c>; powers <c>x² x³ x^y x^-2 x^(1/y)</c>; <c>√</c> of a number, a letter or
/// a parenthesis; <c>|x|</c>; the name of an operation before its arguments in parentheses, or before one factor, so that
/// <c>log x y</c> is <c>(log x) y</c>; comparisons <c>&lt; &lt;= &gt; &gt;= =</c> within <c>a if c else b</c>.
/// </remarks>
public abstract record Formula
{
    private Formula() { }

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

    /// <summary>The formula with each letter replaced, and sums of two numbers worked out: <c>y x^(y - 1)</c> with 3 for y is <c>3 x^2</c>.</summary>
    /// <param name="letters">What stands for a symbol of this name; the symbol itself to keep it.</param>
    public Formula With(Func<Symbol, Formula> letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return this switch
        {
            Symbol symbol => letters(symbol),
            Negative negative => new Negative(negative.Operand.With(letters)),
            Infix infix => (infix with { Left = infix.Left.With(letters), Right = infix.Right.With(letters) }).WorkedOut(),
            Application application => application with { Arguments = [.. application.Arguments.Select(argument => argument.With(letters))] },
            Conditional choice => new Conditional(choice.Value.With(letters), choice.Condition.With(letters), choice.Otherwise.With(letters)),
            _ => this,
        };
    }

    /// <summary>A number as it is printed, with its sign.</summary>
    internal static Formula Signed(string number) => number[0] == '-' ? new Negative(new Number(number[1..])) : new Number(number);

    /// <summary>The formula in the notation.</summary>
    public sealed override string ToString() => new FormulaText().Write(this);

    /// <summary>The formula in the mathematics of LaTeX; conditionals need the package amsmath.</summary>
    public string ToLatex() => new FormulaLatex().Write(this);

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

        internal Formula WorkedOut() =>
            Sign is "+" or "-" && IsNumber(Left, out decimal left) && IsNumber(Right, out decimal right)
                ? Signed((Sign == "+" ? left + right : left - right).ToString("G29", CultureInfo.InvariantCulture))
                : this;

        private static bool IsNumber(Formula formula, out decimal number) =>
            decimal.TryParse(formula.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>An operation by name before its arguments; bare when its one argument is written without parentheses.</summary>
    public sealed record Application(string Name, IReadOnlyList<Formula> Arguments, bool Bare = false) : Formula;

    /// <summary>A value if a condition holds, otherwise another.</summary>
    public sealed record Conditional(Formula Value, Formula Condition, Formula Otherwise) : Formula;
}
