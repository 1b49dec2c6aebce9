using System.Numerics;
using System.Text;

namespace Autodiff;

/// <summary>The table of the tape as an <c>array</c> of LaTeX, to be put between <c>\[</c> and <c>\]</c>; needs the package amsmath.</summary>
public static class TapeLatex
{
    private const int LineWidth = 120;

    /// <summary>The table without adjoints.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    public static string Of<T>(Tape<T> tape, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Of(new Page<T>(tape, null, options, byName: false));

    /// <summary>The table with the adjoints of a sweep.</summary>
    /// <exception cref="InvalidOperationException">The gradients are of another tape, or were released.</exception>
    public static string Of<T>(Tape<T> tape, Gradients<T> gradients, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Of(new Page<T>(tape, gradients, options, byName: false));

    private static string Of<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        List<string> lines =
        [
            $@"\begin{{array}}{{ll{(page.HasTensors ? "l" : "")}rl{(page.HasAdjoints ? "r" : "")}}}",
            @"\text{var} & \text{value} & " + (page.HasTensors ? @"\text{type} & " : "") + @"& \text{partials}" + (page.HasAdjoints ? @" & \text{adjoint} \\" : @" \\"),
            @"\hline",
        ];
        foreach (int? row in page.Rows(page.Entries.Count))
        {
            lines.Add(row is { } i ? Row(page, page.Entries[i]) : $@"\vdots & \text{{{page.Gap(page.Entries.Count)}}} \\");
        }

        lines.Add(@"\end{array}");
        return string.Join('\n', lines);
    }

    private static string Row<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T>
    {
        string name = page.Entries.UserNameOf(entry.Index) is { } given ? $"= {UserName(given)}" : "";
        string value = entry.IsInput ? name.Length > 0 ? name : @"\text{input}" : $"{name} = {page.Value(entry).ToLatex()}".TrimStart();
        string[] cells =
        [
            Variable(page, entry.Index),
            value,
            .. page.HasTensors ? [$@"\texttt{{{Page<T>.Kind(entry)}}}"] : Array.Empty<string>(),
            entry.Tensor is { } tensor ? Elements(page, tensor) : page.NumberFormula(entry.Value).ToLatex(),
            string.Join(@" \quad ", Partials(page, entry)),
            .. page.HasAdjoints ? [Adjoint(page, entry)] : Array.Empty<string>(),
        ];
        string line = string.Join(" & ", cells) + @" \\[4pt]";
        return page.HasTensors ? Wrapped(line) : line;
    }

    /// <summary>A row of matrices on several lines of the source, broken between cells.</summary>
    private static string Wrapped(string row)
    {
        var lines = new StringBuilder();
        int length = 0;
        foreach (string cell in row.Replace(" & ", " & \n", StringComparison.Ordinal).Replace(@" \\ ", " \\\\ \n", StringComparison.Ordinal).Split('\n'))
        {
            if (length > 0 && length + cell.TrimEnd().Length > LineWidth)
            {
                lines.Length--; // the space at the end of the line
                lines.Append("\n    ");
                length = 4;
            }

            lines.Append(cell);
            length += cell.Length;
        }

        return lines.ToString();
    }

    private static string Adjoint<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T> => entry switch
    {
        { Tensor: null } => page.Adjoint(entry.Index)?.ToLatex() ?? "",
        _ when page.TensorAdjoint(entry.Index) is { } adjoint => Elements(page, adjoint),
        _ => page.AbsentAdjoint(entry.Index)?.ToLatex() ?? "",
    };

    /// <summary>A small vector or matrix as such; of what is larger the space that it is in.</summary>
    private static string Elements<T>(Page<T> page, Tensor<T> tensor) where T : IFloatingPointIeee754<T>
    {
        if (!TensorText<T>.IsSmall(tensor.Shape))
        {
            return $@"\in \mathbb{{R}}^{{{string.Join(@" \times ", tensor.Shape.Lengths.ToArray())}}}";
        }

        string[] numbers = [.. tensor.ToArray().Select(number => page.NumberFormula(T.IsZero(number) ? T.Zero : number).ToLatex())]; // 0 for -0
        return tensor.Rank == 0
            ? numbers[0]
            : $@"\begin{{bmatrix}} {string.Join(@" \\ ", numbers.Chunk(Math.Max(1, tensor.Shape[-1])).Select(row => string.Join(" & ", row)))} \end{{bmatrix}}";
    }

    private static List<string> Partials<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T>
    {
        var (shown, hidden) = page.Partials(entry);
        var partials = shown.Select(partial =>
            $@"\frac{{\partial {Variable(page, entry.Index)}}}{{\partial {Variable(page, partial.Operand)}}} = {partial.ToLatex()}");
        return hidden > 0 ? [.. partials, $@"\dots\ \text{{{hidden} more}}"] : [.. partials];
    }

    private static string UserName(string name) =>
        FormulaNames.LooksNumbered(name) ? $@"\text{{{FormulaNames.Quoted(name)}}}" : FormulaLatex.Name(FormulaNames.OnOneLine(name));

    private static string Variable<T>(Page<T> page, int index) where T : IFloatingPointIeee754<T> => FormulaLatex.Name(page.Reference(index));
}
