using System.Numerics;

namespace Autodiff.NN;

/// <summary>Where the channels are: an axis from 1 on, or -1 for the last. Axis 0 is the examples.</summary>
internal readonly record struct ChannelAxis
{
    private readonly int axis;

    /// <exception cref="ArgumentOutOfRangeException">The axis is neither positive nor -1.</exception>
    public ChannelAxis(int axis) => this.axis = axis is > 0 or -1
        ? axis
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, "Channels are along axis 1 or a later one, or -1 for the last; axis 0 is the examples.");

    /// <summary>The place of the axis in a shape; 0 when the shape has none there.</summary>
    public int In(Shape shape)
    {
        int place = axis < 0 ? shape.Rank - 1 : axis;
        return place < shape.Rank ? Math.Max(place, 0) : 0;
    }

    /// <summary>One number for each channel, with an axis of length 1 for each that follows the channels in x.</summary>
    public Tensor<T> Align<T>(Tensor<T> numbers, Tensor<T> x) where T : IFloatingPointIeee754<T>
    {
        Span<int> lengths = stackalloc int[x.Rank - In(x.Shape)];
        lengths.Fill(1);
        lengths[0] = numbers.Count;
        return numbers.Reshape(lengths);
    }

    /// <summary>The shape that is asked for, with so many channels, or any number when left out.</summary>
    public string Asked(int? count = null) => axis switch
    {
        1 => $"[batch, {Text(count)}, ...]",
        -1 => $"[batch, ..., {Text(count)}]",
        _ => $"[batch, ...] with {Text(count)} along axis {axis}",
    };

    private static string Text(int? count) => count is { } channels ? $"{channels} channels" : "channels";
}
