using System.Numerics;

namespace Autodiff;

/// <summary>
/// A row of the catalog with three operands, w = f(x, y, z). See <see cref="IUnaryOperation"/> for what a row is.
/// </summary>
public interface ITernaryOperation
{
    /// <inheritdoc cref="IUnaryOperation.Name"/>
    static abstract string Name { get; }

    /// <summary>The value and the three partials, in <c>x</c>, <c>y</c>, <c>z</c> and the result <c>w</c>.</summary>
    static abstract (string Value, string DerivativeX, string DerivativeY, string DerivativeZ) Formula { get; }

    /// <inheritdoc cref="IUnaryOperation.Samples"/>
    static abstract (double X, double Y, double Z)[] Samples { get; }

    /// <summary>Points where a partial is a convention, with the partials chosen there.</summary>
    static virtual (double X, double Y, double Z, double DerivativeX, double DerivativeY, double DerivativeZ)[] Kinks => [];

    /// <summary>w = f(x, y, z).</summary>
    static abstract T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T>;

    /// <summary>∂w/∂x, from the operands and the result.</summary>
    static abstract T DerivativeX<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T>;

    /// <summary>∂w/∂y, from the operands and the result.</summary>
    static abstract T DerivativeY<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T>;

    /// <summary>∂w/∂z, from the operands and the result.</summary>
    static abstract T DerivativeZ<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T>;

    /// <inheritdoc cref="IUnaryOperation.IsPointwise"/>
    static virtual bool IsPointwise => false;

    /// <summary>w = f(x, y, z), the same function as <see cref="Value"/>; its last bits may differ.</summary>
    static virtual TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    /// <summary>∂w/∂x, from the same of operands and result as <see cref="DerivativeX"/>.</summary>
    static virtual TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    /// <summary>∂w/∂y, from the same of operands and result as <see cref="DerivativeY"/>.</summary>
    static virtual TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();

    /// <summary>∂w/∂z, from the same of operands and result as <see cref="DerivativeZ"/>.</summary>
    static virtual TNumber PointwiseDerivativeZ<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => throw new NotSupportedException();
}
