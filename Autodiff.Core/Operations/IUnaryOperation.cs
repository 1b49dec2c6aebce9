using System.Numerics;

namespace Autodiff;

/// <summary>
/// A row of the catalog: an elementary operation y = f(x), stated once and read by every number type.
/// </summary>
/// <remarks>
/// A user's own operation is a struct of this shape and needs nothing else; apply it with <see cref="Functions.Apply{TRow, T}(T)"/>.
/// <para>
/// Formulas are written in a small notation, so that printers can put the operands of an entry in place of the letters:
/// numbers, the constants <c>π e ½ NaN</c>, the letters <c>x y z w</c> for the operands and, next in order, the result;
/// <c>+ - /</c>; a product is two factors side by side and binds as a quotient does, from the left, so that
/// <c>x y/2 z</c> is <c>((x y)/2) z</c>; powers <c>x² x³ x^y x^-2 x^(1/y)</c>; <c>√</c> of a number, a letter or a
/// parenthesis; <c>|x|</c>; the name of an operation before its arguments in parentheses, or before one factor, so that
/// <c>log x y</c> is <c>(log x) y</c>; comparisons <c>&lt; &lt;= &gt; &gt;= =</c> within <c>a if c else b</c>. A formula in
/// any other notation is not wrong: the entry is printed by the name of its row.
/// </para>
/// </remarks>
public interface IUnaryOperation
{
    /// <summary>The name printed on the tape and usable in formulas, such as <c>tanh</c>.</summary>
    static abstract string Name { get; }

    /// <summary>The value and the derivative as a textbook writes them, in <c>x</c> and <c>y</c>: <c>("tanh x", "1 - y²")</c>.</summary>
    static abstract (string Value, string Derivative) Formula { get; }

    /// <summary>Points of the domain, away from kinks and poles, at which every reading of the row is tested.</summary>
    static abstract ReadOnlySpan<double> Samples { get; }

    /// <summary>Points where the derivative is a convention, with the derivative chosen there.</summary>
    static virtual (double X, double Derivative)[] Kinks => [];

    /// <summary>y = f(x).</summary>
    static abstract T Value<T>(T x) where T : IFloatingPointIeee754<T>;

    /// <summary>dy/dx, from the operand and the result, whichever says it more simply.</summary>
    static abstract T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T>;

    /// <summary>
    /// True of a row that states its formula for many numbers at once too, in <see cref="PointwiseValue"/> and
    /// <see cref="PointwiseDerivative"/>; on tensors of floats and doubles it then runs in vectors.
    /// </summary>
    static virtual bool IsPointwise => false;

    /// <summary>y = f(x), the same function as <see cref="Value"/>; its last bits may differ.</summary>
    static virtual TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    /// <summary>dy/dx, from the same of operand and result as <see cref="Derivative"/>.</summary>
    static virtual TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();
}
