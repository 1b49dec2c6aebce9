namespace Autodiff;

/// <summary>A kernel of height × width taps that slides over the plane of an image, as in convolution and pooling.</summary>
/// <remarks>The padding stands on both sides of an axis; a row of an image, (channels, 1, width), is the case of one dimension.</remarks>
internal readonly record struct Window(int Height, int Width)
{
    /// <summary>Elements of the input from one output to the next.</summary>
    public (int Y, int X) Stride { get; init; } = (1, 1);

    /// <summary>Elements put before and after each axis.</summary>
    public (int Y, int X) Padding { get; init; }

    /// <summary>Elements of the input from one tap of the kernel to the next.</summary>
    public (int Y, int X) Dilation { get; init; } = (1, 1);

    /// <summary>Height times width: the number of taps.</summary>
    public int Area => Height * Width;

    /// <summary>The size of the output over an input of a size: ⌊(n + 2p - d(k - 1) - 1)/s⌋ + 1 along each axis.</summary>
    /// <exception cref="ArgumentException">The window does not fit the input.</exception>
    public (int Height, int Width) OutputSize(int height, int width)
    {
        var (y, x) = Over(height, width);
        return (y.Outputs, x.Outputs);
    }

    /// <summary>The two axes of the window over an input of a size.</summary>
    /// <param name="height">The height of the input.</param>
    /// <param name="width">The width of the input.</param>
    /// <param name="subject">What errors begin with.</param>
    /// <exception cref="ArgumentException">The window does not fit the input.</exception>
    public (WindowAxis Y, WindowAxis X) Over(int height, int width, WindowSubject subject = default) => (
        Axis(subject, "height", height, Height, Stride.Y, Padding.Y, Dilation.Y),
        Axis(subject, subject.LastAxis, width, Width, Stride.X, Padding.X, Dilation.X));

    private static WindowAxis Axis(WindowSubject subject, string axis, int length, int kernel, int stride, int padding, int dilation)
    {
        AtLeast(0, nameof(length), length, subject, axis, "The input");
        AtLeast(1, nameof(kernel), kernel, subject, axis, "The kernel");
        AtLeast(1, nameof(stride), stride, subject, axis, "The stride");
        AtLeast(0, nameof(padding), padding, subject, axis, "The padding");
        AtLeast(1, nameof(dilation), dilation, subject, axis, "The dilation");
        long padded = length + (2L * padding);
        long extent = ((long)dilation * (kernel - 1)) + 1;
        if (padded > int.MaxValue)
        {
            throw new ArgumentException($"{subject}The {axis} {length} with a padding of {padding} on both sides exceeds the largest array. Give a smaller padding.", nameof(padding));
        }

        if (extent > padded)
        {
            throw new ArgumentException(
                $"{subject}A kernel of {axis} {kernel} and dilation {dilation} reaches over {extent} elements, but the input has {length}, {padded} with its padding of {padding} on both sides. Give a larger input or padding, or a smaller kernel or dilation.",
                nameof(kernel));
        }

        return new(length, kernel, stride, padding, dilation);
    }

    private static void AtLeast(int least, string name, int value, WindowSubject subject, string axis, string what)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{subject}{what} along the {axis} is {value}, but must be at least {least}.");
        }
    }
}
