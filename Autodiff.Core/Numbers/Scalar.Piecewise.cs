using Autodiff.Operations;

namespace Autodiff;

// Rounding, selection and the rest of INumber and IFloatingPoint that is piecewise.
public readonly partial struct Scalar<T>
{
    /// <inheritdoc/>
    public static Scalar<T> Abs(Scalar<T> x) => Chain<Abs>(x, T.Abs(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Floor(Scalar<T> x) => Chain<Floor>(x, T.Floor(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Ceiling(Scalar<T> x) => Chain<Ceiling>(x, T.Ceiling(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Round(Scalar<T> x) => Chain<Round>(x, T.Round(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Truncate(Scalar<T> x) => Chain<Truncate>(x, T.Truncate(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Round(Scalar<T> x, int digits, MidpointRounding mode) => Linear(x, T.Round(x.Value, digits, mode), T.Zero, "round");

    /// <inheritdoc/>
    public static Scalar<T> Max(Scalar<T> x, Scalar<T> y) => Chain<Max>(x, y, T.Max(x.Value, y.Value));

    /// <inheritdoc/>
    public static Scalar<T> Min(Scalar<T> x, Scalar<T> y) => Chain<Min>(x, y, T.Min(x.Value, y.Value));

    /// <inheritdoc/>
    public static Scalar<T> MaxNumber(Scalar<T> x, Scalar<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : Max(x, y);

    /// <inheritdoc/>
    public static Scalar<T> MinNumber(Scalar<T> x, Scalar<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : Min(x, y);

    /// <inheritdoc/>
    public static Scalar<T> MaxMagnitude(Scalar<T> x, Scalar<T> y) => CompareMagnitudes(x.Value, y.Value) switch { > 0 => x, < 0 => y, _ => Max(x, y) };

    /// <inheritdoc/>
    public static Scalar<T> MinMagnitude(Scalar<T> x, Scalar<T> y) => CompareMagnitudes(x.Value, y.Value) switch { > 0 => y, < 0 => x, _ => Min(x, y) };

    /// <inheritdoc/>
    public static Scalar<T> MaxMagnitudeNumber(Scalar<T> x, Scalar<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : MaxMagnitude(x, y);

    /// <inheritdoc/>
    public static Scalar<T> MinMagnitudeNumber(Scalar<T> x, Scalar<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : MinMagnitude(x, y);

    /// <inheritdoc/>
    public static Scalar<T> Clamp(Scalar<T> x, Scalar<T> min, Scalar<T> max) => Chain<Clamp>(x, min, max, T.Clamp(x.Value, min.Value, max.Value));

    /// <inheritdoc/>
    public static int Sign(Scalar<T> x) => T.Sign(x.Value);

    /// <inheritdoc/>
    public static Scalar<T> CopySign(Scalar<T> x, Scalar<T> sign) => Chain<CopySign>(x, sign, T.CopySign(x.Value, sign.Value));

    /// <inheritdoc/>
    public static Scalar<T> Ieee754Remainder(Scalar<T> left, Scalar<T> right) =>
        Chain<IeeeRemainder>(left, right, T.Ieee754Remainder(left.Value, right.Value));

    /// <inheritdoc/>
    public static Scalar<T> FusedMultiplyAdd(Scalar<T> left, Scalar<T> right, Scalar<T> addend) =>
        Chain<MultiplyAdd>(left, right, addend, T.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    public static Scalar<T> MultiplyAddEstimate(Scalar<T> left, Scalar<T> right, Scalar<T> addend) => FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc/>
    public static Scalar<T> Lerp(Scalar<T> value1, Scalar<T> value2, Scalar<T> amount) =>
        Chain<Lerp>(value1, value2, amount, T.Lerp(value1.Value, value2.Value, amount.Value));

    /// <inheritdoc/>
    public static Scalar<T> ReciprocalEstimate(Scalar<T> x) => Chain<Reciprocal>(x, T.One / x.Value);

    /// <inheritdoc/>
    public static Scalar<T> ReciprocalSqrtEstimate(Scalar<T> x) => ReciprocalEstimate(Sqrt(x));

    /// <inheritdoc/>
    public static Scalar<T> ScaleB(Scalar<T> x, int n) => Linear(x, T.ScaleB(x.Value, n), T.ScaleB(T.One, n), "scaleB");

    /// <inheritdoc/>
    public static Scalar<T> BitIncrement(Scalar<T> x) => Linear(x, T.BitIncrement(x.Value), T.One, "bitIncrement");

    /// <inheritdoc/>
    public static Scalar<T> BitDecrement(Scalar<T> x) => Linear(x, T.BitDecrement(x.Value), T.One, "bitDecrement");

    /// <inheritdoc/>
    public static int ILogB(Scalar<T> x) => T.ILogB(x.Value);

    /// <summary>The sign of |x| - |y|; 0 with a NaN, which max and min then return.</summary>
    private static int CompareMagnitudes(T x, T y) => T.IsNaN(x) || T.IsNaN(y) ? 0 : T.Abs(x).CompareTo(T.Abs(y));
}
