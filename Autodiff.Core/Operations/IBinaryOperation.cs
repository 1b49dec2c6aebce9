using System.Numerics;

namespace Autodiff;

/// <summary>
/// A row of the catalog with two operands, z = f(x, y). See <see cref="IUnaryOperation"/> for what a row is.
/// </summary>
public interface IBinaryOperation
{
    /// <inheritdoc cref="IUnaryOperation.Name"/>
    static abstract string Name { get; }

    /// <summary>The value and both partials, in <c>x</c>, <c>y</c> and the result <c>z</c>: <c>("x / y", "1/y", "-x y^-2")</c>.</summary>
    static abstract (string Value, string DerivativeX, string DerivativeY) Formula { get; }

    /// <inheritdoc cref="IUnaryOperation.Samples"/>
    static abstract (double X, double Y)[] Samples { get; }

    /// <summary>Points where a partial is a convention, with both partials chosen there.</summary>
    static virtual (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [];

    /// <summary>z = f(x, y).</summary>
    static abstract T Value<T>(T x, T y) where T : IFloatingPointIeee754<T>;

    /// <summary>∂z/∂x, from the operands and the result.</summary>
    static abstract T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T>;

    /// <summary>∂z/∂y, from the operands and the result.</summary>
    static abstract T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T>;
}
