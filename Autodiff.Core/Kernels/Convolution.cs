using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// y(n, o, i, j) = Σ w(o, c, u, v) x(n, c, i·s - p + u·d, j·s - p + v·d), the sum over the channels c of the group of o and the
/// taps (u, v): cross-correlation, as in deep learning, and its transposes.
/// </summary>
/// <remarks>
/// The three are one trilinear form Σ y w x read from its three sides, so the derivatives of each are the other two.
/// Each overwrites its destination. Padding is zeros; whether it is NaN under an infinite weight, or nothing, is left open, and so is
/// how far beyond its own terms an infinity or NaN in one operand of a transpose spreads.
/// </remarks>
internal static class Convolution
{
    private const int ManyItems = 16;
    private const long LargeProduct = 1 << 22; // multiplications, from which on a product keeps several threads busy by itself

    /// <summary>y from x and w, with an ending.</summary>
    public static void Forward<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y, ConvolutionEnding<T> ending = default) where T : IFloatingPointIeee754<T>
    {
        shape.Check(x.Length, w.Length, y.Length);
        if (ConvolutionDepthwise.Covers(shape))
        {
            ConvolutionDepthwise.Forward(shape, x, w, y);
            ending.Apply(shape, y);
            return;
        }

        if (ConvolutionDirect.Forward(Gemm.FastestPath, shape, x, w, y, ending))
        {
            return;
        }

        var blocks = new ConvolutionBlocks(shape);
        Run(blocks.Parts * blocks.Blocks, 1, blocks, new Forwarding<T>(blocks, x, w, y));
        ending.Apply(shape, y);
    }

    /// <summary>x from y and w: the transpose of <see cref="Forward"/> with respect to x, also called transposed convolution.</summary>
    public static void Input<T>(ConvolutionShape shape, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        shape.Check(x.Length, w.Length, y.Length);
        if (ConvolutionDepthwise.Covers(shape))
        {
            ConvolutionDepthwise.Input(shape, y, w, x);
            return;
        }

        if (ConvolutionDirect.Input(Gemm.FastestPath, shape, y, w, x))
        {
            return;
        }

        var blocks = new ConvolutionBlocks(shape);
        Run(blocks.Parts, blocks.Blocks, blocks, new Transposing<T>(blocks, y, w, x));
    }

    /// <summary>w from x and y: the transpose of <see cref="Forward"/> with respect to w.</summary>
    public static void Weights<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w) where T : IFloatingPointIeee754<T>
    {
        shape.Check(x.Length, w.Length, y.Length);
        if (ConvolutionDepthwise.Covers(shape))
        {
            ConvolutionDepthwise.Weights(shape, x, y, w);
            return;
        }

        if (ConvolutionDirect.Weights(Gemm.FastestPath, shape, x, y, w))
        {
            return;
        }

        ConvolutionWeightSums.Run(shape, x, y, w);
    }

    internal static T[] Rent<T>(ConvolutionBlocks blocks) => ArrayPool<T>.Shared.Rent(blocks.Scratch);

    internal static void Return<T>(T[] scratch) => ArrayPool<T>.Shared.Return(scratch, RuntimeHelpers.IsReferenceOrContainsReferences<T>());

    /// <summary>Threads share the items, or where those are few and large the product inside of each.</summary>
    private static void Run<TWork>(int items, int blocksOfItem, ConvolutionBlocks blocks, TWork work) where TWork : struct, IRangeWork
    {
        if (items < ManyItems && blocks.BlockWork >= LargeProduct)
        {
            work.Run(0, items);
        }
        else
        {
            Workers.RunRange(items, blocksOfItem * blocks.BlockSteps, work);
        }
    }

    /// <summary>Blocks of y, all of which are independent.</summary>
    private readonly struct Forwarding<T>(ConvolutionBlocks blocks, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            T[] scratch = Rent<T>(blocks);
            for (int item = start; item < end; item++)
            {
                var (part, block) = Math.DivRem(item, blocks.Blocks);
                int place = block * blocks.Step;
                int count = blocks.Count(place);
                var (patches, row) = blocks.Patches(blocks.Input(x, part), place, count, scratch);
                Gemm.Multiply(
                    blocks.Outputs, count, blocks.Depth,
                    blocks.Weights(w, part), blocks.Depth, 1,
                    patches, row, 1,
                    blocks.Output(y, part)[place..], blocks.Places, accumulate: false);
            }

            Return(scratch);
        }
    }

    /// <summary>Images of x by groups. The blocks of one overlap there, and are added in their order.</summary>
    private readonly struct Transposing<T>(ConvolutionBlocks blocks, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            T[] scratch = Rent<T>(blocks);
            for (int part = start; part < end; part++)
            {
                var (image, weights, outputs) = (blocks.Input(x, part), blocks.Weights(w, part), blocks.Output(y, part));
                if (!blocks.Pointwise)
                {
                    image.Span.Clear();
                }

                for (int place = 0; place < blocks.Places; place += blocks.Step)
                {
                    int count = blocks.Count(place);
                    Memory<T> patches = blocks.Pointwise ? image : scratch;
                    Gemm.Multiply(
                        blocks.Depth, count, blocks.Outputs,
                        weights, 1, blocks.Depth,
                        outputs[place..], blocks.Places, 1,
                        patches, count, accumulate: false);
                    if (!blocks.Pointwise)
                    {
                        blocks.Add(patches, place, count, image);
                    }
                }
            }

            Return(scratch);
        }
    }
}
