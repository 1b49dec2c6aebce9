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

    /// <inheritdoc cref="IUnaryOperation.IsPointwise"/>
    static virtual bool IsPointwise => false;

    /// <summary>z = f(x, y), the same function as <see cref="Value"/>; its last bits may differ.</summary>
    static virtual TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    /// <summary>∂z/∂x, from the same of operands and result as <see cref="DerivativeX"/>.</summary>
    static virtual TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    /// <summary>∂z/∂y, from the same of operands and result as <see cref="DerivativeY"/>.</summary>
    static virtual TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();
}
