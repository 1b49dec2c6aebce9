using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// The greatest element under each place of a window, <see cref="Tensor{T}.MaxPool1D"/>: from [batch, channels, length] to
/// [batch, channels, ⌊(length + 2 · padding - dilation · (kernel - 1) - 1) / stride⌋ + 1].
/// </summary>
/// <remarks>Of equal elements the first has the derivative.</remarks>
public sealed class MaxPool1D<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly PoolWindow window;

    /// <summary>A pooling along rows.</summary>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put at both ends, which are less than any, and fewer than the window reaches.</param>
    /// <param name="dilation">Elements from one tap to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MaxPool1D(int kernel, int? stride = null, int padding = 0, int dilation = 1) => window = new(kernel, stride, padding, dilation);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => window.FitsRows(x)
        ? x.MaxPool1D(window.Kernel, window.Stride, window.Padding, window.Dilation)
        : throw Misfit(x, window.RowsAsked);

    /// <inheritdoc/>
    public override string ToString() => $"MaxPool1D({window.Kernel})";
}

/// <summary>
/// The greatest element under each place of a window, <see cref="Tensor{T}.MaxPool2D(int, int?, int, int)"/>: from [batch, channels, height, width] to
/// [batch, channels, ⌊(height + 2 · padding - dilation · (kernel height - 1) - 1) / stride⌋ + 1, and so for the width].
/// </summary>
/// <remarks>Of equal elements the first in the order of the rows has the derivative.</remarks>
public sealed class MaxPool2D<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly PoolWindow rows;
    private readonly PoolWindow columns;

    /// <summary>A pooling over images.</summary>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put on the four sides, which are less than any, and fewer than the window reaches.</param>
    /// <param name="dilation">Elements from one tap to the next; 1 when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MaxPool2D(Extent kernel, Extent? stride = null, Extent padding = default, Extent? dilation = null)
    {
        rows = new(kernel.Height, stride?.Height, padding.Height, dilation?.Height ?? 1);
        columns = new(kernel.Width, stride?.Width, padding.Width, dilation?.Width ?? 1);
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => PoolWindow.FitImages(x, rows, columns)
        ? x.MaxPool2D((rows.Kernel, columns.Kernel), (rows.Stride, columns.Stride), (rows.Padding, columns.Padding), (rows.Dilation, columns.Dilation))
        : throw Misfit(x, PoolWindow.ImagesAsked(rows, columns));

    /// <inheritdoc/>
    public override string ToString() => $"MaxPool2D({new Extent(rows.Kernel, columns.Kernel)})";
}
