using System.Numerics;

namespace Autodiff;

/// <summary>The pullback of <see cref="SoftMax{T}"/> or <see cref="LogSoftMax{T}"/> in one visit of each row: of the result and the adjoint. Meets plain numbers only, so it needs no derivative itself.</summary>
internal readonly record struct SoftMaxInput<T>(AxisSet Axes, bool Logarithm) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => Logarithm ? "logSoftMaxInput" : "softMaxInput";

    public string Attributes => $"{Axes}";

    /// <summary>True where this may stand for the composition.</summary>
    public static bool Serves(AxisSet axes, Tensor<T> y, Tensor<T> weight) =>
        !y.IsRecorded && !weight.IsRecorded && GroupExtents.Fit<T>(y.Shape, axes);

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SoftMaxKernel.Pullback(GroupExtents.Of(x[0].Shape, Axes), x[0].Memory, x[1].Memory, Logarithm, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}

/// <summary>softmax(x) times a number for each group: the pullback of <see cref="LogSumExpOver{T}"/> in one visit of each row: of the numbers, the result and the adjoint.</summary>
internal readonly record struct WeightedSoftMax<T>(AxisSet Axes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "weightedSoftMax";

    public string Attributes => $"{Axes}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SoftMaxKernel.Weighted(GroupExtents.Of(x[0].Shape, Axes), x[0].Memory, x[1].Memory, x[2].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}
