using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>y from x and w: tiles of output channels by places, each the sum over all taps, which read x at their offsets.</summary>
internal static class ConvolutionDirectForward<T, TTile>
    where T : IFloatingPointIeee754<T>
    where TTile : struct, IConvolutionTile<T>
{
    // Where images are fewer, parts of their output channels are shared among the threads.
    private const int FewestItems = 4;

    public static bool Run(ConvolutionShape convolution, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y, ConvolutionEnding<T> ending)
    {
        var shape = new ConvolutionDirectShape(convolution, TTile.Rows, TTile.Lanes, isWhole: false);
        if (!shape.IsDense(shape.Outputs))
        {
            return false;
        }

        int[] offsets = ArrayPool<int>.Shared.Rent(shape.Depth);
        shape.Planes.Offsets(offsets.AsSpan(0, shape.Depth));
        int panel = shape.Depth * TTile.Rows;
        var panels = GemmBuffer<T>.PanelsB(shape.Groups * shape.OutputBlocks * panel);
        for (int i = 0; i < shape.Groups * shape.OutputBlocks; i++)
        {
            var (group, block) = Math.DivRem(i, shape.OutputBlocks);
            int output = block * TTile.Rows;
            GemmPanels.Pack(
                w.Span[(((group * shape.Outputs) + output) * shape.Depth)..], shape.Depth, 1, Math.Min(TTile.Rows, shape.Outputs - output),
                TTile.Rows, shape.Depth, panels.Span.Slice(i * panel, panel));
        }

        int bands = shape.Parts * shape.Bands;
        int blockParts = bands >= FewestItems ? 1 : Math.Min(shape.OutputBlocks, FewestItems / Math.Max(1, bands));
        Workers.RunRange(bands * blockParts, shape.Steps / blockParts, new Bands(shape, blockParts, offsets, x, panels, y, ending));
        ArrayPool<int>.Shared.Return(offsets);
        return true;
    }

    private readonly struct Bands(
        ConvolutionDirectShape shape, int blockParts, int[] offsets, ReadOnlyMemory<T> x, ReadOnlyMemory<T> panels, Memory<T> y, ConvolutionEnding<T> ending) : IRangeWork
    {
        public void Run(int start, int end)
        {
            int columns = shape.Columns;
            int planesLength = shape.PlanesLength(shape.Channels);
            var buffer = GemmBuffer<T>.PanelsA((TTile.Rows * columns) + planesLength).Span;
            var sums = buffer[..(TTile.Rows * columns)];
            var planes = buffer[(TTile.Rows * columns)..];
            planes[(shape.Channels * shape.Planes.Plane)..].Clear();
            int arranged = -1;
            for (int item = start; item < end; item++)
            {
                var (band, blocks) = Math.DivRem(item, blockParts);
                var (part, bandOfPart) = Math.DivRem(band, shape.Bands);
                if (band != arranged)
                {
                    shape.Planes.Arrange(x.Span.Slice(part * shape.ImageLength, shape.ImageLength), bandOfPart * shape.BandRows, planes);
                    arranged = band;
                }

                for (int block = shape.OutputBlocks * blocks / blockParts; block < shape.OutputBlocks * (blocks + 1) / blockParts; block++)
                {
                    Multiply((part % shape.Groups * shape.OutputBlocks) + block, planes, sums);
                    Narrow(part, block, bandOfPart * shape.BandRows, sums);
                }
            }
        }

        private void Multiply(int panel, Span<T> planes, Span<T> sums)
        {
            var taps = offsets.AsSpan(0, shape.Depth);
            ref readonly T weights = ref panels.Span[panel * shape.Depth * TTile.Rows];
            for (int column = 0; column < shape.Columns; column += shape.TileColumns)
            {
                TTile.Multiply(taps, in weights, ref planes[column], ref sums[column], shape.Columns, accumulate: false);
            }
        }

        private void Narrow(int part, int block, int firstRow, Span<T> sums)
        {
            int rows = Math.Min(shape.BandRows, shape.OutputRows - firstRow);
            int firstOutput = block * TTile.Rows;
            for (int output = firstOutput; output < Math.Min(shape.Outputs, firstOutput + TTile.Rows); output++)
            {
                int start = (((part * shape.Outputs) + output) * shape.OutputLength) + (firstRow * shape.OutputWidth);
                var places = y.Span.Slice(start, rows * shape.OutputWidth);
                shape.Planes.Narrow(sums[((output - firstOutput) * shape.Columns)..], places);
                ending.Apply((part % shape.Groups * shape.Outputs) + output, places);
            }
        }
    }
}
