using System.Numerics;

namespace Autodiff;

/// <summary>
/// The two sweeps side by side, as textbooks trace them by hand: on the left the values, computed downwards; on the right
/// the adjoints, computed upwards, each the sum over the entries that use it of their adjoint times their partial.
/// </summary>
/// <remarks>
/// Entries are v1, v2, … in the order of recording, and the adjoint of v3 is v̄3. Of tensors, a product with the partial of a row is
/// of each element, with Σ before it where the operand was broadcast; what any other operation pulls back is (∂v3/∂v1)ᵀ v̄3. Their types stand
/// in the table and in the listing: here there is room for the elements of both sweeps, and no more.
/// </remarks>
public static class TapeTrace
{
    /// <summary>The trace from the inputs to <paramref name="output"/> and back.</summary>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public static string Of<T>(Tape<T> tape, Scalar<T> output, PrintOptions? options = null) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        return Of(tape, () => tape.Gradient(output), output.Index + 1, options);
    }

    /// <summary>The trace from the inputs to <paramref name="output"/> and back, with the adjoints of all tensors.</summary>
    /// <exception cref="ArgumentException">The output has not one element.</exception>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public static string Of<T>(Tape<T> tape, Tensor<T> output, PrintOptions? options = null) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        return Of(tape, () => tape.Gradient(output), output.Node.Index + 1, options);
    }

    private static string Of<T>(Tape<T> tape, Func<Gradients<T>> sweep, int count, PrintOptions? options) where T : IFloatingPointIeee754<T>
    {
        using var gradients = KeepingAdjoints(tape, sweep);
        var page = new Page<T>(tape, gradients, options, byName: false);
        int?[] rows = [.. page.Rows(count)];
        var terms = Terms(page, rows);
        return page.Fitted(() => Of(page, rows, count, terms));
    }

    private static string Of<T>(Page<T> page, int?[] rows, int count, Dictionary<int, List<string>> terms) where T : IFloatingPointIeee754<T>
    {
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

            var entry = page.Entries[i];
            var (value, adjoint) = OfOneHeight(page.ValueCell(entry), page.AdjointCell(entry));
            forward.Add(page.Reference(i), page.Equation(entry), "=", value);
            reverse.Add(terms[i] is { Count: > 0 } sum
                ? [Adjoint(i), $"= {string.Join(" + ", Formula.Elided(sum, "…"))}", "=", adjoint]
                : page.HasTensors ? [Adjoint(i), "", "=", adjoint] : [Adjoint(i), $"= {adjoint}", "", ""]);
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
                    sum.AddRange(TermsOf(page, entry, operand));
                }
            }
        }

        return terms;
    }

    /// <summary>What one entry adds to the adjoint of one of its operands.</summary>
    private static IEnumerable<string> TermsOf<T>(Page<T> page, TapeEntry<T> entry, int operand) where T : IFloatingPointIeee754<T>
    {
        string adjoint = Adjoint(entry.Index);
        if (page.Partial(entry, operand) is { } partial)
        {
            bool broadcast = entry.Tensor is { } result && page.Entries[operand].Tensor?.Shape != result.Shape;
            return [$"{(broadcast ? "Σ " : "")}{adjoint} · {partial.AsFactor()}"];
        }

        if (entry.IsElement)
        {
            return [entry.Attributes.Length > 0 ? $"{adjoint} at {entry.Attributes}" : adjoint];
        }

        return entry.Tensor is { } stack && page.Entries[operand].Tensor is null
            ? Page<T>.PlacesOf(entry, operand).Select(place => stack.Rank == 0 ? adjoint : $"{adjoint}{Integers.Text(TapeEntry<T>.IndexOf(stack.Shape, place))}")
            : [$"(∂{page.Reference(entry.Index)}/∂{page.Reference(operand)})ᵀ {adjoint}"];
    }

    private static Gradients<T> KeepingAdjoints<T>(Tape<T> tape, Func<Gradients<T>> sweep) where T : IFloatingPointIeee754<T>
    {
        bool kept = tape.KeepsAdjoints;
        tape.KeepsAdjoints = true;
        try
        {
            return sweep();
        }
        finally
        {
            tape.KeepsAdjoints = kept;
        }
    }

    private static (string Value, string Adjoint) OfOneHeight(string value, string adjoint)
    {
        int height = Math.Max(value.Count(c => c == '\n'), adjoint.Count(c => c == '\n'));
        return (Filled(value), Filled(adjoint));

        string Filled(string cell) => cell + new string('\n', height - cell.Count(c => c == '\n'));
    }

    private static string Adjoint(int index) => $"v\u0304{index + 1}";

    private static string SideBySide(List<string> left, List<string> right)
    {
        int width = left.Max(TextTable.Width);
        return string.Join('\n', left.Zip(right, (l, r) => $"{TextTable.Pad(l, width)}  │  {r}".TrimEnd()));
    }
}
