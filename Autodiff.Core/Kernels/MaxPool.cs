using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>y(n, c, i, j) = max x(n, c, ·, ·) over the window at place (i, j), where padding is -∞.</summary>
/// <remarks>The first of equal maxima in the order of the rows is taken, and the first NaN before any number.</remarks>
internal static class MaxPool
{
    /// <summary>The maxima, and for each the index of the element taken within its plane of height × width.</summary>
    public static void Forward<T>(WindowShape shape, ReadOnlyMemory<T> x, Memory<T> y, Memory<int> argmax) where T : IFloatingPointIeee754<T>
    {
        Indices(shape, x, argmax);
        Take(shape, x, argmax, y);
    }

    /// <summary>For each maximum the index of the element taken within its plane of height × width.</summary>
    public static void Indices<T>(WindowShape shape, ReadOnlyMemory<T> x, Memory<int> argmax) where T : IFloatingPointIeee754<T>
    {
        var (axisY, axisX) = Pooling.Axes(shape);
        int size = shape.Height * shape.Width;
        Span<int> indices = argmax.Span;
        int output = 0;
        for (int plane = 0; plane < shape.Planes; plane++)
        {
            ReadOnlySpan<T> elements = x.Span.Slice(plane * size, size);
            for (int i = 0; i < axisY.Outputs; i++)
            {
                var tapsY = axisY.TapsInside(i);
                for (int j = 0; j < axisX.Outputs; j++, output++)
                {
                    var tapsX = axisX.TapsInside(j);
                    int best = (axisY.Element(i, tapsY.First) * shape.Width) + axisX.Element(j, tapsX.First);
                    for (int u = tapsY.First; u < tapsY.End; u++)
                    {
                        int index = (axisY.Element(i, u) * shape.Width) + axisX.Element(j, tapsX.First);
                        for (int v = tapsX.First; v < tapsX.End; v++, index += axisX.Dilation)
                        {
                            // Without a branch on the data, which would be mispredicted every other time.
                            T max = elements[best];
                            bool isBetter = !(elements[index] <= max) & !T.IsNaN(max); // larger, or the first NaN
                            int better = Unsafe.BitCast<bool, byte>(isBetter);
                            best += (index - best) * better;
                        }
                    }

                    indices[output] = best;
                }
            }
        }
    }

    /// <summary>x from y: each output is added to the element that was taken for it, the transpose of <see cref="Take"/>. Overwrites x.</summary>
    public static void Input<T>(WindowShape shape, ReadOnlyMemory<T> y, ReadOnlyMemory<int> argmax, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        int size = shape.Height * shape.Width;
        int places = shape.Places;
        ReadOnlySpan<T> outputs = y.Span;
        ReadOnlySpan<int> indices = argmax.Span;
        x.Span[..shape.InputLength].Clear();
        for (int plane = 0, output = 0; plane < shape.Planes; plane++)
        {
            Span<T> elements = x.Span.Slice(plane * size, size);
            for (int end = output + places; output < end; output++)
            {
                elements[indices[output]] += outputs[output];
            }
        }
    }

    /// <summary>y from x: the elements at the indices found before, which is the derivative of <see cref="Forward"/> in the direction x.</summary>
    public static void Take<T>(WindowShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<int> argmax, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        int size = shape.Height * shape.Width;
        int places = shape.Places;
        Span<T> outputs = y.Span;
        ReadOnlySpan<int> indices = argmax.Span;
        for (int plane = 0, output = 0; plane < shape.Planes; plane++)
        {
            ReadOnlySpan<T> elements = x.Span.Slice(plane * size, size);
            for (int end = output + places; output < end; output++)
            {
                outputs[output] = elements[indices[output]];
            }
        }
    }
}
