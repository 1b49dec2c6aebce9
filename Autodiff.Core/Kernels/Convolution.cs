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
/// Each overwrites its destination. Padding is zeros; whether it is NaN under an infinite weight, or nothing, is left open.
/// </remarks>
internal static class Convolution
{
    /// <summary>y from x and w.</summary>
    public static void Forward<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        shape.Check(x.Length, w.Length, y.Length);
        if (ConvolutionDepthwise.Covers(shape))
        {
            ConvolutionDepthwise.Forward(shape, x.Span, w.Span, y.Span);
            return;
        }

        var blocks = new ConvolutionBlocks(shape);
        T[] scratch = Rent<T>(blocks);
        for (int part = 0; part < blocks.Parts; part++)
        {
            var (image, weights, outputs) = (blocks.Input(x, part), blocks.Weights(w, part), blocks.Output(y, part));
            for (int start = 0; start < blocks.Places; start += blocks.Step)
            {
                int count = blocks.Count(start);
                var (patches, row) = blocks.Patches(image, start, count, scratch);
                Gemm.Multiply(
                    blocks.Outputs, count, blocks.Depth,
                    weights, blocks.Depth, 1,
                    patches, row, 1,
                    outputs[start..], blocks.Places, accumulate: false);
            }
        }

        Return(scratch);
    }

    /// <summary>x from y and w: the transpose of <see cref="Forward"/> with respect to x, also called transposed convolution.</summary>
    public static void Input<T>(ConvolutionShape shape, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        shape.Check(x.Length, w.Length, y.Length);
        if (ConvolutionDepthwise.Covers(shape))
        {
            ConvolutionDepthwise.Input(shape, y.Span, w.Span, x.Span);
            return;
        }

        var blocks = new ConvolutionBlocks(shape);
        T[] scratch = Rent<T>(blocks);
        if (!blocks.Pointwise)
        {
            x.Span.Clear();
        }

        for (int part = 0; part < blocks.Parts; part++)
        {
            var (image, weights, outputs) = (blocks.Input(x, part), blocks.Weights(w, part), blocks.Output(y, part));
            for (int start = 0; start < blocks.Places; start += blocks.Step)
            {
                int count = blocks.Count(start);
                Memory<T> patches = blocks.Pointwise ? image : scratch;
                Gemm.Multiply(
                    blocks.Depth, count, blocks.Outputs,
                    weights, 1, blocks.Depth,
                    outputs[start..], blocks.Places, 1,
                    patches, count, accumulate: false);
                if (!blocks.Pointwise)
                {
                    blocks.Add(patches, start, count, image);
                }
            }
        }

        Return(scratch);
    }

    /// <summary>w from x and y: the transpose of <see cref="Forward"/> with respect to w.</summary>
    public static void Weights<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w) where T : IFloatingPointIeee754<T>
    {
        shape.Check(x.Length, w.Length, y.Length);
        if (ConvolutionDepthwise.Covers(shape))
        {
            ConvolutionDepthwise.Weights(shape, x.Span, y.Span, w.Span);
            return;
        }

        var blocks = new ConvolutionBlocks(shape);
        T[] scratch = Rent<T>(blocks);
        w.Span.Clear();
        for (int part = 0; part < blocks.Parts; part++)
        {
            var (image, weights, outputs) = (blocks.Input(x, part), blocks.Weights(w, part), blocks.Output(y, part));
            for (int start = 0; start < blocks.Places; start += blocks.Step)
            {
                int count = blocks.Count(start);
                var (patches, row) = blocks.Patches(image, start, count, scratch);
                Gemm.Multiply(
                    blocks.Outputs, blocks.Depth, count,
                    outputs[start..], blocks.Places, 1,
                    patches, 1, row,
                    weights, blocks.Depth, accumulate: true);
            }
        }

        Return(scratch);
    }

    private static T[] Rent<T>(ConvolutionBlocks blocks) => ArrayPool<T>.Shared.Rent(blocks.Scratch);

    private static void Return<T>(T[] scratch) => ArrayPool<T>.Shared.Return(scratch, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
