using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>As many numbers as a vector register holds: the reading of a pointwise formula that runs over arrays in place.</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly struct Lanes<T> : IPointwise<Lanes<T>> where T : IFloatingPointIeee754<T>
{
    private readonly Vector<T> numbers;

    /// <summary>These numbers.</summary>
    public Lanes(Vector<T> numbers) => this.numbers = numbers;

    /// <summary>The same number in each lane.</summary>
    public Lanes(T number) => numbers = new(number);

    /// <summary>The numbers.</summary>
    public Vector<T> Numbers => numbers;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Sqrt() => new(Vector.SquareRoot(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Abs() => new(Vector.Abs(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Sign() => new(Vector.ConditionalSelect(
        Vector.Equals(numbers, numbers) & ~Vector.Equals(numbers, Vector<T>.Zero),
        Vector.CopySign(Vector<T>.One, numbers),
        numbers));

    /// <inheritdoc/>
    public Lanes<T> Pow(double exponent)
    {
        var power = numbers;
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            power = power.WithElement(i, T.Pow(numbers[i], T.CreateChecked(exponent)));
        }

        return new(power);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Max(Lanes<T> y) => new(Vector.Max(numbers, y.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Min(Lanes<T> y) => new(Vector.Min(numbers, y.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Clamp(double least, double greatest) => new(Vector.Min(Vector.Max(numbers, Of(least)), Of(greatest)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Exceeds(Lanes<T> y) => new(Vector.GreaterThan(numbers, y.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T> Exceeds(double y) => new(Vector.GreaterThan(numbers, Of(y)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Where(Lanes<T> condition, Lanes<T> x, Lanes<T> y) => new(Vector.ConditionalSelect(condition.numbers, x.numbers, y.numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator +(Lanes<T> x, Lanes<T> y) => new(x.numbers + y.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator +(Lanes<T> x, double y) => new(x.numbers + Of(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator -(Lanes<T> x, Lanes<T> y) => new(x.numbers - y.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator -(Lanes<T> x, double y) => new(x.numbers - Of(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator *(Lanes<T> x, Lanes<T> y) => new(x.numbers * y.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator *(double x, Lanes<T> y) => new(Of(x) * y.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator /(Lanes<T> x, Lanes<T> y) => new(x.numbers / y.numbers);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator /(Lanes<T> x, double y) => new(x.numbers / Of(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> operator -(Lanes<T> x) => new(-x.numbers);

    // The conversion of generic math goes by way of many methods, and uses up what a formula may inline.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Of(double number) => new(
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)number)
        : typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(number)
        : T.CreateTruncating(number));
}
