using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>Σ (x - mean)² / divisor over some axes, of x and its mean, which is not a variable of its own.</summary>
/// <remarks>
/// Around the mean the sum is least, so that its partial with respect to the mean is 0 and that with respect to x is 2 (x - mean) / divisor:
/// nothing goes back through the mean; unless that is infinite, where what would go back is NaN, and so all derivatives are.
/// </remarks>
internal readonly record struct Variance<T>(AxisSet Axes, bool KeepAxes, int Divisor) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "variance";

    public string Attributes => $"{Axes}, over {Divisor}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxes);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        Reduction.Run<T, SumReducer<T>, FormulaKernel<T, SquaredDeviation>>(x[0].Layout, x[0].Items, x[1].Layout.BroadcastTo(x[0].Shape), x[1].Items, Axes, y);
        TensorPrimitives.Divide(y.Span, T.CreateTruncating(Divisor), y.Span);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var weight = adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)).Over(Divisor);
        return x[0].IsRecorded || weight.IsRecorded
            ? Tensor<T>.ChainProduct(TwiceDeviation(x), weight)
            : Tensor<T>.Apply(new ElementMap<T, DeviationProduct>(), x[0], Finite(x[1]), weight);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.ChainProduct(TwiceDeviation(x), tangent).SumOver(Axes, KeepAxes).Over(Divisor);

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Others;

    /// <summary>2 (x - mean); where that is to be differentiated again, with a mean that depends on x.</summary>
    private Tensor<T> TwiceDeviation(ReadOnlySpan<Tensor<T>> x)
    {
        var deviation = x[0] - Finite(x[0].IsRecorded ? x[0].Mean(Axes, keepAxes: true) : x[1]);
        return deviation + deviation;
    }

    /// <summary>A mean, NaN for an infinite one.</summary>
    private static Tensor<T> Finite(Tensor<T> mean) => mean + (mean - mean);
}
