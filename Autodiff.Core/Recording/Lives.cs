namespace Autodiff;

/// <summary>
/// Which entries of earlier epochs are still there. Each reset or rewind starts an epoch and cuts the tape to a length;
/// an entry lives as long as no later cut was at or below it.
/// </summary>
internal sealed class Lives
{
    // Later cuts reach lower or hide nothing that matters: kept so that both epoch and length increase.
    private readonly List<(int Epoch, int Length)> cuts = [];

    public void Cut(int epoch, int length)
    {
        while (cuts.Count > 0 && cuts[^1].Length >= length)
        {
            cuts.RemoveAt(cuts.Count - 1);
        }

        cuts.Add((epoch, length));
    }

    /// <summary>True when the entry recorded in <paramref name="epoch"/> at <paramref name="index"/> was never cut off.</summary>
    public bool Contains(int index, int epoch)
    {
        foreach (var cut in cuts)
        {
            if (unchecked(cut.Epoch - epoch) > 0) // the first cut since is the lowest; epochs wrap around
            {
                return index < cut.Length;
            }
        }

        return true;
    }
}
