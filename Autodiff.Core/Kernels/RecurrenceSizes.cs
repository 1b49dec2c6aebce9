namespace Autodiff;

/// <summary>The sizes of a recurrence over sequences.</summary>
internal readonly record struct RecurrenceSizes(int Times, int Batch, int Units)
{
    /// <summary>
    /// Rows of a part, at most: two tiles of eight rows, which multiply at full speed. Fewer would read the panels of U more often than they use
    /// them, more would leave nothing to a second thread at the usual sizes.
    /// </summary>
    private const int PartRows = 16;

    public int Parts => (Batch + PartRows - 1) / PartRows;

    /// <summary>The first row of a part, or the end of the one before.</summary>
    public int FirstRow(int part) => (int)((long)Batch * part / Parts);
}
