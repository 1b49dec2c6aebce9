using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>As many numbers as a register holds: the reading of a pointwise formula that runs over arrays.</summary>
internal readonly struct Lanes<T, TVector, TSimd>(TVector numbers) : ILanes<Lanes<T, TVector, TSimd>>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    /// <summary>The numbers.</summary>
    public TVector Numbers => numbers;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> Constant(double number) => new(Of(number));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Exp() => new(SimdExp<T, TVector, TSimd>.Exp(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> ExpOfDifference() => new(SimdExp<T, TVector, TSimd>.ExpOfDifference(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> ExpM1() => new(SimdExp<T, TVector, TSimd>.ExpM1(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Log() => new(SimdLog<T, TVector, TSimd>.Log(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> LogP1() => new(SimdLog<T, TVector, TSimd>.LogP1(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Tanh() => new(SimdExp<T, TVector, TSimd>.Tanh(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Sigmoid() => new(SimdExp<T, TVector, TSimd>.Sigmoid(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Softplus() => new(SimdSoftplus<T, TVector, TSimd>.Softplus(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Erf() => new(SimdErf<T, TVector, TSimd>.Erf(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Erfc() => new(SimdErf<T, TVector, TSimd>.Erfc(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> NormalCdf() => new(SimdErf<T, TVector, TSimd>.NormalCdf(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Sqrt() => new(TSimd.Sqrt(numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Abs() => new(TSimd.AndNot(numbers, Of(-0.0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Sign()
    {
        var one = TSimd.Or(Of(1), TSimd.And(numbers, Of(-0.0)));
        return new(TSimd.Select(TSimd.Greater(Abs().Numbers, Of(0)), one, numbers));
    }

    /// <inheritdoc/>
    public Lanes<T, TVector, TSimd> Pow(double exponent)
    {
        var power = numbers;
        ref T first = ref Unsafe.As<TVector, T>(ref power);
        for (int i = 0; i < TSimd.Count; i++)
        {
            ref T number = ref Unsafe.Add(ref first, i);
            number = T.Pow(number, SimdNumber.Of<T>(exponent));
        }

        return new(power);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Max(Lanes<T, TVector, TSimd> y) => new(TSimd.Max(numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Min(Lanes<T, TVector, TSimd> y) => new(TSimd.Min(numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Clamp(double least, double greatest) => new(TSimd.Clamp(numbers, Of(least), Of(greatest)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Exceeds(Lanes<T, TVector, TSimd> y) => new(TSimd.Greater(numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> Exceeds(double y) => new(TSimd.Greater(numbers, Of(y)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes<T, TVector, TSimd> EqualTo(Lanes<T, TVector, TSimd> y) => new(TSimd.Equal(numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> FusedMultiplyAdd(Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y, Lanes<T, TVector, TSimd> z) =>
        new(TSimd.FusedMultiplyAdd(x.Numbers, y.Numbers, z.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> Where(Lanes<T, TVector, TSimd> condition, Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y) =>
        new(TSimd.Select(condition.Numbers, x.Numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator +(Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y) => new(TSimd.Add(x.Numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator +(Lanes<T, TVector, TSimd> x, double y) => new(TSimd.Add(x.Numbers, Of(y)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator -(Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y) => new(TSimd.Subtract(x.Numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator -(Lanes<T, TVector, TSimd> x, double y) => new(TSimd.Subtract(x.Numbers, Of(y)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator -(double x, Lanes<T, TVector, TSimd> y) => new(TSimd.Subtract(Of(x), y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator *(Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y) => new(TSimd.Multiply(x.Numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator *(double x, Lanes<T, TVector, TSimd> y) => new(TSimd.Multiply(Of(x), y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator /(Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y) => new(TSimd.Divide(x.Numbers, y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator /(Lanes<T, TVector, TSimd> x, double y) => new(TSimd.Divide(x.Numbers, Of(y)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator /(double x, Lanes<T, TVector, TSimd> y) => new(TSimd.Divide(Of(x), y.Numbers));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TSimd> operator -(Lanes<T, TVector, TSimd> x) => new(TSimd.Xor(x.Numbers, Of(-0.0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Of(double number) => SimdNumber.All<T, TVector, TSimd>(number);
}
