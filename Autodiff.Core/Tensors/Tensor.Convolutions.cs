namespace Autodiff;

// A convolution here is a cross-correlation, as in deep learning: the kernel is not turned around.
public readonly partial struct Tensor<T>
{
    /// <summary>y(n, o, i) = Σ w(o, c, u) x(n, c, i·stride - padding + u·dilation) over channels c and taps u, for rows (batch, channels, length).</summary>
    /// <param name="weights">(outputs, channels/groups, taps).</param>
    /// <param name="stride">Elements from one place of the kernel to the next.</param>
    /// <param name="padding">Zeros put before and after each row.</param>
    /// <param name="dilation">Elements from one tap of the kernel to the next.</param>
    /// <param name="groups">The number of groups: the outputs of one see the channels of that group only.</param>
    /// <returns>(batch, outputs, ⌊(length + 2·padding - dilation·(taps - 1) - 1)/stride⌋ + 1).</returns>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> Convolve1D(Tensor<T> weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Apply(new Convolution<T>(new(Sliding.OverRows(stride, padding, dilation), groups)), this, weights);

    /// <summary>w * x + b, or max(w * x + b, 0) when rectified: <see cref="Convolve1D(Tensor{T}, int, int, int, int)"/> with a bias for each output channel, as one operation.</summary>
    /// <remarks>To the last bit the same as Convolve1D, + and Relu, in one pass over the result.</remarks>
    /// <param name="weights">w, (outputs, channels/groups, taps).</param>
    /// <param name="bias">b, (outputs).</param>
    /// <param name="stride">Elements from one place of the kernel to the next.</param>
    /// <param name="padding">Zeros put before and after each row.</param>
    /// <param name="dilation">Elements from one tap of the kernel to the next.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="rectified">True for max(·, 0) in the end. The derivative at 0 is 0.</param>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> Convolve1D(Tensor<T> weights, Tensor<T> bias, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool rectified = false) =>
        Apply(new BiasedConvolution<T>(new(Sliding.OverRows(stride, padding, dilation), groups), rectified), this, weights, bias);

    /// <summary>
    /// y(n, o, i, j) = Σ w(o, c, u, v) x(n, c, i·stride - padding + u·dilation, j·stride - padding + v·dilation) over channels c and
    /// taps (u, v), for images (batch, channels, height, width).
    /// </summary>
    /// <param name="weights">(outputs, channels/groups, kernel height, kernel width).</param>
    /// <param name="stride">Elements from one place of the kernel to the next.</param>
    /// <param name="padding">Zeros put on all four sides of each image.</param>
    /// <param name="dilation">Elements from one tap of the kernel to the next.</param>
    /// <param name="groups">The number of groups: the outputs of one see the channels of that group only. As many as channels is a depthwise convolution.</param>
    /// <returns>(batch, outputs, ⌊(height + 2·padding - dilation·(kernel height - 1) - 1)/stride⌋ + 1, and so for the width).</returns>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> Convolve2D(Tensor<T> weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Convolve2D(weights, (stride, stride), (padding, padding), (dilation, dilation), groups);

    /// <summary><see cref="Convolve2D(Tensor{T}, int, int, int, int)"/> with a number for each axis.</summary>
    /// <param name="weights">(outputs, channels/groups, kernel height, kernel width).</param>
    /// <param name="stride">Elements from one place of the kernel to the next.</param>
    /// <param name="padding">Zeros put above and below, and left and right of each image.</param>
    /// <param name="dilation">Elements from one tap of the kernel to the next; (1, 1) when left out.</param>
    /// <param name="groups">The number of groups.</param>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> Convolve2D(
        Tensor<T> weights,
        (int Height, int Width) stride,
        (int Height, int Width) padding = default,
        (int Height, int Width)? dilation = null,
        int groups = 1) =>
        Apply(new Convolution<T>(new(Sliding.OverImages(stride, padding, dilation ?? (1, 1)), groups)), this, weights);

    /// <summary>
    /// w * x + b, or max(w * x + b, 0) when rectified: <see cref="Convolve2D(Tensor{T}, int, int, int, int)"/> with a bias for each output channel, as one operation.
    /// </summary>
    /// <remarks>To the last bit the same as Convolve2D, + and Relu, in one pass over the result.</remarks>
    /// <param name="weights">w, (outputs, channels/groups, kernel height, kernel width).</param>
    /// <param name="bias">b, (outputs).</param>
    /// <param name="stride">Elements from one place of the kernel to the next; (1, 1) when left out.</param>
    /// <param name="padding">Zeros put above and below, and left and right of each image.</param>
    /// <param name="dilation">Elements from one tap of the kernel to the next; (1, 1) when left out.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="rectified">True for max(·, 0) in the end. The derivative at 0 is 0.</param>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> Convolve2D(
        Tensor<T> weights,
        Tensor<T> bias,
        (int Height, int Width)? stride = null,
        (int Height, int Width) padding = default,
        (int Height, int Width)? dilation = null,
        int groups = 1,
        bool rectified = false) =>
        Apply(new BiasedConvolution<T>(new(Sliding.OverImages(stride ?? (1, 1), padding, dilation ?? (1, 1)), groups), rectified), this, weights, bias);

    /// <summary>
    /// The transpose of <see cref="Convolve1D(Tensor{T}, int, int, int, int)"/>: x(n, c, i·stride - padding + u·dilation) = Σ w(o, c, u) y(n, o, i), where this tensor is y,
    /// rows (batch, inputs, length).
    /// </summary>
    /// <param name="weights">(inputs, outputs/groups, taps): those of the convolution that goes the other way.</param>
    /// <param name="stride">Elements of the result from one place of the kernel to the next.</param>
    /// <param name="padding">Elements taken away from both ends of the result.</param>
    /// <param name="outputPadding">Elements put at the end of the result, less than the stride, since a convolution makes the same length of several.</param>
    /// <param name="dilation">Elements of the result from one tap of the kernel to the next.</param>
    /// <param name="groups">The number of groups: the inputs of one add to the channels of that group only.</param>
    /// <returns>(batch, outputs, (length - 1)·stride - 2·padding + dilation·(taps - 1) + 1 + outputPadding).</returns>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> ConvolveTransposed1D(Tensor<T> weights, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1) =>
        Apply(new ConvolutionInput<T>(new(Sliding.OverRows(stride, padding, dilation), groups), (0, outputPadding)), this, weights);

    /// <summary>
    /// The transpose of <see cref="Convolve2D(Tensor{T}, int, int, int, int)"/>, for images (batch, inputs, height, width): what goes from images to
    /// larger ones with the weights of a convolution that goes back. Not its inverse.
    /// </summary>
    /// <param name="weights">(inputs, outputs/groups, kernel height, kernel width): those of the convolution that goes the other way.</param>
    /// <param name="stride">Elements of the result from one place of the kernel to the next.</param>
    /// <param name="padding">Elements taken away from all four sides of the result.</param>
    /// <param name="outputPadding">Elements put below and right of the result, less than the stride, since a convolution makes the same size of several.</param>
    /// <param name="dilation">Elements of the result from one tap of the kernel to the next.</param>
    /// <param name="groups">The number of groups: the inputs of one add to the channels of that group only.</param>
    /// <returns>(batch, outputs, (height - 1)·stride - 2·padding + dilation·(kernel height - 1) + 1 + outputPadding, and so for the width).</returns>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> ConvolveTransposed2D(Tensor<T> weights, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1) =>
        ConvolveTransposed2D(weights, (stride, stride), (padding, padding), (outputPadding, outputPadding), (dilation, dilation), groups);

    /// <summary><see cref="ConvolveTransposed2D(Tensor{T}, int, int, int, int, int)"/> with a number for each axis.</summary>
    /// <param name="weights">(inputs, outputs/groups, kernel height, kernel width).</param>
    /// <param name="stride">Elements of the result from one place of the kernel to the next.</param>
    /// <param name="padding">Elements taken away above and below, and left and right of the result.</param>
    /// <param name="outputPadding">Elements put below, and right of the result, less than the stride.</param>
    /// <param name="dilation">Elements of the result from one tap of the kernel to the next; (1, 1) when left out.</param>
    /// <param name="groups">The number of groups.</param>
    /// <exception cref="ArgumentException">The shapes or the numbers do not fit.</exception>
    public Tensor<T> ConvolveTransposed2D(
        Tensor<T> weights,
        (int Height, int Width) stride,
        (int Height, int Width) padding = default,
        (int Height, int Width) outputPadding = default,
        (int Height, int Width)? dilation = null,
        int groups = 1) =>
        Apply(new ConvolutionInput<T>(new(Sliding.OverImages(stride, padding, dilation ?? (1, 1)), groups), outputPadding), this, weights);
}
