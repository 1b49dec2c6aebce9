using System.Numerics;

namespace Autodiff;

public static partial class Tensor
{
    /// <summary>f(xᵢ) of a formula, as one operation.</summary>
    /// <param name="formula">The formula, with its attributes.</param>
    /// <param name="x">x.</param>
    /// <remarks>
    /// One loop computes all elements, and one other, in which the formula is read with tangents, all adjoints; nothing in between is kept. Of
    /// numbers other than float and double the formula is recorded as the operations that it consists of.
    /// </remarks>
    public static Tensor<T> Fuse<T, TFormula>(TFormula formula, Tensor<T> x)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IUnaryFormula =>
        IsFusible<T>() ? Tensor<T>.Apply(new Fused<T, UnaryFormula<TFormula>>(new(formula)), x) : Composed(new UnaryFormula<TFormula>(formula), x);

    /// <summary>f(xᵢ, yᵢ) of a formula, as one operation, with the broadcasting of NumPy. See <see cref="Fuse{T, TFormula}(TFormula, Tensor{T})"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Fuse<T, TFormula>(TFormula formula, Tensor<T> x, Tensor<T> y)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IBinaryFormula =>
        IsFusible<T>() ? Tensor<T>.Apply(new Fused<T, BinaryFormula<TFormula>>(new(formula)), x, y) : Composed(new BinaryFormula<TFormula>(formula), x, y);

    /// <summary>f(xᵢ, yᵢ, zᵢ) of a formula, as one operation, with the broadcasting of NumPy. See <see cref="Fuse{T, TFormula}(TFormula, Tensor{T})"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Fuse<T, TFormula>(TFormula formula, Tensor<T> x, Tensor<T> y, Tensor<T> z)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, ITernaryFormula =>
        IsFusible<T>() ? Tensor<T>.Apply(new Fused<T, TernaryFormula<TFormula>>(new(formula)), x, y, z) : Composed(new TernaryFormula<TFormula>(formula), x, y, z);

    /// <summary>f(xᵢ, yᵢ, zᵢ, wᵢ) of a formula, as one operation, with the broadcasting of NumPy. See <see cref="Fuse{T, TFormula}(TFormula, Tensor{T})"/>.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Fuse<T, TFormula>(TFormula formula, Tensor<T> x, Tensor<T> y, Tensor<T> z, Tensor<T> w)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IQuaternaryFormula =>
        IsFusible<T>() ? Tensor<T>.Apply(new Fused<T, QuaternaryFormula<TFormula>>(new(formula)), x, y, z, w) : Composed(new QuaternaryFormula<TFormula>(formula), x, y, z, w);

    private static bool IsFusible<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    private static Tensor<T> Composed<T, TFormula>(TFormula formula, params ReadOnlySpan<Tensor<T>> x)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IFormula
    {
        var shape = new Fused<T, TFormula>(formula).ShapeOf(x);
        using var attempt = Attempt<T>.On(x);
        var y = formula.Value(
            attempt.Operand(x[0]), x.Length > 1 ? attempt.Operand(x[1]) : default, x.Length > 2 ? attempt.Operand(x[2]) : default, x.Length > 3 ? attempt.Operand(x[3]) : default);
        return attempt.Done(y.BroadcastTo(shape));
    }
}
