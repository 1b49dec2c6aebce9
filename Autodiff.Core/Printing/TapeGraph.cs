using System.Numerics;
using System.Text;

namespace Autodiff;

/// <summary>
/// The tape as a picture: a node for each entry with its formula, value and adjoint, an edge from each entry among its operands with the partial.
/// </summary>
/// <remarks>
/// A tensor is drawn with its formula and type, so that a network of layers can be taken in at a glance; with the adjoints of a sweep, its
/// elements and the adjoints that were kept stand there too, as far as a line has room.
/// </remarks>
public static class TapeGraph
{
    private const string GapNode = "gap";

    /// <summary>The picture in the language of Mermaid, which wikis and Markdown viewers draw.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    public static string Mermaid<T>(Tape<T> tape, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Mermaid(new Page<T>(tape, null, options, byName: true));

    /// <summary>The picture in the language of Mermaid, with the adjoints of a sweep.</summary>
    /// <exception cref="InvalidOperationException">The gradients are of another tape, or were released.</exception>
    public static string Mermaid<T>(Tape<T> tape, Gradients<T> gradients, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Mermaid(new Page<T>(tape, gradients, options, byName: true));

    /// <summary>The picture in the language DOT of Graphviz.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    public static string Dot<T>(Tape<T> tape, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Dot(new Page<T>(tape, null, options, byName: true));

    /// <summary>The picture in the language DOT of Graphviz, with the adjoints of a sweep.</summary>
    /// <exception cref="InvalidOperationException">The gradients are of another tape, or were released.</exception>
    public static string Dot<T>(Tape<T> tape, Gradients<T> gradients, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Dot(new Page<T>(tape, gradients, options, byName: true));

    private static string Mermaid<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        List<string> lines = ["flowchart TD"];
        foreach (var node in Nodes(page))
        {
            string label = string.Join("<br>", node.Label.Select(MermaidText));
            lines.Add(node.IsInput ? $"    {node.Id}([\"{label}\"])" : $"    {node.Id}[\"{label}\"]");
        }

        lines.AddRange(Edges(page).Select(edge => edge switch
        {
            { IsDotted: true } => $"    {edge.From} -.-> {edge.To}",
            { Label: { } label } => $"    {edge.From} -->|\"{MermaidText(label)}\"| {edge.To}",
            _ => $"    {edge.From} --> {edge.To}",
        }));
        return string.Join('\n', lines);
    }

    private static string Dot<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        List<string> lines = ["digraph tape {", "    node [shape=box];"];
        foreach (var node in Nodes(page))
        {
            string label = string.Join(@"\n", node.Label.Select(DotText));
            lines.Add($"    {node.Id} [label=\"{label}\"{(node.IsInput ? ", shape=ellipse" : "")}];");
        }

        lines.AddRange(Edges(page).Select(edge => edge switch
        {
            { IsDotted: true } => $"    {edge.From} -> {edge.To} [style=dotted];",
            { Label: { } label } => $"    {edge.From} -> {edge.To} [label=\"{DotText(label)}\"];",
            _ => $"    {edge.From} -> {edge.To};",
        }));
        lines.Add("}");
        return string.Join('\n', lines);
    }

    private static IEnumerable<Node> Nodes<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        foreach (int? row in page.Rows(page.Entries.Count))
        {
            yield return row is { } i
                ? new(Id(i), [.. Label(page, page.Entries[i])], page.Entries[i].IsInput)
                : new(GapNode, [page.Gap(page.Entries.Count)], IsInput: false);
        }
    }

    private static IEnumerable<string> Label<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T>
    {
        if (entry.Tensor is { } tensor)
        {
            // Elements would hide the structure from him who did not ask for numbers, but those of one number, such as a loss, do not.
            yield return entry.IsInput ? page.Title(entry.Index) : $"{page.Title(entry.Index)} = {page.Value(entry)}";
            yield return Page<T>.Kind(entry);
            if (tensor.Count == 1 || page.HasAdjoints)
            {
                yield return page.Elements(tensor);
            }

            if (page.AdjointLine(entry) is { } elements)
            {
                yield return $"adjoint {elements}";
            }

            yield break;
        }

        string value = page.Number(entry.Value);
        yield return $"{page.Title(entry.Index)} = {(entry.IsInput ? value : page.Value(entry))}";
        if (!entry.IsInput)
        {
            yield return value;
        }

        if (page.Adjoint(entry.Index) is { } adjoint)
        {
            yield return $"adjoint {adjoint}";
        }
    }

    /// <summary>The edges between entries shown, and one for all those between an entry shown and the gap.</summary>
    private static IEnumerable<Edge> Edges<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        HashSet<int> shown = [.. page.Rows(page.Entries.Count).OfType<int>()];
        HashSet<Edge> dotted = [];
        foreach (var entry in page.Entries)
        {
            foreach (int operand in Page<T>.OperandsOf(entry))
            {
                bool fromShown = shown.Contains(operand), toShown = shown.Contains(entry.Index);
                if (fromShown && toShown)
                {
                    yield return new(Id(operand), Id(entry.Index), entry.Tensor is null ? page.Partial(entry, operand)?.ToString() : null);
                }
                else if (fromShown || toShown)
                {
                    var edge = new Edge(fromShown ? Id(operand) : GapNode, toShown ? Id(entry.Index) : GapNode, null, IsDotted: true);
                    if (dotted.Add(edge))
                    {
                        yield return edge;
                    }
                }
            }
        }
    }

    private static string Id(int index) => $"v{index + 1}";

    /// <summary>Everything that Mermaid or HTML could take for a sign of its own, as the code of the character.</summary>
    private static string MermaidText(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in FormulaNames.OnOneLine(text))
        {
            bool plain = !char.IsAscii(c) || char.IsLetterOrDigit(c) || " =+-/.,()^'".Contains(c, StringComparison.Ordinal);
            escaped.Append(plain ? c.ToString() : $"#{(int)c};");
        }

        return escaped.ToString();
    }

    private static string DotText(string text) =>
        FormulaNames.OnOneLine(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private sealed record Node(string Id, List<string> Label, bool IsInput);

    private sealed record Edge(string From, string To, string? Label, bool IsDotted = false);
}
