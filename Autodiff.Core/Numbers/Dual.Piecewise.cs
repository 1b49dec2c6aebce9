using Autodiff.Operations;

namespace Autodiff;

// Rounding, selection and the rest of INumber and IFloatingPoint that is piecewise.
public readonly partial struct Dual<T>
{
    /// <inheritdoc/>
    public static Dual<T> Abs(Dual<T> x) => Chain<Abs>(x, T.Abs(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Floor(Dual<T> x) => Chain<Floor>(x, T.Floor(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Ceiling(Dual<T> x) => Chain<Ceiling>(x, T.Ceiling(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Round(Dual<T> x) => Chain<Round>(x, T.Round(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Truncate(Dual<T> x) => Chain<Truncate>(x, T.Truncate(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Round(Dual<T> x, int digits, MidpointRounding mode) => Linear(x, T.Round(x.Value, digits, mode), T.Zero, "round");

    /// <inheritdoc/>
    public static Dual<T> Max(Dual<T> x, Dual<T> y) => Chain<Max>(x, y, T.Max(x.Value, y.Value));

    /// <inheritdoc/>
    public static Dual<T> Min(Dual<T> x, Dual<T> y) => Chain<Min>(x, y, T.Min(x.Value, y.Value));

    /// <inheritdoc/>
    public static Dual<T> MaxNumber(Dual<T> x, Dual<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : Max(x, y);

    /// <inheritdoc/>
    public static Dual<T> MinNumber(Dual<T> x, Dual<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : Min(x, y);

    /// <inheritdoc/>
    public static Dual<T> MaxMagnitude(Dual<T> x, Dual<T> y) => CompareMagnitudes(x.Value, y.Value) switch { > 0 => x, < 0 => y, _ => Max(x, y) };

    /// <inheritdoc/>
    public static Dual<T> MinMagnitude(Dual<T> x, Dual<T> y) => CompareMagnitudes(x.Value, y.Value) switch { > 0 => y, < 0 => x, _ => Min(x, y) };

    /// <inheritdoc/>
    public static Dual<T> MaxMagnitudeNumber(Dual<T> x, Dual<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : MaxMagnitude(x, y);

    /// <inheritdoc/>
    public static Dual<T> MinMagnitudeNumber(Dual<T> x, Dual<T> y) => IsNaN(x) ? y : IsNaN(y) ? x : MinMagnitude(x, y);

    /// <inheritdoc/>
    public static Dual<T> Clamp(Dual<T> x, Dual<T> min, Dual<T> max) => Chain<Clamp>(x, min, max, T.Clamp(x.Value, min.Value, max.Value));

    /// <inheritdoc/>
    public static int Sign(Dual<T> x) => T.Sign(x.Value);

    /// <inheritdoc/>
    public static Dual<T> CopySign(Dual<T> x, Dual<T> sign) => Chain<CopySign>(x, sign, T.CopySign(x.Value, sign.Value));

    /// <inheritdoc/>
    public static Dual<T> Ieee754Remainder(Dual<T> left, Dual<T> right) =>
        Chain<IeeeRemainder>(left, right, T.Ieee754Remainder(left.Value, right.Value));

    /// <inheritdoc/>
    public static Dual<T> FusedMultiplyAdd(Dual<T> left, Dual<T> right, Dual<T> addend) =>
        Chain<MultiplyAdd>(left, right, addend, T.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    public static Dual<T> MultiplyAddEstimate(Dual<T> left, Dual<T> right, Dual<T> addend) => FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc/>
    public static Dual<T> Lerp(Dual<T> value1, Dual<T> value2, Dual<T> amount) =>
        Chain<Lerp>(value1, value2, amount, T.Lerp(value1.Value, value2.Value, amount.Value));

    /// <inheritdoc/>
    public static Dual<T> ReciprocalEstimate(Dual<T> x) => Chain<Reciprocal>(x, T.One / x.Value);

    /// <inheritdoc/>
    public static Dual<T> ReciprocalSqrtEstimate(Dual<T> x) => ReciprocalEstimate(Sqrt(x));

    /// <inheritdoc/>
    public static Dual<T> ScaleB(Dual<T> x, int n) => Linear(x, T.ScaleB(x.Value, n), T.ScaleB(T.One, n), "scaleB");

    /// <inheritdoc/>
    public static Dual<T> BitIncrement(Dual<T> x) => Linear(x, T.BitIncrement(x.Value), T.One, "bitIncrement");

    /// <inheritdoc/>
    public static Dual<T> BitDecrement(Dual<T> x) => Linear(x, T.BitDecrement(x.Value), T.One, "bitDecrement");

    /// <inheritdoc/>
    public static int ILogB(Dual<T> x) => T.ILogB(x.Value);

    /// <summary>The sign of |x| - |y|; 0 with a NaN, which max and min then return.</summary>
    private static int CompareMagnitudes(T x, T y) => T.IsNaN(x) || T.IsNaN(y) ? 0 : T.Abs(x).CompareTo(T.Abs(y));
}
