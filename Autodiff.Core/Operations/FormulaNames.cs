namespace Autodiff;

/// <summary>Names that users give entries, which may hold anything: how they stand in formulas and beside them.</summary>
internal static class FormulaNames
{
    /// <summary>True when formulas stay readable with this name in them: <c>σ</c>, <c>w_1</c>, <c>layer2.bias[3]</c>, <c>x'</c>; but not with <c>v7</c>, which names an entry already.</summary>
    public static bool InFormula(string name) =>
        (char.IsLetter(name[0]) || name[0] == '_') && !LooksNumbered(name) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '[' or ']' or '\'' or >= '₀' and <= '₉' or >= '\u0300' and <= '\u036F');

    /// <summary>The text with a space for each line break or other control character.</summary>
    public static string OnOneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    /// <summary>The name on one line, in quotation marks.</summary>
    public static string Quoted(string name) => $"\"{OnOneLine(name)}\"";

    /// <summary>True of <c>v7</c>, which names the seventh entry whatever users call it.</summary>
    public static bool LooksNumbered(string name) => name.Length > 1 && name[0] == 'v' && name.Skip(1).All(char.IsAsciiDigit);
}
