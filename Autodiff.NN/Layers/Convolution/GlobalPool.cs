using System.Numerics;

namespace Autodiff.NN;

/// <summary>The mean of each channel: from [batch, channels, length], images or volumes to [batch, channels]. Lin, Chen and Yan 2014.</summary>
public sealed class GlobalAveragePool<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => GlobalPool.Takes(x) ? x.Mean(GlobalPool.AxesOf(x)) : throw Misfit(x, GlobalPool.Asked);
}

/// <summary>The greatest element of each channel: from [batch, channels, length], images or volumes to [batch, channels].</summary>
/// <remarks>Equal greatest elements share the derivative, as in reductions; in the pooling by windows, <see cref="MaxPool2D{T}"/>, the first has all of it.</remarks>
public sealed class GlobalMaxPool<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => GlobalPool.Takes(x) ? x.Max(GlobalPool.AxesOf(x)) : throw Misfit(x, GlobalPool.Asked);
}

internal static class GlobalPool
{
    public const string Asked = "[batch, channels, length], [batch, channels, height, width] or [batch, channels, depth, height, width], at least 1 long, high and wide";

    private static ReadOnlySpan<int> Axes => [2, 3, 4];

    public static bool Takes<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> =>
        x.Rank is 3 or 4 or 5 && !x.Shape.Lengths[2..].Contains(0);

    public static ReadOnlySpan<int> AxesOf<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => Axes[..(x.Rank - 2)];
}
