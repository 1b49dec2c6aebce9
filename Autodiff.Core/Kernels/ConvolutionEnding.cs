using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>y + b or max(y + b, 0), with a b for each output channel or none: done to the places of a channel while they are in the cache.</summary>
internal readonly record struct ConvolutionEnding<T>(ReadOnlyMemory<T> Bias, bool IsRectified) where T : IFloatingPointIeee754<T>
{
    public bool IsNothing => Bias.IsEmpty && !IsRectified;

    /// <summary>What is done to the places of an output channel.</summary>
    public ConvolutionPlaceEnding<T> Of(int output) => new(Bias.IsEmpty ? -T.Zero : Bias.Span[output], IsRectified); // y + -0 is y, of y = -0 too

    /// <summary>Ends every place of every image, for convolutions that cannot do it as they go.</summary>
    public void Apply(ConvolutionShape shape, Memory<T> y)
    {
        if (!IsNothing && y.Length > 0)
        {
            int planes = shape.Batch * shape.Outputs;
            Workers.RunRange(planes, y.Length / planes, new Planes(this, shape.Outputs, y.Length / planes, y));
        }
    }

    private readonly struct Planes(ConvolutionEnding<T> ending, int outputs, int length, Memory<T> y) : IRangeWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int start, int end)
        {
            for (int plane = start; plane < end; plane++)
            {
                var places = y.Span.Slice(plane * length, length);
                ending.Of(plane % outputs).Apply(places, places);
            }
        }
    }
}
