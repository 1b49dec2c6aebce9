namespace Autodiff;

/// <summary>A <see cref="Window"/> over images (batch, channels, height, width).</summary>
internal readonly record struct WindowShape(int Batch, int Channels, int Height, int Width, Window Window)
{
    /// <summary>The number of planes (height, width).</summary>
    public int Planes => Batch * Channels;

    /// <summary>The number of elements of the images.</summary>
    public int InputLength => checked(Batch * Channels * Height * Width);

    /// <summary>The number of places of the window on a plane.</summary>
    public int Places
    {
        get
        {
            var (height, width) = Window.OutputSize(Height, Width);
            return checked(height * width);
        }
    }
}
