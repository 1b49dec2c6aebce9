using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Arranges a part of a matrix in panels: the order in which a kernel reads it.</summary>
internal static class GemmPanels
{
    /// <summary>
    /// panel[p·width + r] = source[r·across + p·along] for r &lt; count, and 0 for count ≤ r &lt; width: zeros instead of special cases at the edge.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(ReadOnlySpan<T> source, int across, int along, int count, int width, int depth, Span<T> panel)
    {
        if (count < width)
        {
            panel[..(width * depth)].Clear();
        }

        if (across == 1)
        {
            for (int p = 0; p < depth; p++)
            {
                source.Slice(p * along, count).CopyTo(panel[(p * width)..]);
            }

            return;
        }

        // Reads follow the source; the writes jump, but within a panel, which the first-level cache holds.
        for (int r = 0; r < count; r++)
        {
            _ = source[(r * across) + ((depth - 1) * along)];
            _ = panel[r + ((depth - 1) * width)];
            ref readonly T from = ref source[r * across];
            ref T to = ref panel[r];
            for (int p = 0; p < depth; p++)
            {
                Unsafe.Add(ref to, p * width) = Unsafe.Add(ref Unsafe.AsRef(in from), p * along);
            }
        }
    }
}
