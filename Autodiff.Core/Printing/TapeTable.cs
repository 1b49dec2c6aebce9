using System.Numerics;

namespace Autodiff;

/// <summary>
/// The tape as the table of a textbook: for each entry its value and its local partials, as formulas and as numbers, and
/// its adjoint. Entries are v1, v2, … in the order of recording; a name that the user gave stands beside the formula.
/// </summary>
/// <remarks>
/// Of tensors the type is told, and the elements as far as there is room. Where the operation of a row was applied to every element,
/// the partials are those of an element. An adjoint that the sweep gave back is an ellipsis: set <see cref="Tape{T}.KeepsAdjoints"/>.
/// </remarks>
public static class TapeTable
{
    /// <summary>The table without adjoints.</summary>
    /// <exception cref="ArgumentNullException">There is no tape.</exception>
    public static string Of<T>(Tape<T> tape, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Fitted(new Page<T>(tape, null, options, byName: false));

    /// <summary>The table with the adjoints of a sweep; an ellipsis for those of tensors that it did not keep.</summary>
    /// <remarks>Set <see cref="Tape{T}.KeepsAdjoints"/> before the sweep to keep those of all tensors, or name the ones of interest.</remarks>
    /// <exception cref="InvalidOperationException">The gradients are of another tape, or were released.</exception>
    public static string Of<T>(Tape<T> tape, Gradients<T> gradients, PrintOptions? options = null) where T : IFloatingPointIeee754<T> =>
        Fitted(new Page<T>(tape, gradients, options, byName: false));

    private static string Fitted<T>(Page<T> page) where T : IFloatingPointIeee754<T> => page.Fitted(() => Of(page));

    private static string Of<T>(Page<T> page) where T : IFloatingPointIeee754<T>
    {
        var rows = page.Rows(page.Entries.Count).Select(index => index is { } i ? Row(page, page.Entries[i]) : null).ToList();
        int partials = rows.Max(row => row?.Partials.Count) ?? 0;
        var table = new TextTable(
        [
            new("var"),
            new("value"),
            .. page.HasTensors ? [new TextTable.Column("type")] : Array.Empty<TextTable.Column>(),
            new("", IsNumber: true),
            .. Enumerable.Range(0, partials).Select(i => new TextTable.Column(i == 0 ? "partials" : "")),
            .. page.HasAdjoints ? [new TextTable.Column("adjoint", IsNumber: true)] : Array.Empty<TextTable.Column>(),
        ]);
        foreach (var row in rows)
        {
            if (row is null)
            {
                table.Add(page.Gap(page.Entries.Count));
                continue;
            }

            var padding = Enumerable.Repeat("", partials - row.Partials.Count);
            string[] adjoint = page.HasAdjoints ? [row.Adjoint] : [];
            string[] type = page.HasTensors ? [row.Type] : [];
            table.Add([row.Variable, row.Value, .. type, row.Number, .. row.Partials, .. padding, .. adjoint]);
        }

        return table.ToString();
    }

    private static Cells Row<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T> =>
        new(page.Reference(entry.Index), page.Equation(entry), Page<T>.Kind(entry), page.ValueCell(entry), Partials(page, entry), page.AdjointCell(entry));

    private static List<string> Partials<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T>
    {
        var (shown, hidden) = page.Partials(entry);
        var partials = shown.Select(partial => $"∂{page.Reference(entry.Index)}/∂{page.Reference(partial.Operand)} = {partial}");
        List<string> cells = hidden > 0 ? [.. partials, $"… {hidden} more"] : [.. partials];
        return page.HasTensors && cells.Count > 0 ? [string.Join('\n', cells)] : cells; // beside matrices there is height, but no width
    }

    private sealed record Cells(string Variable, string Value, string Type, string Number, List<string> Partials, string Adjoint);
}
