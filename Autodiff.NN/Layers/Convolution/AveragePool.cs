using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// The mean of the elements under each place of a window, <see cref="Tensor{T}.AveragePool1D"/>: from [batch, channels, length] to
/// [batch, channels, ⌊(length + 2 · padding - kernel) / stride⌋ + 1].
/// </summary>
public sealed class AveragePool1D<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly PoolWindow window;
    private readonly bool countPadding;

    /// <summary>A pooling along rows.</summary>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put at both ends, fewer than the kernel.</param>
    /// <param name="countPadding">True when padding counts as zeros, as in PyTorch; false for means of the elements alone, as in TensorFlow.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AveragePool1D(int kernel, int? stride = null, int padding = 0, bool countPadding = true)
    {
        window = new(kernel, stride, padding, dilation: 1);
        this.countPadding = countPadding;
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => window.FitsRows(x)
        ? x.AveragePool1D(window.Kernel, window.Stride, window.Padding, countPadding)
        : throw Misfit(x, window.RowsAsked);

    /// <inheritdoc/>
    public override string ToString() => $"AveragePool1D({window.Kernel})";
}

/// <summary>
/// The mean of the elements under each place of a window, <see cref="Tensor{T}.AveragePool2D(int, int?, int, bool)"/>: from [batch, channels, height, width]
/// to [batch, channels, ⌊(height + 2 · padding - kernel height) / stride⌋ + 1, and so for the width].
/// </summary>
public sealed class AveragePool2D<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly PoolWindow rows;
    private readonly PoolWindow columns;
    private readonly bool countPadding;

    /// <summary>A pooling over images.</summary>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put on the four sides, fewer than the kernel has.</param>
    /// <param name="countPadding">True when padding counts as zeros, as in PyTorch; false for means of the elements alone, as in TensorFlow.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AveragePool2D(Extent kernel, Extent? stride = null, Extent padding = default, bool countPadding = true)
    {
        rows = new(kernel.Height, stride?.Height, padding.Height, dilation: 1);
        columns = new(kernel.Width, stride?.Width, padding.Width, dilation: 1);
        this.countPadding = countPadding;
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => PoolWindow.FitImages(x, rows, columns)
        ? x.AveragePool2D((rows.Kernel, columns.Kernel), (rows.Stride, columns.Stride), (rows.Padding, columns.Padding), countPadding)
        : throw Misfit(x, PoolWindow.ImagesAsked(rows, columns));

    /// <inheritdoc/>
    public override string ToString() => $"AveragePool2D({new Extent(rows.Kernel, columns.Kernel)})";
}
