using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

// Arithmetic. The overloads with a plain number record one operand and let 2 * x be written for any T.
public readonly partial struct Scalar<T>
{
    /// <summary>The number as a constant.</summary>
    public static implicit operator Scalar<T>(T value) => new(value);

    /// <inheritdoc/>
    public static Scalar<T> operator +(Scalar<T> value) => value;

    /// <inheritdoc/>
    public static Scalar<T> operator -(Scalar<T> value) => Chain<Negate>(value, -value.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => Chain<Add>(left, right, left.Value + right.Value);

    /// <summary>The sum, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, T right) => Chain<Add>(left, right, left.Value + right);

    /// <summary>The sum, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(T left, Scalar<T> right) => Chain<Add>(left, right, left + right.Value);

    /// <summary>The sum, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, double right) => left + T.CreateChecked(right);

    /// <summary>The sum, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(double left, Scalar<T> right) => T.CreateChecked(left) + right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => Chain<Subtract>(left, right, left.Value - right.Value);

    /// <summary>The difference, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, T right) => Chain<Subtract>(left, right, left.Value - right);

    /// <summary>The difference, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(T left, Scalar<T> right) => Chain<Subtract>(left, right, left - right.Value);

    /// <summary>The difference, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, double right) => left - T.CreateChecked(right);

    /// <summary>The difference, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(double left, Scalar<T> right) => T.CreateChecked(left) - right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => Chain<Multiply>(left, right, left.Value * right.Value);

    /// <summary>The product, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, T right) => Chain<Multiply>(left, right, left.Value * right);

    /// <summary>The product, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(T left, Scalar<T> right) => Chain<Multiply>(left, right, left * right.Value);

    /// <summary>The product, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, double right) => left * T.CreateChecked(right);

    /// <summary>The product, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(double left, Scalar<T> right) => T.CreateChecked(left) * right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => Chain<Divide>(left, right, left.Value / right.Value);

    /// <summary>The quotient, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, T right) => Chain<Divide>(left, right, left.Value / right);

    /// <summary>The quotient, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(T left, Scalar<T> right) => Chain<Divide>(left, right, left / right.Value);

    /// <summary>The quotient, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, double right) => left / T.CreateChecked(right);

    /// <summary>The quotient, with a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(double left, Scalar<T> right) => T.CreateChecked(left) / right;

    /// <inheritdoc/>
    public static Scalar<T> operator %(Scalar<T> left, Scalar<T> right) => Chain<Remainder>(left, right, left.Value % right.Value);

    /// <inheritdoc/>
    public static Scalar<T> operator ++(Scalar<T> value) => value + T.One;

    /// <inheritdoc/>
    public static Scalar<T> operator --(Scalar<T> value) => value - T.One;
}
