namespace Autodiff;

/// <summary>What the three direct convolutions share: the sizes of a group, the planes of a band, and tiles of so many rows by so many places.</summary>
internal readonly struct ConvolutionDirectShape
{
    // A band of images and places lies in the second-level cache.
    private const int BandElements = 1 << 17;

    private const int MultiplicationsPerStep = 8;

    public ConvolutionDirectShape(ConvolutionShape shape, int rows, int lanes, bool isWhole)
    {
        var (y, x) = shape.Window.Over(shape.Height, shape.Width);
        Groups = shape.Groups;
        Parts = shape.Batch * Groups;
        (Channels, Outputs) = (shape.Channels / Groups, shape.Outputs / Groups);
        Area = shape.Window.Area;
        ImageLength = Channels * shape.Height * shape.Width;
        (BandRows, TileRows, TileColumns) = (y.Outputs, rows, 3 * lanes);
        var one = new ConvolutionPlanes(y, x, 1);
        if (!isWhole)
        {
            var more = new ConvolutionPlanes(y, x, 2);
            long rest = BandElements - ((long)Channels * one.Plane);
            long fit = 1 + Math.Max(0, rest / (((long)Channels * (more.Plane - one.Plane)) + ((long)rows * one.Width)));
            int bands = (int)((y.Outputs + fit - 1) / fit);
            BandRows = (y.Outputs + bands - 1) / bands;
        }

        Planes = new(y, x, BandRows);
        OutputRows = y.Outputs;
        OutputWidth = x.Outputs;
    }

    public int Groups { get; }
    public int Parts { get; }
    public int Channels { get; }
    public int Outputs { get; }
    public int Area { get; }
    public int ImageLength { get; }
    public int BandRows { get; }
    public int TileRows { get; }
    public int TileColumns { get; }
    public int OutputRows { get; }
    public int OutputWidth { get; }
    public ConvolutionPlanes Planes { get; }

    public int Depth => Channels * Area;
    public int OutputLength => OutputRows * OutputWidth;
    public int Bands => (OutputRows + BandRows - 1) / BandRows;
    public int OutputBlocks => (Outputs + TileRows - 1) / TileRows;
    public int ChannelBlocks => (Channels + TileRows - 1) / TileRows;

    /// <summary>The places of a band up to the end of the last tile.</summary>
    public int Columns => (Planes.Places + TileColumns - 1) / TileColumns * TileColumns;

    /// <summary>The elements of the planes of all channels and what the last tile reads behind them.</summary>
    public int PlanesLength(int channels) => (channels * Planes.Plane) + Columns - Planes.Places;

    /// <summary>The steps of a band, as the helpers count them.</summary>
    public long Steps => (long)Outputs * Depth * Columns / MultiplicationsPerStep;

    /// <summary>True when at least half of what the tiles compute is asked for.</summary>
    public bool IsDense(int rows) =>
        Planes.Plane > 0 && 2L * BandRows * OutputWidth >= Columns && 2 * rows >= TileRows && (long)Channels * Planes.Plane <= int.MaxValue / 2;

    public static int Blocks(int count, int size) => (count + size - 1) / size;
}
