namespace Autodiff;

/// <summary>
/// Which entries of earlier epochs are still there. Each reset or rewind starts an epoch and cuts the tape to a length.
/// </summary>
/// <remarks>
/// What lies between two successive cuts was recorded after the last cut to the lower length and before the first to the
/// higher, so the epoch of a live entry is known to lie in a range, as a rule of one epoch: even when the epochs, which are
/// counted in 32 bits, wrap around, a stale scalar is taken for a live one only by an exact coincidence.
/// </remarks>
internal sealed class Lives
{
    private readonly List<Cut> cuts = []; // by length and by epoch at once

    /// <summary>Starts <paramref name="epoch"/> on a tape cut to <paramref name="length"/>.</summary>
    public void Start(int epoch, int length)
    {
        int first = epoch;
        while (cuts.Count > 0 && cuts[^1].Length >= length)
        {
            first = cuts[^1].First; // what lies below that cut lay below it already then
            cuts.RemoveAt(cuts.Count - 1);
        }

        cuts.Add(new(first, epoch, length));
    }

    /// <summary>True when the entry at <paramref name="index"/> recorded in an epoch before the present one was never cut off.</summary>
    public bool Contains(int index, int epoch)
    {
        int above = FirstAbove(index);
        if (above == cuts.Count)
        {
            return false; // recorded since the last cut, so in the present epoch
        }

        int start = above == 0 ? 0 : cuts[above - 1].Last;
        return unchecked((uint)(epoch - start) < (uint)(cuts[above].First - start));
    }

    /// <summary>True when the tape was cut to less than <paramref name="length"/> since <paramref name="epoch"/> began.</summary>
    public bool WasCutBelow(int length, int epoch)
    {
        int below = FirstAbove(length - 1) - 1;
        return below >= 0 && unchecked(cuts[below].Last - epoch) > 0;
    }

    /// <summary>The number of the first cut whose length is above an index.</summary>
    private int FirstAbove(int index)
    {
        int low = 0;
        for (int high = cuts.Count; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = cuts[middle].Length > index ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private readonly record struct Cut(int First, int Last, int Length);
}
