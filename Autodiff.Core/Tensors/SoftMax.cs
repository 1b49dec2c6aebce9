using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>yᵢ = exp xᵢ / Σ exp xⱼ over some axes: shares of 1, each positive.</summary>
/// <remarks>J = diag y - y yᵀ, which is its own transpose.</remarks>
internal readonly record struct SoftMax<T>(AxisSet Axes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "softMax";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SoftMaxKernel.Run(x[0].Layout, x[0].Items, Axes, logarithm: false, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => SoftMaxInput<T>.Serves(Axes, y, adjoint)
        ? Tensor<T>.Apply(new SoftMaxInput<T>(Axes, Logarithm: false), y, adjoint)
        : Tensor<T>.ChainProduct(y, adjoint - Tensor<T>.ChainProduct(y, adjoint).SumOver(Axes, keepAxes: true));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Pullback(operand, x, y, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Result;
}

/// <summary>yᵢ = xᵢ - log Σ exp xⱼ over some axes: the logarithm of softMax.</summary>
internal readonly record struct LogSoftMax<T>(AxisSet Axes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "logSoftMax";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SoftMaxKernel.Run(x[0].Layout, x[0].Items, Axes, logarithm: true, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => SoftMaxInput<T>.Serves(Axes, y, adjoint)
        ? Tensor<T>.Apply(new SoftMaxInput<T>(Axes, Logarithm: true), y, adjoint)
        : adjoint - Tensor<T>.ChainProduct(Tensor<T>.Lift<Exp>(y), adjoint.SumOver(Axes, keepAxes: true));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        tangent - Tensor<T>.ChainProduct(Tensor<T>.Lift<Exp>(y), tangent).SumOver(Axes, keepAxes: true);

    public Reads Reads(int operand) => Autodiff.Reads.Result;
}

/// <summary>log Σ exp xᵢ over some axes. An infinite result is shared evenly by the elements that are it, as in the row of that name.</summary>
internal readonly record struct LogSumExpOver<T>(AxisSet Axes, bool KeepAxes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "logSumExp";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxes);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SoftMaxKernel.LogSumExp(x[0].Layout, x[0].Items, Axes, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => SoftMaxInput<T>.Serves(Axes, x[0], adjoint)
        ? Tensor<T>.Apply(new WeightedSoftMax<T>(Axes), x[0], y, adjoint)
        : Tensor<T>.ChainProduct(Tensor<T>.Apply(new SoftMax<T>(Axes), x[0]), adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.ChainProduct(Tensor<T>.Apply(new SoftMax<T>(Axes), x[0]), tangent).SumOver(Axes, KeepAxes);

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;
}
