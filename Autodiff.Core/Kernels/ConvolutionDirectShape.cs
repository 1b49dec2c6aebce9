namespace Autodiff;

/// <summary>What the three direct convolutions share: the sizes of a group, the planes of a band, and tiles of so many rows by so many places.</summary>
internal readonly struct ConvolutionDirectShape
{
    // A band of images and places lies in the second-level cache.
    private const int BandElements = 1 << 17;

    private const int NearElements = 1 << 12; // of x, with which the sums of a block stay in the first-level cache

    // Images whose sums are gathered as a whole stay in the third-level cache.
    private const int MostElements = 1 << 20;

    private const int MostBandElements = 1 << 22; // a single row of places, where even that has many channels and taps far apart

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

    /// <summary>
    /// The blocks of outputs that are computed together, place by place, so that what the taps see of x at a place is read from the first-level cache:
    /// one where all of x lies there, else as many as the second-level cache holds the sums of.
    /// </summary>
    public int BlocksTogether => Channels * Planes.Plane <= NearElements ? 1 : Math.Clamp(BandElements / (TileRows * Columns), 1, OutputBlocks);

    /// <summary>The steps of a band, as the helpers count them.</summary>
    public long Steps => (long)Outputs * Depth * Columns / MultiplicationsPerStep;

    /// <summary>True when at least half of the places, and of the rows of tiles of <paramref name="rows"/> rows in all, are asked for.</summary>
    public bool IsDense(int rows) => 2L * BandRows * OutputWidth >= Columns && 2 * rows >= TileRows && (long)Channels * Planes.Plane <= MostBandElements;

    /// <summary>True when the planes and the places of an image fit a cache.</summary>
    public bool IsSmall => ((long)Channels * Planes.Plane) + ((long)Outputs * Columns) <= MostElements;
}
