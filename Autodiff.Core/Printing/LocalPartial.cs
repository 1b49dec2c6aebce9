namespace Autodiff;

/// <summary>The partial of an entry with respect to one before it, whichever operands that one is.</summary>
/// <param name="Operand">The index of the one before.</param>
/// <param name="Formula">The sum over those operands.</param>
/// <param name="Number">What it comes to; null of tensors, where the formula is of each element.</param>
internal sealed record LocalPartial(int Operand, Formula Formula, Formula? Number)
{
    private const int Longest = 48;

    /// <summary>The formula, or an ellipsis for one that would make the line hard to read.</summary>
    private Formula Shown => IsLong ? Formula.Ellipsis : Formula;

    private bool IsLong => Formula.ToString().Length > Longest;

    /// <summary>What multiplies an adjoint: the formula, or the number when the formula is long; in parentheses where it needs them.</summary>
    public string AsFactor()
    {
        var factor = IsLong ? Number ?? Formula.Ellipsis : Formula;
        string text = factor.ToString();
        bool needsNone = text[0] != '-' && factor is not (Formula.Infix { Sign: "+" or "-" } or Formula.Conditional);
        return needsNone ? text : $"({text})";
    }

    /// <summary>As formula and number, <c>1/v3 = 0.5</c>; once if they are the same.</summary>
    public override string ToString()
    {
        string formula = Shown.ToString();
        return Number?.ToString() is not { } number || formula == number ? formula : Shown is Formula.Conditional ? $"({formula}) = {number}" : $"{formula} = {number}";
    }

    /// <summary>The same in the mathematics of LaTeX.</summary>
    public string ToLatex()
    {
        string formula = Shown.ToLatex();
        return Number?.ToLatex() is not { } number || formula == number ? formula : $"{formula} = {number}";
    }
}
