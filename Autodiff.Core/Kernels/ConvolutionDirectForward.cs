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
        var panels = GemmBuffer<T>.PanelsB(checked(shape.Groups * shape.OutputBlocks * panel));
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
            int sumsLength = shape.BlocksTogether * TTile.Rows * shape.Columns;
            int planesLength = shape.PlanesLength(shape.Channels);
            var buffer = GemmBuffer<T>.PanelsA(sumsLength + planesLength).Span;
            var sums = buffer[..sumsLength];
            var planes = buffer[sumsLength..];
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

                int last = shape.OutputBlocks * (blocks + 1) / blockParts;
                for (int block = shape.OutputBlocks * blocks / blockParts; block < last; block += shape.BlocksTogether)
                {
                    int endBlock = Math.Min(last, block + shape.BlocksTogether);
                    Multiply(part % shape.Groups * shape.OutputBlocks, block, endBlock, planes, sums);
                    Narrow(part, block, endBlock, bandOfPart * shape.BandRows, sums);
                }
            }
        }

        private void Multiply(int firstPanel, int block, int endBlock, Span<T> planes, Span<T> sums)
        {
            var taps = offsets.AsSpan(0, shape.Depth);
            for (int column = 0; column < shape.Columns; column += shape.TileColumns)
            {
                for (int i = block, sum = column; i < endBlock; i++, sum += TTile.Rows * shape.Columns)
                {
                    ref readonly T weights = ref panels.Span[(firstPanel + i) * shape.Depth * TTile.Rows];
                    TTile.Multiply(taps, in weights, ref planes[column], ref sums[sum], shape.Columns, accumulate: false);
                }
            }
        }

        private void Narrow(int part, int block, int endBlock, int firstRow, Span<T> sums)
        {
            int rows = Math.Min(shape.BandRows, shape.OutputRows - firstRow);
            int firstOutput = block * TTile.Rows;
            for (int output = firstOutput; output < Math.Min(shape.Outputs, endBlock * TTile.Rows); output++)
            {
                int start = (((part * shape.Outputs) + output) * shape.OutputLength) + (firstRow * shape.OutputWidth);
                var from = sums[((output - firstOutput) * shape.Columns)..];
                shape.Planes.Narrow(from, y.Span.Slice(start, rows * shape.OutputWidth), ending.Of((part % shape.Groups * shape.Outputs) + output));
            }
        }
    }
}
