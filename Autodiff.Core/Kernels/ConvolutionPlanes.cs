using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// Images laid out so that every tap of a window reads x at one offset from the place: place (i, j) is q = i·<see cref="Width"/> + j, and what tap (u, v)
/// of channel c sees there is element <see cref="Offset"/> + q. Padding is zeros; with a stride s, elements s apart are neighbours, in planes of their own.
/// </summary>
/// <remarks>
/// A convolution so needs no copy of x for each tap, but computes also the places between the end of a row of y and the beginning of the next, which
/// nobody reads. A band is some rows of places with the elements that they see.
/// </remarks>
internal readonly struct ConvolutionPlanes
{
    private readonly WindowAxis y;
    private readonly WindowAxis x;
    private readonly (int Y, int X) phases;

    /// <summary>The planes of a band of so many rows of places.</summary>
    public ConvolutionPlanes(WindowAxis y, WindowAxis x, int rows)
    {
        (this.y, this.x, Rows) = (y, x, rows);
        var (reachY, reachX) = ((y.Kernel - 1) * y.Dilation, (x.Kernel - 1) * x.Dilation);
        phases = (Math.Min(y.Stride, reachY + 1), Math.Min(x.Stride, reachX + 1));
        Height = rows + (reachY / y.Stride);
        Width = x.Outputs + (reachX / x.Stride);
        Plane = Bounded((long)phases.Y * phases.X * Height, Width);
        Places = Bounded(rows - 1, Width) + x.Outputs;
    }

    /// <summary>The rows of places of a band.</summary>
    public int Rows { get; }

    /// <summary>The elements of a row of a plane.</summary>
    public int Width { get; }

    /// <summary>The elements of the planes of a channel, at most a quarter of the largest number.</summary>
    public int Plane { get; }

    /// <summary>One more than the greatest q.</summary>
    public int Places { get; }

    private int Height { get; }

    /// <summary>Where tap (tapY, tapX) of a channel sees place 0.</summary>
    public int Offset(int channel, int tapY, int tapX)
    {
        var (shiftY, phaseY) = Math.DivRem(tapY * y.Dilation, y.Stride);
        var (shiftX, phaseX) = Math.DivRem(tapX * x.Dilation, x.Stride);
        return (channel * Plane) + (((((phaseY * phases.X) + phaseX) * Height) + shiftY) * Width) + shiftX;
    }

    /// <summary>The offsets of every tap of every channel, in the order of the weights.</summary>
    public void Offsets(Span<int> offsets)
    {
        for (int i = 0; i < offsets.Length; i++)
        {
            var (rest, tapX) = Math.DivRem(i, x.Kernel);
            var (channel, tapY) = Math.DivRem(rest, y.Kernel);
            offsets[i] = Offset(channel, tapY, tapX);
        }
    }

    /// <summary>Lays out the channels of an image, for the band of places that begins with row <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Arrange<T>(ReadOnlySpan<T> image, int first, Span<T> planes) where T : IFloatingPointIeee754<T>
    {
        int row = 0;
        for (int channel = 0; channel < image.Length; channel += y.Length * x.Length)
        {
            for (int phase = 0; phase < phases.Y * phases.X; phase++)
            {
                var columns = Columns(phase % phases.X);
                for (int i = 0; i < Height; i++, row += Width)
                {
                    var to = planes.Slice(row, Width);
                    int element = y.Element(first + i, 0) + (phase / phases.X);
                    if (element < 0 || element >= y.Length)
                    {
                        to.Clear();
                        continue;
                    }

                    to[..columns.First].Clear();
                    to[columns.End..].Clear();
                    var from = image.Slice(channel + (element * x.Length) + columns.Element, columns.Elements);
                    CopyRow(from, x.Stride, to[columns.First..columns.End], 1);
                }
            }
        }
    }

    /// <summary>Takes the image out of its planes; elements that no place sees become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Collect<T>(ReadOnlySpan<T> planes, Span<T> image) where T : IFloatingPointIeee754<T>
    {
        bool isWhole = phases == (y.Stride, x.Stride) && y.Rest == 0 && x.Rest == 0;
        if (!isWhole)
        {
            image.Clear();
        }

        int row = 0;
        for (int channel = 0; channel < image.Length; channel += y.Length * x.Length)
        {
            for (int phase = 0; phase < phases.Y * phases.X; phase++)
            {
                var columns = Columns(phase % phases.X);
                for (int i = 0; i < Height; i++, row += Width)
                {
                    int element = y.Element(i, 0) + (phase / phases.X);
                    if (element >= 0 && element < y.Length)
                    {
                        var to = image.Slice(channel + (element * x.Length) + columns.Element, columns.Elements);
                        CopyRow(planes[(row + columns.First)..(row + columns.End)], 1, to, x.Stride);
                    }
                }
            }
        }
    }

    /// <summary>Lays out rows of y by q, with zeros between them and up to the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Widen<T>(ReadOnlySpan<T> outputs, Span<T> places) where T : IFloatingPointIeee754<T>
    {
        int last = ((Rows - 1) * Width) + x.Outputs;
        for (int row = 0, place = 0; row < outputs.Length; row += x.Outputs, place += Width)
        {
            var to = places.Slice(place, Math.Min(Width, places.Length - place));
            CopyRow(outputs.Slice(row, x.Outputs), 1, to[..x.Outputs], 1);
            for (int j = x.Outputs; j < to.Length; j++)
            {
                to[j] = T.Zero; // too few for the call of a general clearing
            }
        }

        places[last..].Clear();
    }

    /// <summary>Takes rows of y out of what is computed for each q, and ends them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Narrow<T>(ReadOnlySpan<T> places, Span<T> outputs, ConvolutionPlaceEnding<T> ending) where T : IFloatingPointIeee754<T>
    {
        for (int row = 0, place = 0; row < outputs.Length; row += x.Outputs, place += Width)
        {
            ending.Apply(places.Slice(place, x.Outputs), outputs.Slice(row, x.Outputs));
        }
    }

    /// <summary>The product, or far more than anybody asks for: taps far apart make planes far larger than images.</summary>
    private static int Bounded(long x, int y) => (int)Math.Min(Math.Min(x, int.MaxValue) * y, int.MaxValue / 4);

    /// <summary>The columns of a plane that hold elements, the first of these elements in its row, and how many elements of the row they span.</summary>
    private (int First, int End, int Element, int Elements) Columns(int phase)
    {
        int start = phase - x.Padding;
        int first = Math.Min(Width, start >= 0 ? 0 : ((-start - 1) / x.Stride) + 1);
        int end = Math.Clamp(x.Length <= start ? 0 : ((x.Length - start - 1) / x.Stride) + 1, first, Width);
        return (first, end, end > first ? start + (first * x.Stride) : 0, end > first ? ((end - first - 1) * x.Stride) + 1 : 0);
    }

    /// <summary>A copy for rows so short that the call of a general one costs more than the copying.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<T>(ReadOnlySpan<T> from, int fromStride, Span<T> to, int toStride) where T : IFloatingPointIeee754<T>
    {
        ref T source = ref MemoryMarshal.GetReference(from);
        ref T target = ref MemoryMarshal.GetReference(to);
        if (fromStride == 1 && toStride == 1 && from.Length >= Vector<T>.Count)
        {
            int last = from.Length - Vector<T>.Count; // may overlap what was copied before
            for (int i = 0; i < last; i += Vector<T>.Count)
            {
                Vector.LoadUnsafe(ref source, (nuint)i).StoreUnsafe(ref target, (nuint)i);
            }

            Vector.LoadUnsafe(ref source, (nuint)last).StoreUnsafe(ref target, (nuint)last);
            return;
        }

        for (int i = 0, j = 0; i < from.Length && j < to.Length; i += fromStride, j += toStride)
        {
            to[j] = from[i];
        }
    }
}
