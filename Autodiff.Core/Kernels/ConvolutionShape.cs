namespace Autodiff;

/// <summary>
/// The sizes of a convolution: x is (batch, channels, height, width), w is (outputs, channels/groups, window), y is
/// (batch, outputs, window places). The output channels of group g see the input channels of group g only.
/// </summary>
internal readonly record struct ConvolutionShape(int Batch, int Channels, int Height, int Width, int Outputs, int Groups, Window Window)
{
    /// <summary>The number of elements of x.</summary>
    public int InputLength => checked(Batch * Channels * Height * Width);

    /// <summary>The number of elements of w.</summary>
    public int WeightsLength => checked(Outputs * (Channels / Groups) * Window.Height * Window.Width);

    /// <summary>The number of elements of y.</summary>
    public int OutputLength
    {
        get
        {
            var (height, width) = Window.OutputSize(Height, Width);
            return checked(Batch * Outputs * height * width);
        }
    }

    /// <summary>Throws unless the sizes make a convolution and the arrays have them.</summary>
    /// <exception cref="ArgumentException">A size is out of range, the groups do not divide the channels, or an array has another length.</exception>
    public void Check(int inputs, int weights, int outputs)
    {
        AtLeast(0, Batch, nameof(Batch), "images");
        AtLeast(1, Channels, nameof(Channels), "input channels");
        AtLeast(1, Outputs, nameof(Outputs), "output channels");
        AtLeast(1, Groups, nameof(Groups), "groups");
        Divides(Channels, nameof(Channels), "input channels");
        Divides(Outputs, nameof(Outputs), "output channels");
        var (height, width) = Window.OutputSize(Height, Width);
        OfLength(inputs, InputLength, nameof(inputs), "x", "(batch, channels, height, width)", (Batch, Channels, Height, Width));
        OfLength(weights, WeightsLength, nameof(weights), "w", "(outputs, channels/groups, kernel height, kernel width)", (Outputs, Channels / Groups, Window.Height, Window.Width));
        OfLength(outputs, OutputLength, nameof(outputs), "y", "(batch, outputs, output height, output width)", (Batch, Outputs, height, width));
    }

    private static void AtLeast(int least, int value, string name, string what)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"A convolution of {value} {what} is none: give at least {least}.");
        }
    }

    private void Divides(int channels, string name, string what)
    {
        if (channels % Groups != 0)
        {
            throw new ArgumentException($"{channels} {what} cannot be split into {Groups} groups of one size. Give a number of groups that divides {channels}.", name);
        }
    }

    private static void OfLength(int length, int expected, string name, string array, string axes, (int, int, int, int) sizes)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{array} has {length} elements, but {axes} = {sizes} makes {expected}. Give an array of that length.", name);
        }
    }
}
