using System.Globalization;

namespace Autodiff;

/// <summary>The fields of a formula as text: what a record prints between its braces; empty for other structs.</summary>
internal static class FormulaAttributes
{
    public static string Of<TFormula>(TFormula formula) where TFormula : struct
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // the only way to tell a record how to print its numbers
        try
        {
            string text = formula.ToString() ?? "";
            int start = text.IndexOf('{') + 1;
            int end = text.LastIndexOf('}');
            return start == 0 || end < start ? "" : text[start..end].Trim();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
