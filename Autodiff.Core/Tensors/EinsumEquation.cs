using System.Diagnostics.CodeAnalysis;

namespace Autodiff;

/// <summary>An equation such as <c>"ij,jk->ik"</c>, taken apart: a letter for each axis of each operand, and those of the result.</summary>
internal sealed class EinsumEquation
{
    private const char Ellipsis = '.'; // stands for all three in a term
    private static readonly Recent<EinsumEquation> Parsed = new();

    private readonly string text;
    private readonly string[] terms;
    private readonly string output;

    private EinsumEquation(string text)
    {
        this.text = text;
        int arrow = text.IndexOf("->", StringComparison.Ordinal);
        var places = new List<(int Start, int End)>();
        int inputsEnd = arrow < 0 ? text.Length : arrow;
        for (int start = 0; start <= inputsEnd;)
        {
            int comma = text.IndexOf(',', start, inputsEnd - start);
            int end = comma < 0 ? inputsEnd : comma;
            places.Add((start, end));
            start = end + 1;
        }

        terms = [.. places.Select(place => Term(place.Start, place.End))];
        output = arrow < 0 ? ImplicitOutput() : Term(arrow + 2, text.Length);
        RequireOutput(arrow + 2);
    }

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    public int Operands => terms.Length;

    /// <summary>The equation of a text, taken apart once.</summary>
    public static EinsumEquation Of(string text)
    {
        int hash = text.GetHashCode(StringComparison.Ordinal);
        foreach (var made in Parsed.Places(hash))
        {
            if (made is not null && made.text == text)
            {
                return made;
            }
        }

        return Parsed.Add(hash, new(text));
    }

    /// <summary>The labels of an operand.</summary>
    public EinsumLabels Labels(int operand, Shape shape)
    {
        string term = terms[operand];
        bool hasEllipsis = term.Contains(Ellipsis, StringComparison.Ordinal);
        int unnamed = shape.Rank - (term.Length - (hasEllipsis ? 1 : 0));
        return unnamed < 0 || (unnamed > 0 && !hasEllipsis)
            ? throw new ArgumentException(
                $"einsum: \"{text}\" gives operand {operand} the axes '{Written(term)}', and its shape {shape} has {shape.Rank}. Give a letter for each axis, or ... for those without one.")
            : Expanded(term, unnamed);
    }

    /// <summary>The labels of the result, when the longest ellipsis stands for so many axes.</summary>
    public EinsumLabels OutputLabels(int unnamed) => Expanded(output, unnamed);

    /// <summary>Throws unless axes of one letter have one length, and those under the ellipsis broadcast.</summary>
    public void RequireLength(byte label, int length, int operand, Shape shape, Span<int> lengths)
    {
        ref int known = ref lengths[label];
        if (known < 0 || (known == 1 && EinsumLabels.IsUnnamed(label)))
        {
            known = length;
        }
        else if (known != length && !(length == 1 && EinsumLabels.IsUnnamed(label)))
        {
            throw new ArgumentException(EinsumLabels.IsUnnamed(label)
                ? $"einsum: \"{text}\": under the ellipsis the shape {shape} of operand {operand} has the length {length} where one before has {known}, neither equal nor 1. Reshape one."
                : $"einsum: \"{text}\": the axis '{(char)label}' has the length {length} in the shape {shape} of operand {operand}, and {known} before. Axes of one letter have one length; use another letter, or BroadcastTo.");
        }
    }

    /// <summary>Throws unless there are as many operands as the equation has terms.</summary>
    public void RequireOperands(int count)
    {
        if (count != terms.Length)
        {
            throw new ArgumentException($"einsum: \"{text}\" has {terms.Length} operands, and {count} tensors were given. Divide the axes of the operands by commas.");
        }
    }

    /// <summary>What is said when the product of the first operands cannot be a tensor.</summary>
    public ArgumentException TooLarge(string shapes, ReadOnlySpan<int> lengths) => new(
        $"einsum: \"{text}\": the product of the operands of shapes {shapes} would have the shape {Integers.Text(lengths)}, of more than {Shape.MaxRank} axes or more elements than an array can hold, {Array.MaxLength}. Begin with operands whose product is smaller, or work on parts.");

    private static EinsumLabels Expanded(string term, int unnamed)
    {
        var labels = default(EinsumLabels);
        foreach (char letter in term)
        {
            if (letter != Ellipsis)
            {
                labels.Add((byte)letter);
                continue;
            }

            for (int distance = unnamed - 1; distance >= 0; distance--)
            {
                labels.Add((byte)distance);
            }
        }

        return labels;
    }

    /// <summary>The axes between two places of the text.</summary>
    private string Term(int start, int end)
    {
        var term = new System.Text.StringBuilder();
        for (int i = start; i < end; i++)
        {
            char letter = text[i];
            if (char.IsAsciiLetter(letter))
            {
                term.Append(letter);
            }
            else if (letter == Ellipsis)
            {
                if (i + 2 >= end || text[i + 1] != Ellipsis || text[i + 2] != Ellipsis)
                {
                    Refuse(i, "an ellipsis is three points, ...");
                }

                if (term.ToString().Contains(Ellipsis, StringComparison.Ordinal))
                {
                    Refuse(i, "an operand has one ellipsis at most");
                }

                term.Append(Ellipsis);
                i += 2;
            }
            else if (letter != ' ')
            {
                Refuse(i, letter is '-' or '>' or ','
                    ? "one -> stands between the operands, divided by commas, and the result"
                    : $"'{letter}' is no axis: those are the letters a to z and A to Z, and ... for the rest");
            }
        }

        return term.ToString();
    }

    /// <summary>As NumPy has it: what is under the ellipsis, then the letters that occur once, in the order of the alphabet, capitals first.</summary>
    private string ImplicitOutput()
    {
        string all = string.Concat(terms);
        var once = all.Where(letter => letter != Ellipsis && all.Count(other => other == letter) == 1).Order();
        return (all.Contains(Ellipsis, StringComparison.Ordinal) ? "." : "") + string.Concat(once);
    }

    private void RequireOutput(int start)
    {
        string all = string.Concat(terms);
        foreach (char letter in output)
        {
            if (!all.Contains(letter, StringComparison.Ordinal))
            {
                Refuse(text.IndexOf(letter, start), $"the result has '{Written($"{letter}")}', and no operand has it");
            }

            if (output.Count(other => other == letter) > 1)
            {
                Refuse(text.LastIndexOf(letter), $"the result has '{letter}' twice. To put a vector on a diagonal, use DiagonalMatrix");
            }
        }

        if (all.Contains(Ellipsis, StringComparison.Ordinal) && !output.Contains(Ellipsis, StringComparison.Ordinal))
        {
            Refuse(start, "an operand has an ellipsis, so the result must have it too; name the axes to be summed");
        }
    }

    [DoesNotReturn]
    private void Refuse(int place, string reason) =>
        throw new FormatException($"einsum: \"{text}\" at character {place}: {reason}. An equation is like \"ij,jk->ik\".");

    private static string Written(string term) => term.Replace(".", "...", StringComparison.Ordinal);
}
