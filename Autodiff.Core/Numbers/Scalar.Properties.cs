using System.Numerics;

namespace Autodiff;

// Constants, predicates and the representation, which look at the value alone.
public readonly partial struct Scalar<T>
{
    /// <inheritdoc/>
    public static Scalar<T> Zero => new(T.Zero);

    /// <inheritdoc/>
    public static Scalar<T> One => new(T.One);

    /// <inheritdoc/>
    public static Scalar<T> NegativeOne => new(T.NegativeOne);

    /// <inheritdoc/>
    public static Scalar<T> NegativeZero => new(T.NegativeZero);

    /// <inheritdoc/>
    public static Scalar<T> E => new(T.E);

    /// <inheritdoc/>
    public static Scalar<T> Pi => new(T.Pi);

    /// <inheritdoc/>
    public static Scalar<T> Tau => new(T.Tau);

    /// <inheritdoc/>
    public static Scalar<T> Epsilon => new(T.Epsilon);

    /// <inheritdoc/>
    public static Scalar<T> NaN => new(T.NaN);

    /// <inheritdoc/>
    public static Scalar<T> PositiveInfinity => new(T.PositiveInfinity);

    /// <inheritdoc/>
    public static Scalar<T> NegativeInfinity => new(T.NegativeInfinity);

    static Scalar<T> IAdditiveIdentity<Scalar<T>, Scalar<T>>.AdditiveIdentity => Zero;

    static Scalar<T> IMultiplicativeIdentity<Scalar<T>, Scalar<T>>.MultiplicativeIdentity => One;

    static int INumberBase<Scalar<T>>.Radix => T.Radix;

    static bool INumberBase<Scalar<T>>.IsCanonical(Scalar<T> value) => T.IsCanonical(value.Value);

    static bool INumberBase<Scalar<T>>.IsComplexNumber(Scalar<T> value) => T.IsComplexNumber(value.Value);

    /// <inheritdoc/>
    public static bool IsEvenInteger(Scalar<T> value) => T.IsEvenInteger(value.Value);

    /// <inheritdoc/>
    public static bool IsFinite(Scalar<T> value) => T.IsFinite(value.Value);

    static bool INumberBase<Scalar<T>>.IsImaginaryNumber(Scalar<T> value) => T.IsImaginaryNumber(value.Value);

    /// <inheritdoc/>
    public static bool IsInfinity(Scalar<T> value) => T.IsInfinity(value.Value);

    /// <inheritdoc/>
    public static bool IsInteger(Scalar<T> value) => T.IsInteger(value.Value);

    /// <inheritdoc/>
    public static bool IsNaN(Scalar<T> value) => T.IsNaN(value.Value);

    /// <inheritdoc/>
    public static bool IsNegative(Scalar<T> value) => T.IsNegative(value.Value);

    /// <inheritdoc/>
    public static bool IsNegativeInfinity(Scalar<T> value) => T.IsNegativeInfinity(value.Value);

    /// <inheritdoc/>
    public static bool IsNormal(Scalar<T> value) => T.IsNormal(value.Value);

    /// <inheritdoc/>
    public static bool IsOddInteger(Scalar<T> value) => T.IsOddInteger(value.Value);

    /// <inheritdoc/>
    public static bool IsPositive(Scalar<T> value) => T.IsPositive(value.Value);

    /// <inheritdoc/>
    public static bool IsPositiveInfinity(Scalar<T> value) => T.IsPositiveInfinity(value.Value);

    /// <inheritdoc/>
    public static bool IsRealNumber(Scalar<T> value) => T.IsRealNumber(value.Value);

    /// <inheritdoc/>
    public static bool IsSubnormal(Scalar<T> value) => T.IsSubnormal(value.Value);

    /// <inheritdoc/>
    public static bool IsZero(Scalar<T> value) => T.IsZero(value.Value);

    int IFloatingPoint<Scalar<T>>.GetExponentByteCount() => Value.GetExponentByteCount();

    int IFloatingPoint<Scalar<T>>.GetExponentShortestBitLength() => Value.GetExponentShortestBitLength();

    int IFloatingPoint<Scalar<T>>.GetSignificandBitLength() => Value.GetSignificandBitLength();

    int IFloatingPoint<Scalar<T>>.GetSignificandByteCount() => Value.GetSignificandByteCount();

    bool IFloatingPoint<Scalar<T>>.TryWriteExponentBigEndian(Span<byte> destination, out int bytesWritten) =>
        Value.TryWriteExponentBigEndian(destination, out bytesWritten);

    bool IFloatingPoint<Scalar<T>>.TryWriteExponentLittleEndian(Span<byte> destination, out int bytesWritten) =>
        Value.TryWriteExponentLittleEndian(destination, out bytesWritten);

    bool IFloatingPoint<Scalar<T>>.TryWriteSignificandBigEndian(Span<byte> destination, out int bytesWritten) =>
        Value.TryWriteSignificandBigEndian(destination, out bytesWritten);

    bool IFloatingPoint<Scalar<T>>.TryWriteSignificandLittleEndian(Span<byte> destination, out int bytesWritten) =>
        Value.TryWriteSignificandLittleEndian(destination, out bytesWritten);
}
