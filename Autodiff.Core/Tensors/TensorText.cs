using System.Numerics;

namespace Autodiff;

/// <summary>The elements of a tensor as text: in aligned rows, as NumPy prints them, or on one line, as they are written in code.</summary>
internal sealed class TensorText<T>(Tensor<T> tensor, int digits) where T : IFloatingPointIeee754<T>
{
    private const string Ellipsis = "…";

    // Enough to recognise a number by, where there is no room for all the digits that were asked for.
    private static readonly int[] FewDigits = [4, 3];

    // Where that is too much for a matrix, its rows and columns tell more than a digit does.
    private const int LeastDigits = 2;

    // Matrices up to this size stand in a table as matrices; what is larger would push its rows apart.
    private const int MostInTable = 4;

    private static readonly int[] Limits = [int.MaxValue, 6, 4, 3, 2, 1];

    private readonly T[] elements = tensor.ToArray();
    private readonly Shape shape = tensor.Shape;

    /// <summary>Type and shape: <c>double[2, 3]</c>.</summary>
    public static string Kind(Shape shape) => $"{TypeName.Of(typeof(T))}{shape}";

    /// <summary>Rows in brackets, numbers aligned by their decimal points, and no more than so many along an axis.</summary>
    /// <param name="limit">Of the last two axes; of those before them half as many, since each shows matrices.</param>
    public string Block(int limit) => Block(limit, digits);

    private string Block(int limit, int shown)
    {
        var cells = new Dictionary<int, string>();
        Collect(0, 0, limit, shown, cells);
        var columns = cells.GroupBy(cell => ColumnOf(cell.Key)).ToDictionary(column => column.Key, column => Columns.Of(column.Select(cell => cell.Value)));
        return Rows(0, 0, limit, place => columns[ColumnOf(place)].Align(cells[place]));
    }

    /// <summary>Type, shape and elements on one line: <c>double[2, 3] [[1, 2, 3], [4, 5, 6]]</c>.</summary>
    public string Line(int width) => $"{Kind(shape)} {Elements(width)}";

    /// <summary>The elements on one line, first with fewer digits and then with fewer elements until they fit.</summary>
    public string Elements(int width)
    {
        string text = "";
        foreach (int limit in Limits)
        {
            // A long tensor is not written out just to find that it does not fit.
            if (limit == int.MaxValue && shape.ElementCount > width)
            {
                continue;
            }

            foreach (int shown in Digits)
            {
                text = Inline(0, 0, limit, shown);
                if (text.Length <= width)
                {
                    return text;
                }
            }
        }

        return text;
    }

    /// <summary>True of a number, a vector or a matrix that stands in a table as such.</summary>
    public static bool IsSmall(Shape shape) => shape.Rank <= 2 && shape.Lengths.IndexOfAnyExceptInRange(0, MostInTable) < 0;

    /// <summary>What stands in a table: a small vector or matrix in rows, what is larger on one line.</summary>
    public string InTable(int width) =>
        (IsSmall(shape) ? Digits.Append(Math.Min(LeastDigits, digits)).Select(shown => Block(MostInTable, shown)).FirstOrDefault(block => block.Split('\n').Max(TextTable.Width) <= width) : null)
        ?? Elements(width);

    /// <summary>What was asked for, and what may be shown instead.</summary>
    private IEnumerable<int> Digits => FewDigits.Where(few => few < digits).Prepend(digits);

    private int ColumnOf(int place) => shape.Rank == 0 ? 0 : place % shape[-1];

    private int LimitOf(int axis, int limit) => axis >= shape.Rank - 2 ? limit : Math.Max(2, limit / 2);

    private void Collect(int axis, int start, int limit, int shown, Dictionary<int, string> cells)
    {
        if (axis == shape.Rank)
        {
            cells.Add(start, FormulaNumbers.Text(elements[start], shown));
            return;
        }

        foreach (int? item in Shown(shape[axis], LimitOf(axis, limit)))
        {
            if (item is { } i)
            {
                Collect(axis + 1, start + (i * shape.Strides[axis]), limit, shown, cells);
            }
        }
    }

    private string Rows(int axis, int start, int limit, Func<int, string> cell)
    {
        if (axis == shape.Rank)
        {
            return cell(start);
        }

        // Rows stand below each other, matrices with an empty line between them, as in NumPy.
        int depth = shape.Rank - 1 - axis;
        string between = depth == 0 ? "  " : new string('\n', depth) + new string(' ', axis + 1);
        var items = Shown(shape[axis], LimitOf(axis, limit)).Select(item => item is { } i ? Rows(axis + 1, start + (i * shape.Strides[axis]), limit, cell) : Ellipsis);
        return $"[{string.Join(between, items)}]";
    }

    private string Inline(int axis, int start, int limit, int shown)
    {
        if (axis == shape.Rank)
        {
            return FormulaNumbers.Text(elements[start], shown);
        }

        var items = Shown(shape[axis], limit).Select(item => item is { } i ? Inline(axis + 1, start + (i * shape.Strides[axis]), limit, shown) : Ellipsis);
        return $"[{string.Join(", ", items)}]";
    }

    /// <summary>The indices shown of an axis; null for the gap between its beginning and its end.</summary>
    private static IEnumerable<int?> Shown(int length, int limit)
    {
        int head = length <= limit ? length : (limit + 1) / 2;
        int tail = length <= limit ? length : length - (limit / 2);
        return [.. Enumerable.Range(0, head).Select(i => (int?)i), .. length > limit ? [null] : Array.Empty<int?>(), .. Enumerable.Range(tail, length - tail).Select(i => (int?)i)];
    }

    /// <summary>The places of a column before and from the decimal point on.</summary>
    private readonly record struct Columns(int Before, int After)
    {
        public static Columns Of(IEnumerable<string> numbers) =>
            numbers.Aggregate(default(Columns), (widths, number) => new(Math.Max(widths.Before, Point(number)), Math.Max(widths.After, number.Length - Point(number))));

        public string Align(string number) =>
            new string(' ', Before - Point(number)) + number + new string(' ', After - (number.Length - Point(number)));

        private static int Point(string number) => number.IndexOfAny(['.', 'e']) is >= 0 and var place ? place : number.Length;
    }
}
