using System.Numerics;

namespace Autodiff;

/// <summary>
/// A row of the catalog: an elementary operation y = f(x), stated once and read by every number type.
/// </summary>
/// <remarks>
/// Formulas are written in the small notation of <see cref="Formula"/>: operand <c>x</c>, result <c>y</c>. A user's own
/// operation is a struct of this shape and needs nothing else; apply it with <see cref="Functions.Apply{TRow, T}(T)"/>.
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
}
