using System.Numerics;

namespace Autodiff;

/// <summary>Π xᵢ along one axis, which keeps length 1 or vanishes.</summary>
/// <remarks>
/// The partial by xᵢ is the product of the elements before times that of the elements after, not y/xᵢ, so that it is right
/// whatever the number of zeros.
/// </remarks>
internal readonly record struct Product<T>(int Axis, bool KeepAxis) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "product";

    public string Attributes => FormattableString.Invariant($"axis = {Axis}");

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxis);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Reduction.Run<T, ProductReducer<T>>(x[0].Layout, x[0].Items, Axes, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.ChainProduct(Others(x[0]), adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.ChainProduct(Others(x[0]), tangent).SumOver(Axes, KeepAxis);

    public Reads Reads(int operand) => Autodiff.Reads.Operand;

    private AxisSet Axes => new(1u << Axis);

    /// <summary>The product of all elements but one, for each.</summary>
    private Tensor<T> Others(Tensor<T> x) => Tensor<T>.ChainProduct(
        x.CumulativeProduct(Axis).ShiftedAlong(Axis, reverse: false, fill: 1),
        x.CumulativeProduct(Axis, reverse: true).ShiftedAlong(Axis, reverse: true, fill: 1));
}
