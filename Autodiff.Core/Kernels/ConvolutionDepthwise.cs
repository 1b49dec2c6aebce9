using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>The convolution of each channel by itself, run by run along the rows: as a matrix product it would have a single row.</summary>
internal static class ConvolutionDepthwise
{
    /// <summary>True when every group has one channel of x and one of y.</summary>
    public static bool Covers(ConvolutionShape shape) => shape.Channels == shape.Groups && shape.Outputs == shape.Groups;

    /// <inheritdoc cref="Convolution.Forward"/>
    public static void Forward<T>(ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        var (plane, places, area) = (shape.Height * shape.Width, axisY.Outputs * axisX.Outputs, shape.Window.Area);
        y.Clear();
        for (int part = 0; part < shape.Batch * shape.Channels; part++)
        {
            ReadOnlySpan<T> image = x.Slice(part * plane, plane);
            Span<T> outputs = y.Slice(part * places, places);
            for (int tap = 0; tap < area; tap++)
            {
                T weight = w[(part % shape.Groups * area) + tap];
                var runs = new UnfoldTap(axisY, axisX, tap / axisX.Kernel, tap % axisX.Kernel, 0, places);
                for (int i = runs.First; i < runs.End; i++)
                {
                    var (place, element, length) = runs.Run(i);
                    AddMultiple(length, weight, image[element..], axisX.Stride, outputs[place..], 1);
                }
            }
        }
    }

    /// <inheritdoc cref="Convolution.Input"/>
    public static void Input<T>(ConvolutionShape shape, ReadOnlySpan<T> y, ReadOnlySpan<T> w, Span<T> x) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        var (plane, places, area) = (shape.Height * shape.Width, axisY.Outputs * axisX.Outputs, shape.Window.Area);
        x.Clear();
        for (int part = 0; part < shape.Batch * shape.Channels; part++)
        {
            Span<T> image = x.Slice(part * plane, plane);
            ReadOnlySpan<T> outputs = y.Slice(part * places, places);
            for (int tap = 0; tap < area; tap++)
            {
                T weight = w[(part % shape.Groups * area) + tap];
                var runs = new UnfoldTap(axisY, axisX, tap / axisX.Kernel, tap % axisX.Kernel, 0, places);
                for (int i = runs.First; i < runs.End; i++)
                {
                    var (place, element, length) = runs.Run(i);
                    AddMultiple(length, weight, outputs[place..], 1, image[element..], axisX.Stride);
                }
            }
        }
    }

    /// <inheritdoc cref="Convolution.Weights"/>
    public static void Weights<T>(ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> w) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = shape.Window.Over(shape.Height, shape.Width);
        var (plane, places, area) = (shape.Height * shape.Width, axisY.Outputs * axisX.Outputs, shape.Window.Area);
        w.Clear();
        for (int part = 0; part < shape.Batch * shape.Channels; part++)
        {
            ReadOnlySpan<T> image = x.Slice(part * plane, plane);
            ReadOnlySpan<T> outputs = y.Slice(part * places, places);
            for (int tap = 0; tap < area; tap++)
            {
                T sum = T.Zero;
                var runs = new UnfoldTap(axisY, axisX, tap / axisX.Kernel, tap % axisX.Kernel, 0, places);
                for (int i = runs.First; i < runs.End; i++)
                {
                    var (place, element, length) = runs.Run(i);
                    sum += Dot(image[element..], axisX.Stride, outputs.Slice(place, length));
                }

                w[(part % shape.Groups * area) + tap] += sum;
            }
        }
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
}
