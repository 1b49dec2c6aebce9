using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>Shapes of convolutions, and the convolution as its definition has it: a sum over triples of indices.</summary>
internal static class ConvolutionCases
{
    public static IEnumerable<ConvolutionShape> Shapes
    {
        get
        {
            (int Height, int Width)[] kernels = [(1, 1), (1, 3), (3, 3), (5, 2)];
            foreach (var (height, width) in kernels)
            {
                foreach (int stride in (int[])[1, 2, 3])
                {
                    foreach (int padding in (int[])[0, 1, 2])
                    {
                        foreach (int dilation in (int[])[1, 2])
                        {
                            var window = new Window(height, width) { Stride = (stride, 4 - stride), Padding = (padding, 2 - padding), Dilation = (dilation, 3 - dilation) };
                            yield return new(3, 4, 9, 10, 6, 1 + (padding % 2), window);
                        }
                    }
                }
            }

            var same = new Window(3, 3) { Padding = (1, 1) };
            yield return new(0, 2, 5, 5, 3, 1, same);
            yield return new(1, 1, 1, 1, 1, 1, new(1, 1)); // a single element
            yield return new(1, 1, 1, 1, 1, 1, same);
            yield return new(2, 4, 6, 7, 4, 4, same); // each channel by itself
            yield return new(3, 3, 9, 8, 3, 3, new(5, 2) { Stride = (2, 3), Padding = (2, 1), Dilation = (1, 2) });
            yield return new(2, 3, 8, 9, 4, 1, new(3, 2) { Stride = (2, 1) }); // no padding
            yield return new(2, 3, 6, 7, 6, 3, same with { Stride = (2, 2) });
            yield return new(2, 3, 1, 20, 2, 1, new(1, 5) { Padding = (0, 4), Dilation = (1, 2) }); // one dimension
            yield return new(1, 1, 2, 2, 1, 1, new(1, 1) { Padding = (2, 2), Stride = (2, 2) }); // outputs that see only padding
            yield return new(1, 64, 20, 19, 3, 1, same); // blocks that end within a row
            yield return new(2, 128, 11, 23, 4, 2, same with { Stride = (1, 2) });
            yield return new(1, 1, 5, 5, 4, 1, new(3, 3) { Padding = (50_000, 50_000), Dilation = (50_000, 50_000) }); // taps far apart
            yield return new(1, 200, 1, 300, 2, 1, new(1, 5) { Padding = (0, 2) }); // blocks shorter than a row
        }
    }

    /// <summary>The indices of y, w and x of every term, straight from the definition.</summary>
    public static IEnumerable<(int Y, int W, int X)> Terms(ConvolutionShape shape)
    {
        var window = shape.Window;
        int height = ((shape.Height + (2 * window.Padding.Y) - (window.Dilation.Y * (window.Height - 1)) - 1) / window.Stride.Y) + 1;
        int width = ((shape.Width + (2 * window.Padding.X) - (window.Dilation.X * (window.Width - 1)) - 1) / window.Stride.X) + 1;
        int channels = shape.Channels / shape.Groups;
        for (int n = 0; n < shape.Batch; n++)
        {
            for (int o = 0; o < shape.Outputs; o++)
            {
                int group = o / (shape.Outputs / shape.Groups);
                for (int i = 0; i < height; i++)
                {
                    for (int j = 0; j < width; j++)
                    {
                        for (int c = 0; c < channels; c++)
                        {
                            for (int u = 0; u < window.Height; u++)
                            {
                                for (int v = 0; v < window.Width; v++)
                                {
                                    int row = (i * window.Stride.Y) - window.Padding.Y + (u * window.Dilation.Y);
                                    int column = (j * window.Stride.X) - window.Padding.X + (v * window.Dilation.X);
                                    if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                                    {
                                        yield return (
                                            (((((n * shape.Outputs) + o) * height) + i) * width) + j,
                                            (((((o * channels) + c) * window.Height) + u) * window.Width) + v,
                                            (((((n * shape.Channels) + (group * channels) + c) * shape.Height) + row) * shape.Width) + column);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>Small whole numbers, of which products and sums are exact in every format.</summary>
    public static T[] Whole<T>(int length, Random random) where T : IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked(random.Next(-3, 4)))];

    /// <summary>Numbers in [-1, 1).</summary>
    public static double[] Fractions(int length, Random random) => [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1)];

    /// <summary>What a kernel has to overwrite.</summary>
    public static T[] Garbage<T>(int length) where T : IFloatingPointIeee754<T> => [.. Enumerable.Repeat(T.NaN, length)];
}
