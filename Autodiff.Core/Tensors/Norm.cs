using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>√Σ xᵢ² over some axes, without overflow. Convention: all derivatives are 0 at the origin.</summary>
internal readonly record struct Norm<T>(AxisSet Axes, bool KeepAxes) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "norm";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxes);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        if (Widened.Needs<T>())
        {
            Widened.Run(x[0], Axes, y, ReductionNorm.Run);
        }
        else
        {
            ReductionNorm.Run(x[0].Layout, x[0].Items, Axes, y);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        Tensor<T>.ChainProduct(Direction(x[0], y), adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)));

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.ChainProduct(Direction(x[0], y), tangent).SumOver(Axes, KeepAxes);

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;

    /// <summary>xᵢ/y.</summary>
    private Tensor<T> Direction(Tensor<T> x, Tensor<T> y) =>
        Tensor<T>.Apply(new Elementwise<T, Ratio>(), x, y.Reshape(Axes.Reduce(x.Shape, keepAxes: true)));
}

/// <summary>x/y, and the constant 0 where y is 0.</summary>
internal readonly struct Ratio : IElementRow
{
    public static string Name => "ratio";
    public static int Arity => 2;
    public static Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Others;
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => y == T.Zero ? T.Zero : x / y;
    public static T Partial<T>(int operand, T x, T y, T z, T result) where T : IFloatingPointIeee754<T> =>
        y == T.Zero ? T.Zero : operand == 0 ? T.One / y : -(x / y) / y;
    public static bool IsPointwise => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(y.EqualTo(TNumber.Constant(0)), TNumber.Constant(0), x / y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwisePartial<TNumber>(int operand, TNumber x, TNumber y, TNumber z, TNumber result) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(y.EqualTo(TNumber.Constant(0)), TNumber.Constant(0), operand == 0 ? 1.0 / y : -(x / y) / y);
}
