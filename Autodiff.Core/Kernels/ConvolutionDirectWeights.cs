using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// w from x and y: tiles of output channels by taps, each the sum over all places of all images. Chunks of the images have sums of their
/// own, which are then added two by two.
/// </summary>
internal static class ConvolutionDirectWeights<T, TTile>
    where T : IFloatingPointIeee754<T>
    where TTile : struct, IConvolutionTile<T>
{
    private const int TileTaps = 3;
    private const int MostSums = 1 << 20; // beyond, the sums of each lane would leave the caches for every image
    private const int MostChunks = 8;

    public static bool Run(ConvolutionShape convolution, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w)
    {
        var shape = new ConvolutionDirectShape(convolution, TTile.Rows, TTile.Lanes, isWhole: true);
        int triples = (shape.Depth + TileTaps - 1) / TileTaps;
        long sums = (long)shape.Groups * shape.OutputBlocks * triples * TTile.Rows * TileTaps * TTile.Lanes;
        if (!shape.IsDense(shape.Outputs) || !shape.IsSmall || 2 * shape.Depth < TileTaps || sums > MostSums)
        {
            return false;
        }

        int[] offsets = ArrayPool<int>.Shared.Rent(triples * TileTaps);
        shape.Planes.Offsets(offsets.AsSpan(0, shape.Depth));
        offsets.AsSpan(shape.Depth, (triples * TileTaps) - shape.Depth).Clear(); // taps beyond the last read what is there, for nobody
        int chunks = Math.Clamp(convolution.Batch, 1, MostChunks);
        int length = (int)sums / TTile.Lanes;
        T[] totals = ArrayPool<T>.Shared.Rent(chunks * length);
        Workers.RunRange(
            chunks, convolution.Batch / chunks * shape.Groups * shape.Steps,
            new Chunks(shape, convolution.Batch, triples, chunks, offsets, x, y, totals.AsMemory(0, chunks * length)));
        for (int step = 1; step < chunks; step *= 2)
        {
            for (int i = 0; i + step < chunks; i += 2 * step)
            {
                var sum = totals.AsSpan(i * length, length);
                TensorPrimitives.Add(sum, totals.AsSpan((i + step) * length, length), sum);
            }
        }

        TakeWeights(shape, triples, totals, w.Span);
        ArrayPool<T>.Shared.Return(totals);
        ArrayPool<int>.Shared.Return(offsets);
        return true;
    }

    /// <summary>The weights out of tiles (group, block of outputs, triple of taps, output, tap).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void TakeWeights(in ConvolutionDirectShape shape, int triples, ReadOnlySpan<T> tiles, Span<T> weights)
    {
        int depth = shape.Depth;
        for (int output = 0; output < shape.Groups * shape.Outputs; output++)
        {
            var (group, outputOfGroup) = Math.DivRem(output, shape.Outputs);
            var (block, row) = Math.DivRem(outputOfGroup, TTile.Rows);
            int place = ((((group * shape.OutputBlocks) + block) * triples * TTile.Rows) + row) * TileTaps;
            for (int tap = 0; tap < depth; tap += TileTaps, place += TTile.Rows * TileTaps)
            {
                for (int i = 0; i < Math.Min(TileTaps, depth - tap); i++)
                {
                    weights[(output * depth) + tap + i] = tiles[place + i];
                }
            }
        }
    }

    private readonly struct Chunks(
        ConvolutionDirectShape shape, int images, int triples, int chunks, int[] offsets, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> totals) : IRangeWork
    {
        public void Run(int start, int end)
        {
            int length = totals.Length / chunks;
            int sumsLength = length * TTile.Lanes;
            int placesLength = shape.OutputBlocks * TTile.Rows * shape.Columns;
            int planesLength = shape.PlanesLength(shape.Channels);
            var buffer = GemmBuffer<T>.PanelsA(sumsLength + placesLength + planesLength).Span;
            var sums = buffer[..sumsLength];
            var places = buffer.Slice(sumsLength, placesLength);
            var planes = buffer[(sumsLength + placesLength)..];
            places[(shape.Outputs * shape.Columns)..].Clear();
            planes[(shape.Channels * shape.Planes.Plane)..].Clear();
            for (int chunk = start; chunk < end; chunk++)
            {
                sums.Clear();
                for (int part = Cut(chunk) * shape.Groups; part < Cut(chunk + 1) * shape.Groups; part++)
                {
                    for (int output = 0; output < shape.Outputs; output++)
                    {
                        shape.Planes.Widen(
                            y.Span.Slice(((part * shape.Outputs) + output) * shape.OutputLength, shape.OutputLength), places.Slice(output * shape.Columns, shape.Columns));
                    }

                    shape.Planes.Arrange(x.Span.Slice(part * shape.ImageLength, shape.ImageLength), 0, planes);
                    int sumsOfGroup = sumsLength / shape.Groups;
                    AddDots(places, planes, sums.Slice(part % shape.Groups * sumsOfGroup, sumsOfGroup));
                }

                AddLanes(sums, totals.Span.Slice(chunk * length, length));
            }
        }

        /// <summary>The first image of a chunk.</summary>
        private int Cut(int chunk) => (int)((long)images * chunk / chunks);

        private void AddDots(Span<T> places, Span<T> planes, Span<T> sums)
        {
            int registers = shape.Columns / TTile.Lanes;
            for (int block = 0, sum = 0; block < shape.OutputBlocks; block++)
            {
                ref T outputs = ref places[block * TTile.Rows * shape.Columns];
                for (int triple = 0; triple < triples; triple++, sum += TTile.Rows * TileTaps * TTile.Lanes)
                {
                    var taps = offsets.AsSpan(triple * TileTaps, TileTaps);
                    TTile.AddDots(registers, ref outputs, shape.Columns, ref planes[0], (taps[0], taps[1], taps[2]), ref sums[sum]);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void AddLanes(ReadOnlySpan<T> sums, Span<T> totals)
        {
            for (int i = 0; i < totals.Length; i++)
            {
                totals[i] = TTile.Sum(in sums[i * TTile.Lanes]);
            }
        }
    }
}
