using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// The weights of a convolution from x and y, sums over all window places of all images. Where they are few, chunks of the images
/// and their blocks have sums of their own, which are then added two by two; where they are many, each product is shared inside.
/// </summary>
internal static class ConvolutionWeightSums
{
    private const int MostChunks = 16;
    private const int MostWeights = 1 << 16; // beyond, the sums of the chunks would cost more than gathering the patches on one thread
    private const int FewestPlaces = 256; // of a chunk, so that clearing and adding its sum is little beside the product

    /// <inheritdoc cref="Convolution.Weights"/>
    public static void Run<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w) where T : IFloatingPointIeee754<T>
    {
        var blocks = new ConvolutionBlocks(shape);
        int items = shape.Batch * blocks.Blocks;
        int chunks = w.Length > MostWeights ? 1 : (int)Math.Clamp((long)shape.Batch * blocks.Places / FewestPlaces, 1, Math.Clamp(items, 1, MostChunks));
        if (chunks == 1)
        {
            new Chunks<T>(shape.Groups, blocks, items, 1, x, y, w).Run(0, 1);
            return;
        }

        T[] sums = ArrayPool<T>.Shared.Rent(chunks * w.Length);
        Workers.RunRange(chunks, items / chunks * shape.Groups * blocks.BlockSteps, new Chunks<T>(shape.Groups, blocks, items, chunks, x, y, sums.AsMemory(0, chunks * w.Length)));
        for (int step = 1; step < chunks; step *= 2)
        {
            for (int i = 0; i + step < chunks; i += 2 * step)
            {
                var sum = sums.AsSpan(i * w.Length, w.Length);
                TensorPrimitives.Add(sum, sums.AsSpan((i + step) * w.Length, w.Length), sum);
            }
        }

        sums.AsSpan(0, w.Length).CopyTo(w.Span);
        ArrayPool<T>.Shared.Return(sums, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }

    private readonly struct Chunks<T>(int groups, ConvolutionBlocks blocks, int items, int chunks, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> sums) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            T[] scratch = Convolution.Rent<T>(blocks);
            for (int chunk = start; chunk < end; chunk++)
            {
                int length = sums.Length / chunks;
                var sum = sums.Slice(chunk * length, length);
                sum.Span.Clear();
                for (int item = Cut(chunk); item < Cut(chunk + 1); item++)
                {
                    Add(item, scratch, sum);
                }
            }

            Convolution.Return(scratch);
        }

        /// <summary>The first item of a chunk.</summary>
        private int Cut(int chunk) => (int)((long)items * chunk / chunks);

        /// <summary>Adds what a block of an image gives to the weights of each group.</summary>
        private void Add(int item, T[] scratch, Memory<T> sum)
        {
            var (image, block) = Math.DivRem(item, blocks.Blocks);
            int place = block * blocks.Step;
            int count = blocks.Count(place);
            for (int part = image * groups; part < (image + 1) * groups; part++)
            {
                var (patches, row) = blocks.Patches(blocks.Input(x, part), place, count, scratch);
                Gemm.Multiply(
                    blocks.Outputs, blocks.Depth, count,
                    blocks.Output(y, part)[place..], blocks.Places, 1,
                    patches, 1, row,
                    blocks.Weights(sum, part), blocks.Depth, accumulate: true);
            }
        }
    }
}
