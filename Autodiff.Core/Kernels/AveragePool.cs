using System.Numerics;

namespace Autodiff;

/// <summary>y(n, c, i, j) = mean x(n, c, ·, ·) over the window at place (i, j).</summary>
/// <remarks>With the padding counted it is zeros, and the divisor the number of taps; else the divisor is the number of elements under the window.</remarks>
internal static class AveragePool
{
    /// <summary>The means.</summary>
    public static void Forward<T>(WindowShape shape, bool countPadding, ReadOnlyMemory<T> x, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = Axes(shape, countPadding);
        Workers.RunRange(shape.Planes, (long)shape.Window.Area * shape.Places, new Averaging<T>(shape.Window, axisY, axisX, countPadding, x, y));
    }

    /// <summary>x from y: each output, divided as in <see cref="Forward"/>, is added to all its elements, the transpose. Overwrites x.</summary>
    public static void Input<T>(WindowShape shape, bool countPadding, ReadOnlyMemory<T> y, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = Axes(shape, countPadding);
        Workers.RunRange(shape.Planes, (long)shape.Window.Area * shape.Places, new Spreading<T>(shape.Window, axisY, axisX, countPadding, y, x));
    }

    /// <summary>The axes of the window: a place entirely in padding has the mean 0 when padding counts, and none when it does not.</summary>
    /// <exception cref="ArgumentException">The window does not fit the input, or some place of it has no mean.</exception>
    public static (WindowAxis Y, WindowAxis X) Axes(WindowShape shape, bool countPadding, WindowSubject subject = default) =>
        countPadding ? shape.Window.Over(shape.Height, shape.Width, subject) : Pooling.Axes(shape, subject);

    private static T Divisor<T>(Window window, (int First, int End) tapsY, (int First, int End) tapsX, bool countPadding) where T : IFloatingPointIeee754<T> =>
        T.CreateChecked(countPadding ? window.Area : (tapsY.End - tapsY.First) * (tapsX.End - tapsX.First));

    private readonly struct Averaging<T>(Window window, WindowAxis axisY, WindowAxis axisX, bool countPadding, ReadOnlyMemory<T> x, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int size = axisY.Length * axisX.Length;
            Span<T> means = y.Span;
            int output = start * axisY.Outputs * axisX.Outputs;
            for (int plane = start; plane < end; plane++)
            {
                ReadOnlySpan<T> elements = x.Span.Slice(plane * size, size);
                for (int i = 0; i < axisY.Outputs; i++)
                {
                    var tapsY = axisY.TapsInside(i);
                    for (int j = 0; j < axisX.Outputs; j++, output++)
                    {
                        var tapsX = axisX.TapsInside(j);
                        T sum = T.Zero;
                        for (int u = tapsY.First; u < tapsY.End; u++)
                        {
                            int index = (axisY.Element(i, u) * axisX.Length) + axisX.Element(j, tapsX.First);
                            for (int v = tapsX.First; v < tapsX.End; v++, index += axisX.Dilation)
                            {
                                sum += elements[index];
                            }
                        }

                        means[output] = sum / Divisor<T>(window, tapsY, tapsX, countPadding);
                    }
                }
            }
        }
    }

    private readonly struct Spreading<T>(Window window, WindowAxis axisY, WindowAxis axisX, bool countPadding, ReadOnlyMemory<T> y, Memory<T> x) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int size = axisY.Length * axisX.Length;
            ReadOnlySpan<T> outputs = y.Span;
            int output = start * axisY.Outputs * axisX.Outputs;
            for (int plane = start; plane < end; plane++)
            {
                Span<T> elements = x.Span.Slice(plane * size, size);
                elements.Clear();
                for (int i = 0; i < axisY.Outputs; i++)
                {
                    var tapsY = axisY.TapsInside(i);
                    for (int j = 0; j < axisX.Outputs; j++, output++)
                    {
                        var tapsX = axisX.TapsInside(j);
                        T share = outputs[output] / Divisor<T>(window, tapsY, tapsX, countPadding);
                        for (int u = tapsY.First; u < tapsY.End; u++)
                        {
                            int index = (axisY.Element(i, u) * axisX.Length) + axisX.Element(j, tapsX.First);
                            for (int v = tapsX.First; v < tapsX.End; v++, index += axisX.Dilation)
                            {
                                elements[index] += share;
                            }
                        }
                    }
                }
            }
        }
    }
}
