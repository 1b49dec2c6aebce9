using System.Numerics;

namespace Autodiff;

/// <summary>
/// A block of B as panels of two registers or, at the right edge where that suffices, one: arranged one after the other, or where they lie.
/// </summary>
internal readonly struct GemmPanelsB<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> source;
    private readonly Memory<T> arranged;
    private readonly int sourceRow;
    private readonly int sourceColumn;
    private readonly int lanes;
    private readonly int depth;
    private readonly int start;
    private readonly int firstArranged;

    public GemmPanelsB(in GemmProduct<T> product, int lanes, bool inPlace, int column, int endColumn, int start, int end)
    {
        (Column, EndColumn, this.lanes, this.start, depth) = (column, endColumn, lanes, start, end - start);
        (source, sourceRow, sourceColumn) = (product.B[(start * product.BRow)..], product.BRow, product.BColumn);
        int left = (endColumn - column) % Width;
        firstArranged = !inPlace ? column : left == 0 || left == lanes ? endColumn : endColumn - left;
        arranged = GemmBuffer<T>.PanelsB(ArrangedPanels * Width * depth);
    }

    public int Column { get; }

    public int EndColumn { get; }

    /// <summary>How many panels <see cref="Arrange"/> must fill before they are read.</summary>
    public int ArrangedPanels => (EndColumn - firstArranged + Width - 1) / Width;

    private int Width => 2 * lanes;

    public void Arrange(int panel)
    {
        int first = firstArranged + (panel * Width);
        int count = Math.Min(Width, EndColumn - first);
        int width = count <= lanes ? lanes : Width;
        GemmPanels.Pack(source.Span[(first * sourceColumn)..], sourceColumn, sourceRow, count, width, depth, arranged.Span.Slice((first - firstArranged) * depth, width * depth));
    }

    /// <summary>The panels as spans, for the loop that reads them.</summary>
    public Reader AsSpans() => new(this);

    /// <summary>The panels once they are arranged.</summary>
    public readonly ref struct Reader(GemmPanelsB<T> panels)
    {
        private readonly ReadOnlySpan<T> source = panels.source.Span;
        private readonly ReadOnlySpan<T> arranged = panels.arranged.Span;
        private readonly int sourceRow = panels.sourceRow;
        private readonly int endColumn = panels.EndColumn;
        private readonly int lanes = panels.lanes;
        private readonly int depth = panels.depth;
        private readonly int start = panels.start;
        private readonly int firstArranged = panels.firstArranged;

        /// <summary>The panel that begins at a column and a depth, and how far apart its rows are.</summary>
        public ref readonly T At(int column, int at, out int row)
        {
            if (column < firstArranged)
            {
                row = sourceRow;
                return ref source[((at - start) * sourceRow) + column];
            }

            row = endColumn - column <= lanes ? lanes : 2 * lanes;
            return ref arranged[((column - firstArranged) * depth) + ((at - start) * row)];
        }
    }
}
