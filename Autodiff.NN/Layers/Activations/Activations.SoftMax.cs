using System.Numerics;

namespace Autodiff.NN;

/// <summary>yᵢ = exp xᵢ / Σ exp xⱼ along an axis. For training, take <see cref="Losses.SoftMaxCrossEntropy{T}"/> of the logits instead.</summary>
/// <param name="axis">The axis; a negative one counts from the last.</param>
public sealed class SoftMax<T>(int axis = -1) : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) =>
        axis < x.Rank && axis >= -x.Rank ? x.SoftMax(axis) : throw Misfit(x, $"one that has the axis {axis}");
}

/// <summary>yᵢ = xᵢ - log Σ exp xⱼ along an axis, the logarithm of <see cref="SoftMax{T}"/> with all its digits.</summary>
/// <param name="axis">The axis; a negative one counts from the last.</param>
public sealed class LogSoftMax<T>(int axis = -1) : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) =>
        axis < x.Rank && axis >= -x.Rank ? x.LogSoftMax(axis) : throw Misfit(x, $"one that has the axis {axis}");
}
