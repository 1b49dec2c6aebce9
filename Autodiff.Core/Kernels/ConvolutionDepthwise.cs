using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>The convolution of each channel by itself, run by run along the rows: as a matrix product it would have a single row.</summary>
internal static class ConvolutionDepthwise
{
    /// <summary>True when every group has one channel of x and one of y.</summary>
    public static bool Covers(ConvolutionShape shape) => shape.Channels == shape.Groups && shape.Outputs == shape.Groups;

    /// <inheritdoc cref="Convolution.Forward"/>
    public static void Forward<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        long steps = (long)shape.Window.Area * axisY.Outputs * axisX.Outputs;
        Workers.RunRange(shape.Batch * shape.Channels, steps, new Forwarding<T>(shape.Groups, axisY, axisX, x, w, y));
    }

    /// <inheritdoc cref="Convolution.Input"/>
    public static void Input<T>(ConvolutionShape shape, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        long steps = (long)shape.Window.Area * axisY.Outputs * axisX.Outputs;
        Workers.RunRange(shape.Batch * shape.Channels, steps, new Transposing<T>(shape.Groups, axisY, axisX, y, w, x));
    }

    /// <inheritdoc cref="Convolution.Weights"/>
    public static void Weights<T>(ConvolutionShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        long steps = (long)shape.Window.Area * axisY.Outputs * axisX.Outputs;
        Workers.RunRange(shape.Channels, shape.Batch * steps, new Summing<T>(shape.Batch * shape.Channels, shape.Channels, axisY, axisX, x, y, w));
    }

    /// <summary>target += factor · source for <paramref name="length"/> elements at the distances of the strides.</summary>
    private static void AddMultiple<T>(int length, T factor, ReadOnlySpan<T> source, int sourceStride, Span<T> target, int targetStride)
        where T : IFloatingPointIeee754<T>
    {
        if (sourceStride == 1 && targetStride == 1)
        {
            TensorPrimitives.MultiplyAdd(source[..length], factor, target[..length], target);
            return;
        }

        for (int i = 0; i < length; i++)
        {
            target[i * targetStride] += factor * source[i * sourceStride];
        }
    }

    private static T Dot<T>(ReadOnlySpan<T> source, int stride, ReadOnlySpan<T> run) where T : IFloatingPointIeee754<T>
    {
        if (stride == 1)
        {
            return TensorPrimitives.Dot(source[..run.Length], run);
        }

        T sum = T.Zero;
        for (int i = 0; i < run.Length; i++)
        {
            sum += source[i * stride] * run[i];
        }

        return sum;
    }

    private readonly struct Forwarding<T>(int groups, WindowAxis axisY, WindowAxis axisX, ReadOnlyMemory<T> x, ReadOnlyMemory<T> w, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            var (plane, places, area) = (axisY.Length * axisX.Length, axisY.Outputs * axisX.Outputs, axisY.Kernel * axisX.Kernel);
            for (int part = start; part < end; part++)
            {
                ReadOnlySpan<T> image = x.Span.Slice(part * plane, plane);
                Span<T> outputs = y.Span.Slice(part * places, places);
                outputs.Clear();
                for (int tap = 0; tap < area; tap++)
                {
                    T weight = w.Span[(part % groups * area) + tap];
                    var runs = new UnfoldTap(axisY, axisX, tap / axisX.Kernel, tap % axisX.Kernel, 0, places);
                    for (int i = runs.First; i < runs.End; i++)
                    {
                        var (place, element, length) = runs.Run(i);
                        AddMultiple(length, weight, image[element..], axisX.Stride, outputs[place..], 1);
                    }
                }
            }
        }
    }

    private readonly struct Transposing<T>(int groups, WindowAxis axisY, WindowAxis axisX, ReadOnlyMemory<T> y, ReadOnlyMemory<T> w, Memory<T> x) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            var (plane, places, area) = (axisY.Length * axisX.Length, axisY.Outputs * axisX.Outputs, axisY.Kernel * axisX.Kernel);
            for (int part = start; part < end; part++)
            {
                Span<T> image = x.Span.Slice(part * plane, plane);
                image.Clear();
                ReadOnlySpan<T> outputs = y.Span.Slice(part * places, places);
                for (int tap = 0; tap < area; tap++)
                {
                    T weight = w.Span[(part % groups * area) + tap];
                    var runs = new UnfoldTap(axisY, axisX, tap / axisX.Kernel, tap % axisX.Kernel, 0, places);
                    for (int i = runs.First; i < runs.End; i++)
                    {
                        var (place, element, length) = runs.Run(i);
                        AddMultiple(length, weight, outputs[place..], 1, image[element..], axisX.Stride);
                    }
                }
            }
        }
    }

    private readonly struct Summing<T>(int parts, int channels, WindowAxis axisY, WindowAxis axisX, ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> w) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            var (plane, places, area) = (axisY.Length * axisX.Length, axisY.Outputs * axisX.Outputs, axisY.Kernel * axisX.Kernel);
            var sums = w.Span;
            sums[(start * area)..(end * area)].Clear();
            for (int channel = start; channel < end; channel++)
            {
                for (int part = channel; part < parts; part += channels)
                {
                    ReadOnlySpan<T> image = x.Span.Slice(part * plane, plane);
                    ReadOnlySpan<T> outputs = y.Span.Slice(part * places, places);
                    for (int tap = 0; tap < area; tap++)
                    {
                        T sum = T.Zero;
                        var runs = new UnfoldTap(axisY, axisX, tap / axisX.Kernel, tap % axisX.Kernel, 0, places);
                        for (int i = runs.First; i < runs.End; i++)
                        {
                            var (place, element, length) = runs.Run(i);
                            sum += Dot(image[element..], axisX.Stride, outputs.Slice(place, length));
                        }

                        sums[(channel * area) + tap] += sum;
                    }
                }
            }
        }
    }
}
