using System.Numerics;

namespace Autodiff;

/// <summary>
/// The two sweeps side by side, as textbooks trace them by hand: on the left the values, computed downwards; on the right
/// the adjoints, computed upwards, each the sum over the entries that use it of their adjoint times their partial.
/// </summary>
/// <remarks>Entries are v1, v2, … in the order of recording, and the adjoint of v3 is v̄3.</remarks>
public static class TapeTrace
{
    /// <summary>The trace from the inputs to <paramref name="output"/> and back.</summary>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public static string Of<T>(Tape<T> tape, Scalar<T> output, PrintOptions? options = null) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        using var gradients = tape.Gradient(output);
        var page = new Page<T>(tape, gradients, options, byName: false);
        int count = output.Index + 1;
        int?[] rows = [.. page.Rows(count)];
        var terms = Terms(page, rows);

        var forward = new TextTable(new(""), new(""), new(""), new("", IsNumber: true));
        var reverse = new TextTable(new(""), new(""), new(""), new("", IsNumber: true));
        foreach (int? row in rows)
        {
            if (row is not { } i)
            {
                forward.Add(page.Gap(count));
                reverse.Add("…");
                continue;
            }

            forward.Add(Value(page, page.Entries[i]));
            reverse.Add(terms[i] is { Count: > 0 } sum
                ? [Adjoint(i), $"= {string.Join(" + ", Page<T>.Elided(sum, "…"))}", "=", page.Adjoint(i)]
                : [Adjoint(i), $"= {page.Adjoint(i)}", "", ""]);
        }

        return SideBySide(["forward sweep ↓", "", .. forward.Lines()], ["reverse sweep ↑", "", .. reverse.Lines()]);
    }

    private static string[] Value<T>(Page<T> page, TapeEntry<T> entry) where T : IFloatingPointIeee754<T>
    {
        string name = page.UserName(entry.Index);
        return entry.IsInput && name.Length == 0
            ? [page.Reference(entry.Index), $"= {page.Number(entry.Value)}", "", ""]
            : [page.Reference(entry.Index), entry.IsInput ? name : $"{name} = {page.Value(entry)}".TrimStart(), "=", page.Number(entry.Value)];
    }

    /// <summary>For each entry shown, what the entries that use it add to its adjoint; those with the adjoint 0 add nothing.</summary>
    private static Dictionary<int, List<string>> Terms<T>(Page<T> page, int?[] rows) where T : IFloatingPointIeee754<T>
    {
        var terms = rows.OfType<int>().ToDictionary(i => i, _ => new List<string>());
        foreach (var entry in page.Entries)
        {
            if (Lifting<T>.Vanishes(page.Adjoints[entry.Index]))
            {
                continue;
            }

            for (int k = 0; k < entry.Operands.Count; k++)
            {
                if (terms.TryGetValue(entry.Operands[k].Index, out var sum))
                {
                    sum.Add($"{Adjoint(entry.Index)} · {Factor(page, entry, k)}");
                }
            }
        }

        return terms;
    }

    private static string Factor<T>(Page<T> page, TapeEntry<T> entry, int operand) where T : IFloatingPointIeee754<T>
    {
        var formula = page.LocalPartial(entry, operand) ?? page.NumberFormula(entry.Operands[operand].LocalPartial);
        string text = formula.ToString();
        bool isFactor = text[0] != '-' && formula is not (Formula.Infix { Sign: "+" or "-" } or Formula.Conditional);
        return isFactor ? text : $"({text})";
    }

    private static string Adjoint(int index) => $"v\u0304{index + 1}";

    private static string SideBySide(List<string> left, List<string> right)
    {
        int width = left.Max(TextTable.Width);
        return string.Join('\n', left.Zip(right, (l, r) => $"{TextTable.Pad(l, width)}  │  {r}".TrimEnd()));
    }
}
