using System.Numerics;

namespace Autodiff.NN;

/// <summary>Zeros around images: from [batch, channels, height, width] to [batch, channels, top + height + bottom, left + width + right].</summary>
public sealed class ZeroPad2D<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int top;
    private readonly int bottom;
    private readonly int left;
    private readonly int right;

    /// <summary>So many zeros on each side.</summary>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns to the left.</param>
    /// <param name="right">Columns to the right.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPad2D(int top, int bottom, int left, int right)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(bottom);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        (this.top, this.bottom, this.left, this.right) = (top, bottom, left, right);
    }

    /// <summary>As many zeros above and below, and as many left and right.</summary>
    /// <param name="padding">Rows above and below, columns left and right.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPad2D(Extent padding) : this(padding.Height, padding.Height, padding.Width, padding.Width)
    {
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Rank == 4
        ? x.Pad([0, 0, top, left], [0, 0, bottom, right])
        : throw Misfit(x, "[batch, channels, height, width]");
}
