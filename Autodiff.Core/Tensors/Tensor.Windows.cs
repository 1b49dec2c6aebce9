namespace Autodiff;

// A pooling over all of an image is a reduction: Sum, Mean or Max over the axes [2, 3].
public readonly partial struct Tensor<T>
{
    /// <summary>y(n, c, i) = max x(n, c, ·) over the window at place i, for rows (batch, channels, length).</summary>
    /// <remarks>Padding is -∞. Of equal maxima the first is taken, and has the derivative; the first NaN is taken before any number.</remarks>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put before and after each row.</param>
    /// <param name="dilation">Elements from one tap to the next.</param>
    /// <returns>(batch, channels, ⌊(length + 2·padding - dilation·(kernel - 1) - 1)/stride⌋ + 1).</returns>
    /// <exception cref="ArgumentException">The shape has not three axes, a number is out of range, or a window would see nothing but padding.</exception>
    public Tensor<T> MaxPool1D(int kernel, int? stride = null, int padding = 0, int dilation = 1) =>
        Apply(new MaxPooling<T>(Sliding.OverRows(stride ?? kernel, padding, dilation), (1, kernel)), this);

    /// <summary>y(n, c, i, j) = max x(n, c, ·, ·) over the window at place (i, j), for images (batch, channels, height, width).</summary>
    /// <remarks>
    /// Padding is -∞. Of equal maxima the first in the order of the rows is taken, and has the derivative; the first NaN is taken before any number.
    /// </remarks>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put on all four sides of each image.</param>
    /// <param name="dilation">Elements from one tap to the next.</param>
    /// <returns>(batch, channels, ⌊(height + 2·padding - dilation·(kernel - 1) - 1)/stride⌋ + 1, and so for the width).</returns>
    /// <exception cref="ArgumentException">The shape has not four axes, a number is out of range, or a window would see nothing but padding.</exception>
    public Tensor<T> MaxPool2D(int kernel, int? stride = null, int padding = 0, int dilation = 1) =>
        MaxPool2D((kernel, kernel), (stride ?? kernel, stride ?? kernel), (padding, padding), (dilation, dilation));

    /// <summary><see cref="MaxPool2D(int, int?, int, int)"/> with a number for each axis.</summary>
    /// <param name="kernel">The size of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put above and below, and left and right of each image.</param>
    /// <param name="dilation">Elements from one tap to the next; (1, 1) when left out.</param>
    /// <exception cref="ArgumentException">The shape has not four axes, a number is out of range, or a window would see nothing but padding.</exception>
    public Tensor<T> MaxPool2D(
        (int Height, int Width) kernel,
        (int Height, int Width)? stride = null,
        (int Height, int Width) padding = default,
        (int Height, int Width)? dilation = null) =>
        Apply(new MaxPooling<T>(Sliding.OverImages(stride ?? kernel, padding, dilation ?? (1, 1)), kernel), this);

    /// <summary>y(n, c, i) = mean x(n, c, ·) over the window at place i, for rows (batch, channels, length).</summary>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put before and after each row.</param>
    /// <param name="countPadding">True when padding counts as zeros and the divisor is the kernel, as in PyTorch; false to divide by the elements under the window, as in TensorFlow.</param>
    /// <returns>(batch, channels, ⌊(length + 2·padding - kernel)/stride⌋ + 1).</returns>
    /// <exception cref="ArgumentException">The shape has not three axes, a number is out of range, or a window has nothing to average.</exception>
    public Tensor<T> AveragePool1D(int kernel, int? stride = null, int padding = 0, bool countPadding = true) =>
        Apply(new AveragePooling<T>(Sliding.OverRows(stride ?? kernel, padding, 1), (1, kernel), countPadding), this);

    /// <summary>y(n, c, i, j) = mean x(n, c, ·, ·) over the window at place (i, j), for images (batch, channels, height, width).</summary>
    /// <param name="kernel">The height and width of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put on all four sides of each image.</param>
    /// <param name="countPadding">True when padding counts as zeros and the divisor is kernel², as in PyTorch; false to divide by the elements under the window, as in TensorFlow.</param>
    /// <returns>(batch, channels, ⌊(height + 2·padding - kernel)/stride⌋ + 1, and so for the width).</returns>
    /// <exception cref="ArgumentException">The shape has not four axes, a number is out of range, or a window has nothing to average.</exception>
    public Tensor<T> AveragePool2D(int kernel, int? stride = null, int padding = 0, bool countPadding = true) =>
        AveragePool2D((kernel, kernel), (stride ?? kernel, stride ?? kernel), (padding, padding), countPadding);

    /// <summary><see cref="AveragePool2D(int, int?, int, bool)"/> with a number for each axis.</summary>
    /// <param name="kernel">The size of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; the kernel when left out.</param>
    /// <param name="padding">Elements put above and below, and left and right of each image.</param>
    /// <param name="countPadding">True when padding counts as zeros.</param>
    /// <exception cref="ArgumentException">The shape has not four axes, a number is out of range, or a window has nothing to average.</exception>
    public Tensor<T> AveragePool2D(
        (int Height, int Width) kernel,
        (int Height, int Width)? stride = null,
        (int Height, int Width) padding = default,
        bool countPadding = true) =>
        Apply(new AveragePooling<T>(Sliding.OverImages(stride ?? kernel, padding, (1, 1)), kernel, countPadding), this);

    /// <summary>
    /// Images (batch, channels, height, width) to patches (batch, channels × taps, places): column q holds what a window sees at place q, so
    /// that a convolution is a matrix product. Also called im2col.
    /// </summary>
    /// <param name="kernel">The size of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; (1, 1) when left out.</param>
    /// <param name="padding">Zeros put above and below, and left and right of each image.</param>
    /// <param name="dilation">Elements from one tap to the next; (1, 1) when left out.</param>
    /// <returns>Channels and taps, and places, are counted in row-major order.</returns>
    /// <exception cref="ArgumentException">The shape has not four axes, or the window does not fit.</exception>
    public Tensor<T> Unfold(
        (int Height, int Width) kernel,
        (int Height, int Width)? stride = null,
        (int Height, int Width) padding = default,
        (int Height, int Width)? dilation = null) =>
        Apply(new Unfolding<T>(Sliding.OverImages(stride ?? (1, 1), padding, dilation ?? (1, 1)), kernel), this);

    /// <summary>
    /// The transpose of <see cref="Unfold"/>: patches (batch, channels × taps, places) to images (batch, channels, height, width), in which each
    /// element is the sum of its occurrences. Also called col2im.
    /// </summary>
    /// <param name="size">The height and width of the images.</param>
    /// <param name="kernel">The size of the window.</param>
    /// <param name="stride">Elements from one place of the window to the next; (1, 1) when left out.</param>
    /// <param name="padding">The zeros that were put above and below, and left and right of each image.</param>
    /// <param name="dilation">Elements from one tap to the next; (1, 1) when left out.</param>
    /// <exception cref="ArgumentException">The shape has not three axes, or is not that of patches of such images.</exception>
    public Tensor<T> Fold(
        (int Height, int Width) size,
        (int Height, int Width) kernel,
        (int Height, int Width)? stride = null,
        (int Height, int Width) padding = default,
        (int Height, int Width)? dilation = null) =>
        Apply(new Folding<T>(new(Sliding.OverImages(stride ?? (1, 1), padding, dilation ?? (1, 1)), kernel), size.Height, size.Width), this);
}
