namespace Autodiff.NN;

/// <summary>How the taps of a kernel move along one axis.</summary>
internal readonly record struct Window
{
    private readonly int stride;
    private readonly Padding padding;

    /// <summary>A window along one axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public Window(int kernel, int stride, int dilation, Padding padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dilation);
        Reach = (dilation * (kernel - 1)) + 1;
        (this.stride, this.padding) = (stride, padding);
    }

    /// <summary>Elements from the first tap to the last, both counted.</summary>
    public int Reach { get; }

    /// <summary>The length of the shortest input that the window fits on.</summary>
    public int LeastLength => padding.IsSame ? 1 : Math.Max(1, Reach - (2 * padding.Elements));

    /// <summary>Zeros before an input of this length.</summary>
    public int Before(int length) => padding.IsSame ? Missing(length) / 2 : padding.Elements;

    /// <summary>How many zeros more stand after the input than before it.</summary>
    public int Excess(int length) => padding.IsSame ? Missing(length) % 2 : 0;

    /// <summary>Zeros that the last of ⌈length / stride⌉ places reaches beyond the input.</summary>
    private int Missing(int length) => Math.Max(0, ((length - 1) / stride * stride) + Reach - length);
}
