using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>x from y and w: for each tap, tiles of input channels by places, each the sum over all outputs, are added to x at the offset of the tap.</summary>
internal static class ConvolutionDirectInput<T, TTile>
    where T : IFloatingPointIeee754<T>
    where TTile : struct, IConvolutionTile<T>
{
    public static bool Run(ConvolutionShape convolution, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x)
    {
        var shape = new ConvolutionDirectShape(convolution, TTile.Rows, TTile.Lanes, isWhole: true);
        if (!shape.IsDense(shape.Channels) || !shape.IsSmall)
        {
            return false;
        }

        int[] offsets = ArrayPool<int>.Shared.Rent(shape.Outputs);
        for (int output = 0; output < shape.Outputs; output++)
        {
            offsets[output] = output * shape.Columns;
        }

        var panels = GemmBuffer<T>.PanelsB(checked(shape.Groups * shape.ChannelBlocks * shape.Area * shape.Outputs * TTile.Rows));
        Workers.RunRange(shape.Groups * shape.ChannelBlocks, (long)shape.Area * shape.Outputs * TTile.Rows, new Packing(shape, w, panels));
        Workers.RunRange(shape.Parts, shape.Steps, new Images(shape, convolution.Window.Width, offsets, y, panels, x));
        ArrayPool<int>.Shared.Return(offsets);
        return true;
    }

    /// <summary>Blocks of channels of a group, in panels (tap, block, output, channel of the block).</summary>
    private readonly struct Packing(ConvolutionDirectShape shape, ReadOnlyMemory<T> w, Memory<T> panels) : IRangeWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int start, int end)
        {
            for (int item = start; item < end; item++)
            {
                var (group, block) = Math.DivRem(item, shape.ChannelBlocks);
                int channels = Math.Min(TTile.Rows, shape.Channels - (block * TTile.Rows));
                int nextTap = shape.ChannelBlocks * shape.Outputs * TTile.Rows;
                var to = panels.Span[(((group * shape.Area * shape.ChannelBlocks) + block) * shape.Outputs * TTile.Rows)..];
                for (int output = 0; output < shape.Outputs; output++)
                {
                    var from = w.Span.Slice((((group * shape.Outputs) + output) * shape.Depth) + (block * TTile.Rows * shape.Area), channels * shape.Area);
                    for (int tap = 0; tap < shape.Area; tap++)
                    {
                        var row = to.Slice((tap * nextTap) + (output * TTile.Rows), TTile.Rows);
                        row[channels..].Clear();
                        for (int channel = 0, i = tap; channel < channels; channel++, i += shape.Area)
                        {
                            row[channel] = from[i];
                        }
                    }
                }
            }
        }
    }

    private readonly struct Images(ConvolutionDirectShape shape, int kernelWidth, int[] offsets, ReadOnlyMemory<T> y, ReadOnlyMemory<T> panels, Memory<T> x) : IRangeWork
    {
        public void Run(int start, int end)
        {
            int placesLength = shape.Outputs * shape.Columns;
            int planesLength = shape.PlanesLength(shape.ChannelBlocks * TTile.Rows);
            var buffer = GemmBuffer<T>.PanelsA(placesLength + planesLength).Span;
            var places = buffer[..placesLength];
            var planes = buffer[placesLength..];
            for (int part = start; part < end; part++)
            {
                for (int output = 0; output < shape.Outputs; output++)
                {
                    shape.Planes.Widen(
                        y.Span.Slice(((part * shape.Outputs) + output) * shape.OutputLength, shape.OutputLength), places.Slice(output * shape.Columns, shape.Columns));
                }

                planes.Clear();
                Add(part % shape.Groups, places, planes);
                shape.Planes.Collect(planes, x.Span.Slice(part * shape.ImageLength, shape.ImageLength));
            }
        }

        // Tiles that follow each other add to different channels: to add where a tile has just stored would wait for it.
        private void Add(int group, Span<T> places, Span<T> planes)
        {
            var outputs = offsets.AsSpan(0, shape.Outputs);
            int plane = shape.Planes.Plane;
            for (int column = 0; column < shape.Columns; column += shape.TileColumns)
            {
                int panel = group * shape.Area * shape.ChannelBlocks;
                for (int tap = 0; tap < shape.Area; tap++)
                {
                    int at = shape.Planes.Offset(0, tap / kernelWidth, tap % kernelWidth) + column;
                    for (int block = 0; block < shape.ChannelBlocks; block++, panel++)
                    {
                        ref readonly T weights = ref panels.Span[panel * shape.Outputs * TTile.Rows];
                        TTile.Multiply(outputs, in weights, ref places[column], ref planes[at + (block * TTile.Rows * plane)], plane, accumulate: true);
                    }
                }
            }
        }
    }
}
