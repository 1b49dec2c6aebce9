namespace Autodiff;

/// <summary>
/// Where one tap of a window meets a plane, for the window places of a block: in runs, one for each row of places, each of
/// neighbouring places whose tap falls on a row of the plane at the distance of the stride. Padding is in no run.
/// </summary>
internal readonly struct UnfoldTap
{
    private readonly WindowAxis y;
    private readonly WindowAxis x;
    private readonly (int Y, int X) tap;
    private readonly (int Start, int End) block;
    private readonly (int First, int End) columns;

    /// <summary>The tap (tapY, tapX) at <paramref name="count"/> places, numbered along the rows, from <paramref name="start"/> on.</summary>
    public UnfoldTap(WindowAxis y, WindowAxis x, int tapY, int tapX, int start, int count)
    {
        (this.y, this.x, tap, block) = (y, x, (tapY, tapX), (start, start + count));
        columns = x.OutputsInside(tapX);
        var (first, end) = y.OutputsInside(tapY);
        First = Math.Max(first, start / x.Outputs);
        End = Math.Min(end, ((block.End - 1) / x.Outputs) + 1);
    }

    /// <summary>The first row of places with a run.</summary>
    public int First { get; }

    /// <summary>The row of places after the last with a run.</summary>
    public int End { get; }

    /// <summary>The run of a row of places: its first place in the block, the element of the plane there, and its length.</summary>
    public (int Place, int Element, int Length) Run(int row)
    {
        int origin = row * x.Outputs;
        int from = Math.Max(columns.First, block.Start - origin);
        int to = Math.Min(columns.End, block.End - origin);
        return from < to ? (origin + from - block.Start, (y.Element(row, tap.Y) * x.Length) + x.Element(from, tap.X), to - from) : default;
    }
}
