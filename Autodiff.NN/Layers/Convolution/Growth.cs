namespace Autodiff.NN;

/// <summary>How a transposed convolution makes one axis longer.</summary>
internal readonly record struct Growth
{
    private readonly int kernel;

    /// <summary>What the layer was given for one axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Growth(int kernel, int stride, int padding, int outputPadding, int dilation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfNegative(outputPadding);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(outputPadding, stride);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dilation);
        this.kernel = kernel;
        (Stride, Padding, OutputPadding, Dilation) = (stride, padding, outputPadding, dilation);
    }

    public int Stride { get; }

    public int Padding { get; }

    public int OutputPadding { get; }

    public int Dilation { get; }

    /// <summary>The length of the shortest input of which an element is left after the padding is taken away.</summary>
    public int LeastLength => 1 + ((Math.Max(0, 1 - LengthOfOne) + Stride - 1) / Stride);

    /// <summary>True when the output of an input of this length has an element.</summary>
    public bool Takes(int length) => length >= LeastLength;

    private int LengthOfOne => (Dilation * (kernel - 1)) + 1 + OutputPadding - (2 * Padding);
}
