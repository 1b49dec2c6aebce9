using System.Globalization;

namespace Autodiff;

/// <summary>Rows of cells, aligned for a monospaced font: text to the left, numbers by their decimal points.</summary>
internal sealed class TextTable(params TextTable.Column[] columns)
{
    private const string Between = "  ";

    private readonly List<string[]> rows = [];

    /// <param name="Header">What stands above it.</param>
    /// <param name="IsNumber">Its cells are numbers.</param>
    public readonly record struct Column(string Header, bool IsNumber = false);

    /// <summary>Adds a row with a cell for each column, or one text across all of them. A cell of several lines makes the row as high.</summary>
    public void Add(params string[] cells)
    {
        string[][] lines = [.. cells.Select(cell => cell.Split('\n'))];
        for (int i = 0; i < lines.Max(cell => cell.Length); i++)
        {
            rows.Add([.. lines.Select(cell => i < cell.Length ? cell[i] : "")]);
        }
    }

    /// <summary>The lines, headers first if there are any.</summary>
    public List<string> Lines()
    {
        var cells = Enumerable.Range(0, columns.Length).Select(CellsOf).ToArray();
        int[] widths = [.. cells.Select((column, i) => column.Append(columns[i].Header).Max(Width))];
        List<string> lines = [];
        if (columns.Any(column => column.Header.Length > 0))
        {
            lines.Add(Line([.. columns.Select(column => column.Header)], widths));
            lines.Add(new string('─', widths.Sum() + (Between.Length * (widths.Length - 1))));
        }

        lines.AddRange(rows.Select((row, r) => row.Length == 1 ? row[0] : Line([.. cells.Select(column => column[r])], widths)));
        return lines;
    }

    public override string ToString() => string.Join('\n', Lines());

    /// <summary>The text with spaces up to a width.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>The places that a text takes: a letter with a bar over it takes one.</summary>
    public static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Line(string[] cells, int[] widths) => string.Join(Between, cells.Zip(widths, Pad)).TrimEnd();

    private string[] CellsOf(int column)
    {
        string[] cells = [.. rows.Select(row => row.Length == 1 ? "" : row[column])];
        if (!columns[column].IsNumber)
        {
            return cells;
        }

        int before = cells.Select(BeforePoint).DefaultIfEmpty().Max();
        return [.. cells.Select(cell => cell.Length == 0 || IsList(cell) ? cell : cell.PadLeft(cell.Length + before - BeforePoint(cell)))];
    }

    /// <summary>True of elements in brackets, which are aligned among themselves.</summary>
    private static bool IsList(string cell) => cell.Contains('[', StringComparison.Ordinal);

    private static int BeforePoint(string number) => IsList(number) ? 0 : number.IndexOfAny(['.', 'e']) is >= 0 and var place ? place : number.Length;
}
