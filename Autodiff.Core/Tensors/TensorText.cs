using System.Numerics;

namespace Autodiff;

/// <summary>
/// The elements of a tensor as text, two spaces between those of a row: in aligned rows, as NumPy prints them, or on one line, with a
/// comma between rows.
/// </summary>
/// <param name="tensor">The tensor.</param>
/// <param name="number">A number with so many digits.</param>
/// <param name="digits">The digits.</param>
/// <param name="point">By what numbers are aligned.</param>
internal sealed class TensorText<T>(Tensor<T> tensor, Func<T, int, string> number, int digits, string point) where T : IFloatingPointIeee754<T>
{
    private const string Ellipsis = "…";
    private const string Between = "  ";

    // Matrices up to this size stand in a table as matrices; what is larger would push its rows apart.
    private const int MostInTable = 4;

    // Enough to recognise a number by, where there is no room for all the digits that were asked for.
    private const int FewDigits = 3;

    // Where that is too much for a matrix, its rows and columns tell more than a digit does.
    private const int LeastDigits = 2;

    private static readonly int[] Limits = [int.MaxValue, 6, 5, 4, 3, 2, 1];

    private readonly T[] elements = tensor.ToArray();
    private readonly Shape shape = tensor.Shape;

    /// <summary>Numbers with so many significant digits.</summary>
    public TensorText(Tensor<T> tensor, int digits) : this(tensor, FormulaNumbers.Text, digits, ".") { }

    /// <summary>Type and shape: <c>double[2, 3]</c>.</summary>
    public static string Kind(Shape shape) => $"{TypeName.Of(typeof(T))}{shape}";

    /// <summary>True of a number, a vector or a matrix that stands in a table as such.</summary>
    public static bool IsSmall(Shape shape, int limit = MostInTable) => shape.Rank <= 2 && shape.Lengths.IndexOfAnyExceptInRange(0, limit) < 0;

    /// <summary>The digits to try where there is no room for so many.</summary>
    public static int Fewer(int digits) => Math.Max(LeastDigits, digits > FewDigits + 1 ? FewDigits + 1 : digits - 1);

    /// <summary>Rows in brackets, numbers aligned by their decimal points, and no more than so many along an axis.</summary>
    /// <param name="limit">Of the last two axes; of those before them half as many, since each shows matrices.</param>
    public string Block(int limit)
    {
        var cells = new Dictionary<int, string>();
        Collect(0, 0, limit, cells);
        var columns = cells.GroupBy(cell => ColumnOf(cell.Key)).ToDictionary(column => column.Key, column => Columns.Of(column.Select(cell => cell.Value), point));
        return Rows(0, 0, limit, place => columns[ColumnOf(place)].Align(cells[place], point));
    }

    /// <summary>Type, shape and elements on one line, <c>double[2, 3] [[1  2  3], [4  5  6]]</c>, with fewer digits before fewer elements.</summary>
    public string Line(int width) => $"{Kind(shape)} {OnOneLine(width, digits > FewDigits ? [digits, Fewer(digits), FewDigits] : [digits])}";

    /// <summary>The elements on one line, or the first and last of a row, as many as fit: <c>[[0.25  0.31  …  0.9], …]</c>.</summary>
    /// <param name="width">The room there is.</param>
    /// <param name="limit">The elements along an axis that were asked for, whatever room there is; null for as many as fit.</param>
    public string Elements(int width, int? limit) => limit is { } most
        ? Inline(0, 0, shape.Lengths.IndexOfAnyExceptInRange(0, most) < 0 ? int.MaxValue : most, digits)
        : OnOneLine(width, [digits]);

    /// <summary>What stands in a table: a small vector or matrix in rows, what is larger on one line.</summary>
    /// <param name="width">The room there is.</param>
    /// <param name="limit">The elements along an axis that were asked for, whatever room there is; null for as many as fit.</param>
    /// <param name="isSqueezed">True when fewer digits could make room for a small matrix, or for the last of a row beside its first.</param>
    public string InTable(int width, int? limit, out bool isSqueezed)
    {
        if (IsSmall(shape, limit ?? MostInTable))
        {
            string block = Block(int.MaxValue);
            bool fits = block.Split('\n').Max(TextTable.Width) <= width;
            isSqueezed = !fits && digits > LeastDigits;
            return fits || limit is not null ? block : Elements(width, limit);
        }

        string line = Elements(width, limit);
        isSqueezed = digits > FewDigits && (line.Length > width || (limit is null && line == Inline(0, 0, 1, digits)));
        return line;
    }

    private string OnOneLine(int width, ReadOnlySpan<int> digitsToTry)
    {
        string text = "";
        foreach (int limit in Limits)
        {
            // A long tensor is not written out just to find that it does not fit.
            if (limit == int.MaxValue && shape.ElementCount > width)
            {
                continue;
            }

            foreach (int shown in digitsToTry)
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

    private int ColumnOf(int place) => shape.Rank == 0 ? 0 : place % shape[-1];

    private int LimitOf(int axis, int limit) => axis >= shape.Rank - 2 ? limit : Math.Max(2, limit / 2);

    private void Collect(int axis, int start, int limit, Dictionary<int, string> cells)
    {
        if (axis == shape.Rank)
        {
            cells.Add(start, number(elements[start], digits));
            return;
        }

        foreach (int? item in Shown(shape[axis], LimitOf(axis, limit)))
        {
            if (item is { } i)
            {
                Collect(axis + 1, start + (i * shape.Strides[axis]), limit, cells);
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
        string between = depth == 0 ? Between : new string('\n', depth) + new string(' ', axis + 1);
        var items = Shown(shape[axis], LimitOf(axis, limit)).Select(item => item is { } i ? Rows(axis + 1, start + (i * shape.Strides[axis]), limit, cell) : Ellipsis);
        return $"[{string.Join(between, items)}]";
    }

    private string Inline(int axis, int start, int limit, int shown)
    {
        if (axis == shape.Rank)
        {
            return number(elements[start], shown);
        }

        // What is left out is left out of the row, and then the first row stands for all; a column counts as the row that it is the transpose of.
        bool isRow = axis == shape.Rank - 1 || shape.Lengths[(axis + 1)..].IndexOfAnyExcept(1) < 0;
        var items = Shown(shape[axis], isRow || limit == int.MaxValue ? limit : 1).Select(item => item is { } i ? Inline(axis + 1, start + (i * shape.Strides[axis]), limit, shown) : Ellipsis);
        return $"[{string.Join(axis == shape.Rank - 1 ? Between : ", ", items)}]";
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
        public static Columns Of(IEnumerable<string> numbers, string point) =>
            numbers.Aggregate(default(Columns), (widths, number) => new(Math.Max(widths.Before, Point(number, point)), Math.Max(widths.After, number.Length - Point(number, point))));

        public string Align(string number, string point) =>
            new string(' ', Before - Point(number, point)) + number + new string(' ', After - (number.Length - Point(number, point)));

        private static int Point(string number, string point) =>
            number.IndexOf(point, StringComparison.Ordinal) is >= 0 and var place ? place : number.IndexOf('e') is >= 0 and var exponent ? exponent : number.Length;
    }
}
