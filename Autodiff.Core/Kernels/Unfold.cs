using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>
/// Images (batch, channels, height, width) to patches (batch, channels × taps, places) and back: column q holds what the
/// window sees at place q, so that a convolution is a matrix product. Also called im2col and col2im.
/// </summary>
/// <remarks>Unfolding and folding are transposes of each other; each overwrites its destination.</remarks>
internal static class Unfold
{
    /// <summary>The patches of images; padding is 0.</summary>
    public static void Forward<T>(WindowShape shape, ReadOnlyMemory<T> x, Memory<T> patches) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        long steps = (long)shape.Window.Area * shape.Places;
        Workers.RunRange(shape.Planes, steps, new Unfolding<T>(axisY, axisX, x, patches));
    }

    /// <summary>The images in which each element is the sum of its occurrences in the patches: the transpose of unfolding, called fold.</summary>
    public static void Input<T>(WindowShape shape, ReadOnlyMemory<T> patches, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        long steps = (long)shape.Window.Area * shape.Places;
        Workers.RunRange(shape.Planes, steps, new Folding<T>(axisY, axisX, patches, x));
    }

    /// <summary>The patches (channels × taps, count) of one image at the places from <paramref name="start"/> on.</summary>
    public static void Block<T>(WindowAxis y, WindowAxis x, int channels, int start, int count, ReadOnlySpan<T> image, Span<T> patches)
        where T : IFloatingPointIeee754<T>
    {
        bool padded = y.Padding > 0 || x.Padding > 0;
        int stride = x.Stride;
        for (int tap = 0; tap < channels * y.Kernel * x.Kernel; tap++)
        {
            var (plane, runs) = Tap(y, x, tap, start, count);
            ReadOnlySpan<T> source = image[plane..];
            Span<T> row = patches.Slice(tap * count, count);
            if (padded)
            {
                row.Clear();
            }

            for (int i = runs.First; i < runs.End; i++)
            {
                var (place, element, length) = runs.Run(i);
                if (stride == 1)
                {
                    source.Slice(element, length).CopyTo(row[place..]);
                    continue;
                }

                Span<T> run = row.Slice(place, length);
                for (int j = 0; j < run.Length; j++)
                {
                    run[j] = source[element + (j * stride)];
                }
            }
        }
    }

    /// <summary>Adds the patches (channels × taps, count) at the places from <paramref name="start"/> on to one image.</summary>
    public static void AddBlock<T>(WindowAxis y, WindowAxis x, int channels, int start, int count, ReadOnlySpan<T> patches, Span<T> image)
        where T : IFloatingPointIeee754<T>
    {
        int stride = x.Stride;
        for (int tap = 0; tap < channels * y.Kernel * x.Kernel; tap++)
        {
            var (plane, runs) = Tap(y, x, tap, start, count);
            Span<T> target = image[plane..];
            ReadOnlySpan<T> row = patches.Slice(tap * count, count);
            for (int i = runs.First; i < runs.End; i++)
            {
                var (place, element, length) = runs.Run(i);
                ReadOnlySpan<T> run = row.Slice(place, length);
                if (stride == 1)
                {
                    Span<T> sums = target.Slice(element, length);
                    TensorPrimitives.Add(sums, run, sums);
                    continue;
                }

                for (int j = 0; j < run.Length; j++)
                {
                    target[element + (j * stride)] += run[j];
                }
            }
        }
    }

    /// <summary>Row number <paramref name="tap"/> of the patches: where its plane starts in the image, and its runs there.</summary>
    private static (int Plane, UnfoldTap Runs) Tap(WindowAxis y, WindowAxis x, int tap, int start, int count)
    {
        var (rest, tapX) = Math.DivRem(tap, x.Kernel);
        var (channel, tapY) = Math.DivRem(rest, y.Kernel);
        return (channel * y.Length * x.Length, new(y, x, tapY, tapX, start, count));
    }

    private readonly struct Unfolding<T>(WindowAxis axisY, WindowAxis axisX, ReadOnlyMemory<T> x, Memory<T> patches) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int places = axisY.Outputs * axisX.Outputs;
            int plane = axisY.Length * axisX.Length;
            int patch = axisY.Kernel * axisX.Kernel * places;
            for (int i = start; i < end; i++)
            {
                Block(axisY, axisX, 1, 0, places, x.Span.Slice(i * plane, plane), patches.Span.Slice(i * patch, patch));
            }
        }
    }

    private readonly struct Folding<T>(WindowAxis axisY, WindowAxis axisX, ReadOnlyMemory<T> patches, Memory<T> x) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int places = axisY.Outputs * axisX.Outputs;
            int plane = axisY.Length * axisX.Length;
            int patch = axisY.Kernel * axisX.Kernel * places;
            for (int i = start; i < end; i++)
            {
                var image = x.Span.Slice(i * plane, plane);
                image.Clear();
                AddBlock(axisY, axisX, 1, 0, places, patches.Span.Slice(i * patch, patch), image);
            }
        }
    }
}
