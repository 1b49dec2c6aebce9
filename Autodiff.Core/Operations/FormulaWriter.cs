namespace Autodiff;

/// <summary>Writes a <see cref="Formula"/> with the parentheses that it needs and no others; the dialects say how each part looks.</summary>
internal abstract class FormulaWriter
{
    /// <summary>How strongly the parts of a formula hold together; a part weaker than its place asks is put in parentheses.</summary>
    protected enum Strength
    {
        Conditional,
        Comparison,
        Sum,
        Product,
        Factor,
        Base,
    }

    /// <summary>The text of a whole formula.</summary>
    public string Write(Formula formula) => Write(formula, Strength.Conditional, leading: true);

    /// <param name="formula">A part of a formula.</param>
    /// <param name="atLeast">What its place asks for.</param>
    /// <param name="leading">Nothing stands before it: a minus needs no parentheses.</param>
    protected string Write(Formula formula, Strength atLeast, bool leading = false)
    {
        if (StrengthOf(formula, leading) < atLeast)
        {
            return InParentheses(Write(formula));
        }

        return formula switch
        {
            Formula.Number number => Number(number.Text),
            Formula.Symbol symbol => Symbol(symbol.Name),
            Formula.Negative negative => "-" + Write(negative.Operand, Strength.Product),
            Formula.Infix { Sign: "^" } power => Power(power.Left, power.Right),
            Formula.Infix { Sign: "/" } quotient => Quotient(quotient, leading),
            Formula.Infix { Sign: "·" } product => Product(product, leading),
            Formula.Infix { Sign: "+" or "-" } sum => Write(sum.Left, Strength.Sum, leading) + sum.Between + Write(sum.Right, Strength.Product),
            Formula.Infix comparison => Write(comparison.Left, Strength.Sum, leading: true) + Comparison(comparison.Between) + Write(comparison.Right, Strength.Sum, leading: true),
            Formula.Application application => Application(application),
            Formula.Conditional conditional => Conditional(conditional),
            _ => throw new ArgumentException($"A formula has no part such as {formula.GetType().Name}.", nameof(formula)),
        };
    }

    protected virtual Strength StrengthOf(Formula formula, bool leading) => formula switch
    {
        Formula.Negative => leading ? Strength.Product : Strength.Comparison,
        Formula.Infix { Sign: "^" } => Strength.Factor,
        Formula.Infix { Sign: "/" or "·" } => Strength.Product,
        Formula.Infix { Sign: "+" or "-" } => Strength.Sum,
        Formula.Infix => Strength.Comparison,
        Formula.Application application when StandsBare(application) => Strength.Factor,
        Formula.Conditional => Strength.Conditional,
        _ => Strength.Base,
    };

    protected static bool StandsBare(Formula.Application application) =>
        application.Bare && application.Arguments is [Formula.Symbol or Formula.Number];

    protected abstract string Number(string text);

    protected abstract string Symbol(string name);

    protected abstract string Power(Formula left, Formula exponent);

    protected abstract string Quotient(Formula.Infix quotient, bool leading);

    protected abstract string Product(Formula.Infix product, bool leading);

    protected abstract string Comparison(string between);

    protected abstract string Application(Formula.Application application);

    protected abstract string Conditional(Formula.Conditional conditional);

    protected abstract string InParentheses(string text);
}
