using System.Numerics;

namespace Autodiff;

/// <summary>
/// A convolution as matrix products: a part is one group of channels of one image, a block some window places of it, and of
/// each block y = w · patches, where w is (outputs, depth), the patches are (depth, places of the block) and depth counts the
/// taps of all channels of the group.
/// </summary>
internal readonly struct ConvolutionBlocks
{
    // The patches of a block stay in the second-level cache between being gathered and being multiplied.
    private const int PatchElements = 1 << 17;

    private const int BlockColumns = 64; // whole tiles of the product, but for the last block of an image

    private const int MultiplicationsPerStep = 8;

    private readonly WindowAxis y;
    private readonly WindowAxis x;
    private readonly int channels;
    private readonly int groups;
    private readonly int inputLength;

    public ConvolutionBlocks(ConvolutionShape shape)
    {
        (y, x) = shape.Window.Over(shape.Height, shape.Width);
        groups = shape.Groups;
        channels = shape.Channels / groups;
        inputLength = channels * shape.Height * shape.Width;
        Parts = shape.Batch * groups;
        Outputs = shape.Outputs / groups;
        Depth = channels * shape.Window.Area;
        Places = y.Outputs * x.Outputs;
        Pointwise = shape.Window == new Window(1, 1);
        Step = Pointwise ? Places : Math.Min(Places, Math.Max(1, PatchElements / Depth / BlockColumns) * BlockColumns);
    }

    /// <summary>The number of images times groups.</summary>
    public int Parts { get; }

    /// <summary>The number of output channels of a group.</summary>
    public int Outputs { get; }

    /// <summary>The number of weights of an output: the channels of a group times the taps of the window.</summary>
    public int Depth { get; }

    /// <summary>The number of window places on an image.</summary>
    public int Places { get; }

    /// <summary>The number of window places of a block but for the last.</summary>
    public int Step { get; }

    /// <summary>The number of blocks of a part.</summary>
    public int Blocks => ((Places - 1) / Step) + 1;

    /// <summary>The multiplications of a block.</summary>
    public long BlockWork => (long)Outputs * Depth * Step;

    /// <summary>The steps of a block, as the helpers count them: a product does many multiplications in the time of one.</summary>
    public long BlockSteps => (BlockWork / MultiplicationsPerStep) + ((long)Depth * Step);

    /// <summary>True when the window is a single element that visits every element, so that an image is its own patches.</summary>
    public bool Pointwise { get; }

    /// <summary>The number of elements needed for the patches of a block.</summary>
    public int Scratch => Pointwise ? 0 : checked(Depth * Step);

    /// <summary>The number of window places of the block at <paramref name="start"/>.</summary>
    public int Count(int start) => Math.Min(Step, Places - start);

    /// <summary>The channels of x of a part.</summary>
    public ReadOnlyMemory<T> Input<T>(ReadOnlyMemory<T> all, int part) => all.Slice(part * inputLength, inputLength);

    /// <inheritdoc cref="Input{T}(ReadOnlyMemory{T}, int)"/>
    public Memory<T> Input<T>(Memory<T> all, int part) => all.Slice(part * inputLength, inputLength);

    /// <summary>The weights of the group of a part.</summary>
    public ReadOnlyMemory<T> Weights<T>(ReadOnlyMemory<T> all, int part) => all.Slice(part % groups * Outputs * Depth, Outputs * Depth);

    /// <inheritdoc cref="Weights{T}(ReadOnlyMemory{T}, int)"/>
    public Memory<T> Weights<T>(Memory<T> all, int part) => all.Slice(part % groups * Outputs * Depth, Outputs * Depth);

    /// <summary>The channels of y of a part.</summary>
    public ReadOnlyMemory<T> Output<T>(ReadOnlyMemory<T> all, int part) => all.Slice(part * Outputs * Places, Outputs * Places);

    /// <inheritdoc cref="Output{T}(ReadOnlyMemory{T}, int)"/>
    public Memory<T> Output<T>(Memory<T> all, int part) => all.Slice(part * Outputs * Places, Outputs * Places);

    /// <summary>The patches of a block and the distance of their rows, gathered into <paramref name="scratch"/> unless the image is its own patches.</summary>
    public (ReadOnlyMemory<T> Patches, int Row) Patches<T>(ReadOnlyMemory<T> image, int start, int count, Memory<T> scratch)
        where T : IFloatingPointIeee754<T>
    {
        if (Pointwise)
        {
            return (image, Places);
        }

        Unfold.Block(y, x, channels, start, count, image.Span, scratch.Span);
        return (scratch, count);
    }

    /// <summary>Adds the patches of a block to the image.</summary>
    public void Add<T>(ReadOnlyMemory<T> patches, int start, int count, Memory<T> image) where T : IFloatingPointIeee754<T> =>
        Unfold.AddBlock(y, x, channels, start, count, patches.Span, image.Span);
}
