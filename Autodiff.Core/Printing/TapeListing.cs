using System.Numerics;

namespace Autodiff;

/// <summary>
/// The tape as a program: its inputs, a <c>let</c> for each operation with its value as a comment, and after <c>in</c> the
/// outputs, which are the results that no later entry uses. What a checkpoint recorded is indented.
/// </summary>
public static class TapeListing
{
    /// <summary>The listing.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    public static string Of<T>(Tape<T> tape, PrintOptions? options = null) where T : IFloatingPointIeee754<T>
    {
        var page = new Page<T>(tape, null, options, byName: true);
        return page.Fitted(() => Of(page));
    }

    private static string Of<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        var lines = new TextTable([new(""), new(""), .. page.HasTensors ? [new("")] : Array.Empty<TextTable.Column>(), new("", IsNumber: true)]);
        Region<T>? checkpoint = null;
        foreach (int? index in page.Rows(page.Entries.Count))
        {
            if (index is not { } i)
            {
                lines.Add(page.Gap(page.Entries.Count));
                continue;
            }

            var entry = page.Entries[i];
            var its = page.CheckpointOf(i);
            if (its is not null && its != checkpoint && checkpoint?.IsInside(its) != true)
            {
                lines.Add($"{Indent(its.Parent)}-- checkpoint");
            }

            checkpoint = its;
            string definition = entry.IsInput ? $"input {page.Title(i)}" : $"let {page.Title(i)} = {page.Value(entry)}";
            lines.Add([Indent(its) + definition, "--", .. page.HasTensors ? [Page<T>.Kind(entry)] : Array.Empty<string>(), page.ValueCell(entry)]);
        }

        List<string> outputs = [.. Outputs(page).Select(page.Reference)];
        if (outputs.Count > 0)
        {
            lines.Add($"in {string.Join(", ", Formula.Elided(outputs, "…"))}");
        }

        return lines.ToString();
    }

    private static string Indent<T>(Region<T>? checkpoint) where T : IFloatingPointIeee754<T> =>
        checkpoint is null ? "" : $"  {Indent(checkpoint.Parent)}";

    private static IEnumerable<int> Outputs<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        var isLast = new bool[page.Entries.Count];
        foreach (var entry in page.Entries)
        {
            isLast[entry.Index] = !entry.IsInput;
            foreach (var operand in entry.Operands)
            {
                if (!operand.IsConstant)
                {
                    isLast[operand.Index] = false;
                }
            }
        }

        return Enumerable.Range(0, isLast.Length).Where(i => isLast[i]);
    }
}
