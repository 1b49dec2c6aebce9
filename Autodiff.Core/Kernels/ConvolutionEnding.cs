using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>y + b or max(y + b, 0), with a b for each output channel or none: done to the places of a channel while they are in the cache.</summary>
internal readonly record struct ConvolutionEnding<T>(ReadOnlyMemory<T> Bias, bool IsRectified) where T : IFloatingPointIeee754<T>
{
    public bool IsNothing => Bias.IsEmpty && !IsRectified;

    /// <summary>Ends places of one output channel.</summary>
    public void Apply(int output, Span<T> places)
    {
        if (!IsNothing)
        {
            Apply(Bias.IsEmpty ? -T.Zero : Bias.Span[output], IsRectified, places); // y + -0 is y, of y = -0 too
        }
    }

    /// <summary>Ends every place of every image, for convolutions that cannot do it as they go.</summary>
    public void Apply(ConvolutionShape shape, Memory<T> y)
    {
        if (!IsNothing && y.Length > 0)
        {
            int planes = shape.Batch * shape.Outputs;
            Workers.RunRange(planes, y.Length / planes, new Planes(this, shape.Outputs, y.Length / planes, y));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply(T bias, bool isRectified, Span<T> places)
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            var (b, least) = (new Vector<T>(bias), new Vector<T>(isRectified ? T.Zero : T.NegativeInfinity));
            for (; i <= places.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector.Max(new Vector<T>(places[i..]) + b, least).CopyTo(places[i..]);
            }
        }

        for (; i < places.Length; i++)
        {
            var sum = places[i] + bias;
            places[i] = isRectified && !(sum > T.Zero || T.IsNaN(sum)) ? T.Zero : sum; // not T.Max, of which numbers with tangents take the mean at 0
        }
    }

    private readonly struct Planes(ConvolutionEnding<T> ending, int outputs, int length, Memory<T> y) : IRangeWork
    {
        public void Run(int start, int end)
        {
            for (int plane = start; plane < end; plane++)
            {
                ending.Apply(plane % outputs, y.Span.Slice(plane * length, length));
            }
        }
    }
}
