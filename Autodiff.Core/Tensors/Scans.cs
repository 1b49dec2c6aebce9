using System.Numerics;

namespace Autodiff;

/// <summary>yᵢ = Σ xₖ, k ≤ i, along an axis; in reverse k ≥ i. Each is the transpose of the other.</summary>
internal readonly record struct CumulativeSum<T>(int Axis, bool Reverse) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "cumulativeSum";

    public string Attributes => Tensor<T>.AlongAxis(Axis, Reverse);

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => new Scan(x[0].Shape, Axis, Reverse).Run<T, SumReducer<T>>(x[0].Span, y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint.CumulativeSum(Axis, !Reverse);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => tangent.CumulativeSum(Axis, Reverse);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}

/// <summary>yᵢ = Π xₖ, k ≤ i, along an axis; in reverse k ≥ i.</summary>
/// <remarks>
/// With yᵢ = xᵢ yᵢ₋₁, tangents obey ẏᵢ = xᵢ ẏᵢ₋₁ + yᵢ₋₁ ẋᵢ and adjoints the transposed recurrence. No division, so zeros do no harm.
/// </remarks>
internal readonly record struct CumulativeProduct<T>(int Axis, bool Reverse) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "cumulativeProduct";

    public string Attributes => Tensor<T>.AlongAxis(Axis, Reverse);

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => new Scan(x[0].Shape, Axis, Reverse).Run<T, ProductReducer<T>>(x[0].Span, y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.ChainProduct(
        y.ShiftedAlong(Axis, Reverse, fill: 1),
        Tensor<T>.Apply(new Recurrence<T>(Axis, !Reverse, FromBefore: true), x[0], adjoint));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(
        new Recurrence<T>(Axis, Reverse, FromBefore: false),
        x[0],
        Tensor<T>.ChainProduct(y.ShiftedAlong(Axis, Reverse, fill: 1), tangent));

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;
}

/// <summary>yᵢ = vᵢ + aᵢ yᵢ₋₁ along an axis, of the operands a and v; in reverse with i + 1 for i - 1.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Reverse">True to start from the last.</param>
/// <param name="FromBefore">True for the coefficient aᵢ₋₁ (in reverse aᵢ₊₁): the transpose, in v, of the other with the other direction.</param>
internal readonly record struct Recurrence<T>(int Axis, bool Reverse, bool FromBefore) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "recurrence";

    public string Attributes => Tensor<T>.AlongAxis(Axis, Reverse);

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[1].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => new Scan(x[1].Shape, Axis, Reverse).Recurrence(x[0].Span, x[1].Span, FromBefore, y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var added = Tensor<T>.Apply(new Recurrence<T>(Axis, !Reverse, !FromBefore), x[0], adjoint);
        return operand == 1 ? added
            : FromBefore ? Tensor<T>.ChainProduct(y, added.ShiftedAlong(Axis, !Reverse, fill: 0))
            : Tensor<T>.ChainProduct(y.ShiftedAlong(Axis, Reverse, fill: 0), added);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(
        this,
        x[0],
        operand == 1 ? tangent
            : FromBefore ? Tensor<T>.ChainProduct(y, tangent).ShiftedAlong(Axis, Reverse, fill: 0)
            : Tensor<T>.ChainProduct(y.ShiftedAlong(Axis, Reverse, fill: 0), tangent));

    public Reads Reads(int operand) => operand == 1 ? Autodiff.Reads.Others : Autodiff.Reads.Operand | Autodiff.Reads.Result;
}

/// <summary>yᵢ = xᵢ₋₁ along an axis, in reverse xᵢ₊₁, with a number where there is none. Each direction is the transpose of the other.</summary>
internal readonly record struct Shift<T>(int Axis, bool Reverse, int Fill) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "shift";

    public string Attributes => Tensor<T>.AlongAxis(Axis, Reverse);

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => new Scan(x[0].Shape, Axis, Reverse).Shift(x[0].Span, T.CreateChecked(Fill), y.Span);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint.ShiftedAlong(Axis, !Reverse, fill: 0);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => tangent.ShiftedAlong(Axis, Reverse, fill: 0);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}
