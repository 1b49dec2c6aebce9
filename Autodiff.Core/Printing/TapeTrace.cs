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

            forward.Add(page.Reference(i), page.Equation(page.Entries[i]), "=", page.Number(page.Entries[i].Value));
            reverse.Add(terms[i] is { Count: > 0 } sum
                ? [Adjoint(i), $"= {string.Join(" + ", Formula.Elided(sum, "…"))}", "=", $"{page.Adjoint(i)}"]
                : [Adjoint(i), $"= {page.Adjoint(i)}", "", ""]);
        }

        return SideBySide(["forward sweep ↓", "", .. forward.Lines()], ["reverse sweep ↑", "", .. reverse.Lines()]);
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

            foreach (int operand in Page<T>.OperandsOf(entry))
            {
                if (terms.TryGetValue(operand, out var sum))
                {
                    sum.Add($"{Adjoint(entry.Index)} · {page.Partial(entry, operand).AsFactor()}");
                }
            }
        }

        return terms;
    }

    private static string Adjoint(int index) => $"v\u0304{index + 1}";

    private static string SideBySide(List<string> left, List<string> right)
    {
        int width = left.Max(TextTable.Width);
        return string.Join('\n', left.Zip(right, (l, r) => $"{TextTable.Pad(l, width)}  │  {r}".TrimEnd()));
    }
}
