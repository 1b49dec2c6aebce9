namespace Autodiff;

/// <summary>What the poolings share: where the window lies on the planes.</summary>
internal static class Pooling
{
    /// <summary>The axes of a window of which every place has a tap inside the input.</summary>
    /// <exception cref="ArgumentException">Some place of the window lies entirely in the padding.</exception>
    public static (WindowAxis Y, WindowAxis X) Axes(WindowShape shape, WindowSubject subject = default)
    {
        var (y, x) = shape.Window.Over(shape.Height, shape.Width, subject);
        Check(subject, "height", y);
        Check(subject, subject.LastAxis, x);
        return (y, x);
    }

    // Padding of at most half a dense kernel always passes, but a kernel with gaps may straddle a small input.
    private static void Check(WindowSubject subject, string name, WindowAxis axis)
    {
        for (int i = 0; i < axis.Outputs; i++)
        {
            var (first, end) = axis.TapsInside(i);
            if (first == end)
            {
                throw new ArgumentException(
                    $"{subject}Place {i} of the window along the {name} lies entirely in padding, where there is nothing to pool: the kernel is {axis.Kernel} with dilation {axis.Dilation}, the padding {axis.Padding}, the input {axis.Length}. Give a padding of at most half the kernel and a dilation below the input.");
            }
        }
    }
}
