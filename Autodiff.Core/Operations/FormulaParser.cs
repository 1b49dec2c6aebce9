namespace Autodiff;

/// <summary>Reads the notation of <see cref="Formula"/> by recursive descent: one method for each strength of binding.</summary>
internal sealed class FormulaParser(string text)
{
    private static readonly string[] Comparisons = ["<=", ">=", "<", ">", "="];

    private int position;
    private bool insideBars;

    private char Next => position < text.Length ? text[position] : '\0';

    public Formula Parse()
    {
        var formula = Conditional();
        return position == text.Length ? formula : throw Unexpected();
    }

    private Formula Conditional()
    {
        var value = Comparison();
        if (!TakeWord("if"))
        {
            return value;
        }

        var condition = Comparison();
        return TakeWord("else") ? new Formula.Conditional(value, condition, Conditional()) : throw Unexpected();
    }

    private Formula Comparison()
    {
        var left = Sum();
        return Array.Find(Comparisons, Take) is { } sign ? new Formula.Infix($" {sign} ", left, Sum()) : left;
    }

    private Formula Sum()
    {
        var sum = Take("-") ? new Formula.Negative(Product()) : Product();
        while (true)
        {
            if (Take("+"))
            {
                sum = new Formula.Infix(" + ", sum, Product());
            }
            else if (Take("-"))
            {
                sum = new Formula.Infix(" - ", sum, Product());
            }
            else
            {
                return sum;
            }
        }
    }

    private Formula Product()
    {
        var product = Power();
        while (true)
        {
            SkipSpaces();
            string space = text[position - 1] == ' ' ? " " : "";
            if (Take("/"))
            {
                product = new Formula.Infix($"{space}/{space}", product, Power());
            }
            else if (AtFactor())
            {
                product = new Formula.Infix(space, product, Power());
            }
            else
            {
                return product;
            }
        }
    }

    private Formula Power()
    {
        var power = Primary();
        while (true)
        {
            if (Next is '²' or '³')
            {
                power = new Formula.Infix("^", power, new Formula.Number(text[position++].ToString()));
            }
            else if (Take("^"))
            {
                power = new Formula.Infix("^", power, Take("-") ? new Formula.Negative(Primary()) : Primary());
            }
            else
            {
                return power;
            }
        }
    }

    private Formula Primary()
    {
        if (Take("√"))
        {
            return new Formula.Application("sqrt", [Primary()]);
        }

        if (Take("½"))
        {
            return new Formula.Number("½");
        }

        return Next switch
        {
            '(' => Enclosed('(', ')', inBars: false) is [var inner] ? inner : throw Unexpected(),
            '|' => new Formula.Application("abs", Enclosed('|', '|', inBars: true)),
            >= '0' and <= '9' => new Formula.Number(TakeWhile(c => char.IsAsciiDigit(c) || c == '.')),
            _ when char.IsLetter(Next) => Named(TakeWhile(char.IsLetterOrDigit)),
            _ => throw Unexpected(),
        };
    }

    private Formula Named(string name)
    {
        switch (name)
        {
            case "x" or "y" or "z" or "w":
                return new Formula.Symbol(name);
            case "π" or "e" or "NaN":
                return new Formula.Number(name);
        }

        SkipSpaces();
        return Next == '('
            ? new Formula.Application(name, Enclosed('(', ')', inBars: false))
            : new Formula.Application(name, [Power()], Bare: true);
    }

    /// <summary>The formulas between an opening and a closing sign, separated by commas.</summary>
    private List<Formula> Enclosed(char open, char close, bool inBars)
    {
        bool outer = insideBars;
        insideBars = inBars; // there a bar closes, elsewhere it opens
        position += Next == open ? 1 : throw Unexpected();
        List<Formula> formulas = [Conditional()];
        while (Take(","))
        {
            formulas.Add(Conditional());
        }

        insideBars = outer;
        return Take(close.ToString()) ? formulas : throw Unexpected();
    }

    private bool AtFactor()
    {
        SkipSpaces();
        return Next is '(' or '√' or '½' || char.IsAsciiDigit(Next) || (Next == '|' && !insideBars)
            || (char.IsLetter(Next) && !AtWord("if") && !AtWord("else"));
    }

    private bool AtWord(string word) =>
        string.CompareOrdinal(text, position, word, 0, word.Length) == 0
        && (position + word.Length == text.Length || !char.IsLetterOrDigit(text[position + word.Length]));

    private bool TakeWord(string word)
    {
        SkipSpaces();
        return AtWord(word) && Take(word);
    }

    private bool Take(string sign)
    {
        SkipSpaces();
        bool found = string.CompareOrdinal(text, position, sign, 0, sign.Length) == 0;
        position += found ? sign.Length : 0;
        return found;
    }

    private string TakeWhile(Predicate<char> belongs)
    {
        int start = position;
        while (position < text.Length && belongs(text[position]))
        {
            position++;
        }

        return text[start..position];
    }

    private void SkipSpaces() => TakeWhile(c => c == ' ');

    private FormatException Unexpected() => new(position < text.Length
        ? $"The formula \"{text}\" cannot be read from '{text[position]}' (place {position + 1}) on. See the notation in the documentation of IUnaryOperation."
        : $"The formula \"{text}\" ends too early. See the notation in the documentation of IUnaryOperation.");
}
