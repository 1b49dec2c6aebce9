using System.Numerics;

namespace Autodiff;

/// <summary>y = (x - mean) r with r = 1 / √(variance + ε) over some axes; the variance is the mean square of x - mean.</summary>
/// <remarks>J = r (1 - 1/n - y yᵀ / n), which is its own transpose.</remarks>
internal readonly record struct Standardize<T>(AxisSet Axes, T Epsilon) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "standardize";

    public string Attributes => $"{Axes}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        if (GroupExtents.Fit<T>(x[0].Shape, Axes))
        {
            StandardizationKernel.Run(GroupExtents.Of(x[0].Shape, Axes), x[0].Memory, Epsilon, y);
        }
        else
        {
            Composition(x[0], Axes, Epsilon).Memory.CopyTo(y);
        }
    }

    /// <summary>What this computes, in operations of its own.</summary>
    public static Tensor<T> Composition(Tensor<T> x, AxisSet axes, T epsilon)
    {
        var centred = x - x.Mean(axes, keepAxes: true);
        return centred * Scale(centred, axes, epsilon);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => SoftMaxInput<T>.Serves(Axes, x[0], adjoint)
        ? Tensor<T>.Apply(new StandardizeInput<T>(Axes, Epsilon), x[0], adjoint)
        : Product(x[0], y, adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Product(x[0], y, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;

    private Tensor<T> Product(Tensor<T> x, Tensor<T> y, Tensor<T> weight)
    {
        var scale = Scale(x - x.Mean(Axes, keepAxes: true), Axes, Epsilon);
        var along = Tensor<T>.ChainProduct(y, Tensor<T>.ChainProduct(y, weight).Mean(Axes, keepAxes: true));
        return Tensor<T>.ChainProduct(scale, weight - weight.Mean(Axes, keepAxes: true) - along);
    }

    private static Tensor<T> Scale(Tensor<T> centred, AxisSet axes, T epsilon) =>
        T.One / (centred.Square().Mean(axes, keepAxes: true) + epsilon).Sqrt();
}

/// <summary>The pullback of <see cref="Standardize{T}"/> in one visit of each row: of the numbers and the adjoint. Meets plain numbers only, so it needs no derivative itself.</summary>
internal readonly record struct StandardizeInput<T>(AxisSet Axes, T Epsilon) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "standardizeInput";

    public string Attributes => $"{Axes}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) =>
        StandardizationKernel.Pullback(GroupExtents.Of(x[0].Shape, Axes), x[0].Memory, x[1].Memory, Epsilon, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}
