using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>y(n, c, i, j) = max x(n, c, ·, ·) over the window at place (i, j), where padding is -∞.</summary>
/// <remarks>The first of equal maxima in the order of the rows is taken, and the first NaN before any number.</remarks>
internal static class MaxPool
{
    /// <summary>The maxima.</summary>
    public static void Forward<T>(WindowShape shape, ReadOnlyMemory<T> x, Memory<T> y) where T : IFloatingPointIeee754<T>
    {
        if (MaxPoolSquares.Covers(shape))
        {
            MaxPoolSquares.Forward(shape, x, y);
            return;
        }

        int[] argmax = ArrayPool<int>.Shared.Rent(y.Length);
        Forward(shape, x, y, argmax);
        ArrayPool<int>.Shared.Return(argmax);
    }

    /// <summary>x from y: each output is added where the maximum of the elements under its window stands. Overwrites x.</summary>
    public static void Input<T>(WindowShape shape, ReadOnlyMemory<T> elements, ReadOnlyMemory<T> y, Memory<T> x) where T : IFloatingPointIeee754<T>
    {
        if (MaxPoolSquares.Covers(shape))
        {
            MaxPoolSquares.Input(shape, elements, y, x);
            return;
        }

        int[] argmax = ArrayPool<int>.Shared.Rent(y.Length);
        Indices(shape, elements, argmax);
        Input(shape, y, argmax.AsMemory(), x);
        ArrayPool<int>.Shared.Return(argmax);
    }

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
        Workers.RunRange(shape.Planes, (long)shape.Window.Area * shape.Places, new Searching<T>(shape, axisY, axisX, x, argmax));
    }

    /// <summary>x from y: each output is added to the element that was taken for it, the transpose of <see cref="Take"/>. Overwrites x.</summary>
    public static void Input<T>(WindowShape shape, ReadOnlyMemory<T> y, ReadOnlyMemory<int> argmax, Memory<T> x) where T : IFloatingPointIeee754<T> =>
        Workers.RunRange(shape.Planes, shape.Height * shape.Width, new Spreading<T>(shape.Height * shape.Width, shape.Places, y, argmax, x));

    /// <summary>y from x: the elements at the indices found before, which is the derivative of the maxima in the direction x.</summary>
    public static void Take<T>(WindowShape shape, ReadOnlyMemory<T> x, ReadOnlyMemory<int> argmax, Memory<T> y) where T : IFloatingPointIeee754<T> =>
        Workers.RunRange(shape.Planes, shape.Places, new Taking<T>(shape.Height * shape.Width, shape.Places, x, argmax, y));

    private readonly struct Searching<T>(WindowShape shape, WindowAxis axisY, WindowAxis axisX, ReadOnlyMemory<T> x, Memory<int> argmax) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            int size = shape.Height * shape.Width;
            Span<int> indices = argmax.Span;
            int output = start * axisY.Outputs * axisX.Outputs;
            for (int plane = start; plane < end; plane++)
            {
                ReadOnlySpan<T> elements = x.Span.Slice(plane * size, size);
                for (int i = 0; i < axisY.Outputs; i++)
                {
                    var tapsY = axisY.TapsInside(i);
                    for (int j = 0; j < axisX.Outputs; j++, output++)
                    {
                        indices[output] = Search(elements, i, j, tapsY);
                    }
                }
            }
        }

        private int Search(ReadOnlySpan<T> elements, int i, int j, (int First, int End) tapsY)
        {
            var tapsX = axisX.TapsInside(j);
            int best = (axisY.Element(i, tapsY.First) * axisX.Length) + axisX.Element(j, tapsX.First);
            for (int u = tapsY.First; u < tapsY.End; u++)
            {
                int index = (axisY.Element(i, u) * axisX.Length) + axisX.Element(j, tapsX.First);
                for (int v = tapsX.First; v < tapsX.End; v++, index += axisX.Dilation)
                {
                    // Without a branch on the data, which would be mispredicted every other time.
                    T max = elements[best];
                    bool isBetter = !(elements[index] <= max) & !T.IsNaN(max); // larger, or the first NaN
                    int better = Unsafe.BitCast<bool, byte>(isBetter);
                    best += (index - best) * better;
                }
            }

            return best;
        }
    }

    private readonly struct Spreading<T>(int size, int places, ReadOnlyMemory<T> y, ReadOnlyMemory<int> argmax, Memory<T> x) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            ReadOnlySpan<T> outputs = y.Span;
            ReadOnlySpan<int> indices = argmax.Span;
            for (int plane = start; plane < end; plane++)
            {
                Span<T> elements = x.Span.Slice(plane * size, size);
                elements.Clear();
                for (int output = plane * places; output < (plane + 1) * places; output++)
                {
                    elements[indices[output]] += outputs[output];
                }
            }
        }
    }

    private readonly struct Taking<T>(int size, int places, ReadOnlyMemory<T> x, ReadOnlyMemory<int> argmax, Memory<T> y) : IRangeWork
        where T : IFloatingPointIeee754<T>
    {
        public void Run(int start, int end)
        {
            Span<T> outputs = y.Span;
            ReadOnlySpan<int> indices = argmax.Span;
            for (int plane = start; plane < end; plane++)
            {
                ReadOnlySpan<T> elements = x.Span.Slice(plane * size, size);
                for (int output = plane * places; output < (plane + 1) * places; output++)
                {
                    outputs[output] = elements[indices[output]];
                }
            }
        }
    }
}
