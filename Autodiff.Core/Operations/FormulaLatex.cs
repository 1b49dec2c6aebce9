using System.Text;
using System.Text.RegularExpressions;

namespace Autodiff;

/// <summary>Writes a <see cref="Formula"/> in the mathematics of LaTeX.</summary>
internal sealed partial class FormulaLatex : FormulaWriter
{
    private const string Greek = "αalpha βbeta γgamma δdelta εvarepsilon ζzeta ηeta θtheta ιiota κkappa λlambda μmu νnu ξxi πpi ρrho σsigma τtau υupsilon φvarphi χchi ψpsi ωomega ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΥUpsilon ΦPhi ΨPsi ΩOmega";

    private static readonly Dictionary<char, string> GreekLetters = Greek.Split(' ').ToDictionary(pair => pair[0], pair => @"\" + pair[1..]);

    private static readonly HashSet<string> Commands = ["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min"];

    private static readonly HashSet<string> GreekWords = [.. GreekLetters.Values];

    /// <summary>
    /// A name as a variable: several letters upright, a Greek letter or its name as its command, digits at the end and what
    /// follows a low line as an index, raised digits as a power; what has not this form as text.
    /// </summary>
    public static string Name(string name)
    {
        if (name == "…")
        {
            return @"\dots";
        }

        if (NamePattern().Match(name) is not { Success: true } parts)
        {
            return FormulaNames.InFormula(name) ? $@"\mathrm{{{Escape(name)}}}" : $@"\text{{{EscapeText(name)}}}";
        }

        string index = string.Join(',', parts.Groups["index"].Value.Split('_').Select(Index));
        string power = string.Concat(parts.Groups["power"].Value.Select(Digit));
        return Word(parts.Groups["stem"].Value) + parts.Groups["primes"].Value + Script('_', index) + Script('^', power);

        static string Script(char sign, string script) => script.Length == 0 ? "" : $"{sign}{{{script}}}";
        static string Index(string part) => part.Length > 0 && part.Count(char.IsLetter) == part.Length ? Word(part) : string.Concat(part.Select(Digit));
        static char Digit(char digit) => digit switch
        {
            >= '₀' and <= '₉' => (char)(digit - '₀' + '0'),
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁰' or (>= '⁴' and <= '⁹') => (char)(digit - '⁰' + '0'),
            _ => digit,
        };
    }

    /// <summary>A text in which no character has a meaning to LaTeX.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '\\' => @"\backslash{}",
                '^' => @"\hat{}",
                '~' => @"\sim{}",
                '{' or '}' or '$' or '&' or '#' or '_' or '%' => $@"\{c}",
                ' ' => @"\ ",
                _ when char.IsControl(c) => @"\ ",
                _ => c,
            });
        }

        return escaped.ToString();
    }

    /// <summary>The same for use within <c>\text</c>, where signs of mathematics stand between dollars.</summary>
    private static string EscapeText(string text) => string.Concat(text.Select(c => c switch
    {
        '\\' => @"$\backslash$",
        '^' => @"$\hat{}$",
        '~' => @"$\sim$",
        '<' or '>' or '|' => $"${c}$",
        '{' or '}' or '$' or '&' or '#' or '_' or '%' => $@"\{c}",
        _ => c.ToString(),
    }));

    // A fraction and a power of ten need parentheses only as a base.
    protected override Strength StrengthOf(Formula formula, bool leading) => formula switch
    {
        Formula.Infix { Sign: "/" } => Strength.Factor,
        Formula.Number { Text: not "e" and var text } when text.Contains('e', StringComparison.Ordinal) => Strength.Factor,
        _ => base.StrengthOf(formula, leading),
    };

    protected override string Number(string text) => text switch
    {
        "²" => "2",
        "³" => "3",
        "½" => @"\tfrac{1}{2}",
        "∞" => @"\infty",
        "NaN" => @"\mathrm{NaN}",
        "π" or "e" => Name(text),
        _ when text.Split('e') is [var mantissa, var exponent] => (mantissa == "1" ? "" : mantissa + @" \cdot ") + $"10^{{{exponent}}}",
        _ => text,
    };

    protected override string Symbol(string name) => Name(name);

    protected override string Power(Formula left, Formula exponent) => $"{Write(left, Strength.Base)}^{{{Write(exponent)}}}";

    protected override string Quotient(Formula.Infix quotient, bool leading) => $@"\frac{{{Write(quotient.Left)}}}{{{Write(quotient.Right)}}}";

    protected override string Product(Formula.Infix product, bool leading)
    {
        bool dot = product.Between.Contains('·', StringComparison.Ordinal) || product.Right is Formula.Negative or Formula.Number { Text: [>= '0' and <= '9', ..] };
        return Write(product.Left, Strength.Product, leading) + (dot ? @" \cdot " : " ") + Write(product.Right, Strength.Factor);
    }

    protected override string Comparison(string between) => between switch
    {
        " <= " => @" \le ",
        " >= " => @" \ge ",
        _ => between,
    };

    protected override string Application(Formula.Application application) => application switch
    {
        { Name: "abs", Arguments: [var argument] } => $@"\left|{Write(argument)}\right|",
        { Name: "sqrt", Arguments: [var argument] } => $@"\sqrt{{{Write(argument)}}}",
        { Name: "cbrt", Arguments: [var argument] } => $@"\sqrt[3]{{{Write(argument)}}}",
        _ when StandsBare(application) => $"{Function(application.Name)} {Write(application.Arguments[0])}",
        _ => Function(application.Name) + InParentheses(string.Join(", ", application.Arguments.Select(Write))),
    };

    protected override string Conditional(Formula.Conditional conditional)
    {
        var cases = new StringBuilder(@"\begin{cases} ");
        Formula rest = conditional;
        for (; rest is Formula.Conditional next; rest = next.Otherwise)
        {
            cases.Append(Write(next.Value)).Append(@" & \text{if } ").Append(Write(next.Condition)).Append(@" \\ ");
        }

        return cases.Append(Write(rest)).Append(@" & \text{otherwise} \end{cases}").ToString();
    }

    protected override string InParentheses(string text) => $@"\left({text}\right)";

    private static string Function(string name) => Commands.Contains(name) ? @"\" + name : name switch
    {
        "asin" => @"\arcsin",
        "acos" => @"\arccos",
        "atan" => @"\arctan",
        _ => $@"\operatorname{{{Escape(name)}}}",
    };

    private static string Word(string word) => word switch
    {
        [var letter] when GreekLetters.TryGetValue(letter, out string? command) => command,
        [_] => word,
        _ when GreekWords.Contains(@"\" + word) => @"\" + word,
        _ when GreekWords.Contains(@"\var" + word) => @"\var" + word,
        _ => $@"\mathrm{{{Escape(word)}}}",
    };

    [GeneratedRegex(@"^(?<stem>\p{L}[\p{L}\p{M}]*)(?<primes>'*)(_\{(?<index>[\p{L}\d,]+)\}|_(?<index>[\p{L}\d]+(_[\p{L}\d]+)*)|(?<index>[\d₀-₉]+))?(?<power>[⁰¹²³⁴-⁹]+)?$")]
    private static partial Regex NamePattern();
}
