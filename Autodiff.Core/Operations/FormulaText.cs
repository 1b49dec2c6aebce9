namespace Autodiff;

/// <summary>Writes a <see cref="Formula"/> in its own notation.</summary>
internal sealed class FormulaText : FormulaWriter
{
    protected override string Number(string text) => text;

    protected override string Symbol(string name) => name;

    protected override string Power(Formula left, Formula exponent) => Write(left, Strength.Base) + exponent switch
    {
        Formula.Number { Text: "²" or "³" } superscript => superscript.Text,
        Formula.Negative { Operand: Formula.Number or Formula.Symbol } => "^" + Write(exponent),
        _ => "^" + Write(exponent, Strength.Base),
    };

    protected override string Quotient(Formula.Infix quotient, bool leading) =>
        Write(quotient.Left, Strength.Product, leading) + quotient.Between + Write(quotient.Right, Strength.Factor);

    protected override string Product(Formula.Infix product, bool leading)
    {
        string left = Write(product.Left, Strength.Product, leading);
        string right = Write(product.Right, Strength.Factor);
        string between = product.Between switch
        {
            "" or " " when char.IsAsciiDigit(right[0]) || product.Right is Formula.Negative => " · ", // 3 2 is no product
            "" when right[0] is 'e' or 'E' or '_' || BeginsWithWord(right) => " ", // 2e5 is a number, 2rms reads as one word
            var space => space,
        };
        return left + between + right;
    }

    protected override string Comparison(string between) => between;

    protected override string Application(Formula.Application application) => application switch
    {
        { Name: "abs", Arguments: [var argument] } => $"|{Write(argument)}|",
        { Name: "sqrt", Arguments: [var argument] } => $"√{Write(argument, Strength.Base)}",
        _ when StandsBare(application) => $"{application.Name} {Write(application.Arguments[0])}",
        _ => $"{application.Name}({string.Join(", ", application.Arguments.Select(Write))})",
    };

    protected override string Conditional(Formula.Conditional conditional) =>
        $"{Write(conditional.Value, Strength.Comparison, leading: true)} if {Write(conditional.Condition, Strength.Comparison, leading: true)} else {Write(conditional.Otherwise)}";

    protected override string InParentheses(string text) => $"({text})";

    private static bool BeginsWithWord(string text) =>
        text.TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '.').Count(char.IsLetter) > 1;
}
