using System.Numerics;
using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>
/// A number with its tangents by up to four operands: the reading of a formula that differentiates it. Partials come from the rows of the catalog.
/// </summary>
/// <remarks>
/// The default of a reading is its zero. Tangents that nobody looks at are not computed, when the formula is compiled into a loop; to look
/// first which of them are zero would cost more than to multiply by it. Tangents are bare registers and not <see cref="Lanes{T, TVector, TSimd}"/>,
/// which take several locals an operation: beyond 512 of them in a method the compiler inlines no more.
/// </remarks>
/// <typeparam name="T">The numbers.</typeparam>
/// <typeparam name="TVector">The registers.</typeparam>
/// <typeparam name="TSimd">What is done with registers.</typeparam>
/// <typeparam name="TChain">How the chain rule multiplies.</typeparam>
internal readonly struct DualOf<T, TVector, TSimd, TChain>(Lanes<T, TVector, TSimd> value, TVector first, TVector second, TVector third, TVector fourth)
    : IPointwise<DualOf<T, TVector, TSimd, TChain>>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TChain : struct, IRegisterProduct<T, TVector, TSimd>
{
    public readonly Lanes<T, TVector, TSimd> Value = value;
    public readonly TVector First = first;
    public readonly TVector Second = second;
    public readonly TVector Third = third;
    public readonly TVector Fourth = fourth;

    /// <summary>An operand: its own tangent is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> Operand(Lanes<T, TVector, TSimd> value, int number) =>
        new(value, Unit(number == 0), Unit(number == 1), Unit(number == 2), Unit(number == 3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> Constant(double number) => new(Lanes<T, TVector, TSimd>.Constant(number), default!, default!, default!, default!);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Exp() => Of<Exp>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> ExpM1() => OfCalled<ExpM1>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Log() => Of<Log>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> LogP1() => OfCalled<LogP1>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Softplus() => OfCalled<Softplus>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Tanh() => OfCalled<Tanh>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Erf() => OfCalled<Erf>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Erfc() => OfCalled<Erfc>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> NormalCdf() => OfCalled<NormalCdf>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Sqrt() => Of<Sqrt>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Abs() => Of<Abs>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Sign() => Of<Sign>(this);

    /// <summary>1/(1 + e⁻ˣ), whose partial e⁻ˣ/(1 + e⁻ˣ)² has the same e⁻|ˣ|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Sigmoid()
    {
        Called<Exp>(-Value.Abs(), out var tail);
        var one = Lanes<T, TVector, TSimd>.Constant(1);
        var sum = one + tail;
        return Chain(Lanes<T, TVector, TSimd>.Where(Lanes<T, TVector, TSimd>.Constant(0).Exceeds(Value), tail, one) / sum, tail / (sum * sum), this);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Pow(double exponent) =>
        Chain(Value.Pow(exponent), exponent == 0 ? Lanes<T, TVector, TSimd>.Constant(0) : exponent * Value.Pow(exponent - 1), this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Max(DualOf<T, TVector, TSimd, TChain> y) => Of<Max>(this, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Min(DualOf<T, TVector, TSimd, TChain> y) => Of<Min>(this, y);

    /// <summary>min(max(x, least), greatest); the partial is 1 inside and on the boundary, 0 outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Clamp(double least, double greatest)
    {
        var (zero, one) = (Lanes<T, TVector, TSimd>.Constant(0), Lanes<T, TVector, TSimd>.Constant(1));
        var partial = Lanes<T, TVector, TSimd>.Where(Value.Exceeds(greatest), zero, Lanes<T, TVector, TSimd>.Where(Lanes<T, TVector, TSimd>.Constant(least).Exceeds(Value), zero, one));
        return Chain(Value.Clamp(least, greatest), partial, this);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Exceeds(DualOf<T, TVector, TSimd, TChain> y) => Only(Value.Exceeds(y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> Exceeds(double y) => Only(Value.Exceeds(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<T, TVector, TSimd, TChain> EqualTo(DualOf<T, TVector, TSimd, TChain> y) => Only(Value.EqualTo(y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> FusedMultiplyAdd(DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y, DualOf<T, TVector, TSimd, TChain> z) => new(
        Lanes<T, TVector, TSimd>.FusedMultiplyAdd(x.Value, y.Value, z.Value),
        TSimd.Add(Pair(y.Value.Numbers, x.First, x.Value.Numbers, y.First), z.First),
        TSimd.Add(Pair(y.Value.Numbers, x.Second, x.Value.Numbers, y.Second), z.Second),
        TSimd.Add(Pair(y.Value.Numbers, x.Third, x.Value.Numbers, y.Third), z.Third),
        TSimd.Add(Pair(y.Value.Numbers, x.Fourth, x.Value.Numbers, y.Fourth), z.Fourth));

    /// <summary>The tangents of what was not chosen are not looked at, as its value is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> Where(DualOf<T, TVector, TSimd, TChain> condition, DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y) => new(
        Lanes<T, TVector, TSimd>.Where(condition.Value, x.Value, y.Value),
        TSimd.Select(condition.Value.Numbers, x.First, y.First),
        TSimd.Select(condition.Value.Numbers, x.Second, y.Second),
        TSimd.Select(condition.Value.Numbers, x.Third, y.Third),
        TSimd.Select(condition.Value.Numbers, x.Fourth, y.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator +(DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y) => new(
        x.Value + y.Value,
        TSimd.Add(x.First, y.First), TSimd.Add(x.Second, y.Second), TSimd.Add(x.Third, y.Third), TSimd.Add(x.Fourth, y.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator +(DualOf<T, TVector, TSimd, TChain> x, double y) => new(x.Value + y, x.First, x.Second, x.Third, x.Fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator -(DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y) => new(
        x.Value - y.Value,
        TSimd.Subtract(x.First, y.First), TSimd.Subtract(x.Second, y.Second), TSimd.Subtract(x.Third, y.Third), TSimd.Subtract(x.Fourth, y.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator -(DualOf<T, TVector, TSimd, TChain> x, double y) => new(x.Value - y, x.First, x.Second, x.Third, x.Fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator -(double x, DualOf<T, TVector, TSimd, TChain> y) => new(x - y.Value, Negative(y.First), Negative(y.Second), Negative(y.Third), Negative(y.Fourth));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator *(DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y) => Chain(x.Value * y.Value, y.Value, x, x.Value, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator *(double x, DualOf<T, TVector, TSimd, TChain> y) => Chain(x * y.Value, Lanes<T, TVector, TSimd>.Constant(x), y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator /(DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y)
    {
        var (quotient, partial) = (x.Value / y.Value, 1.0 / y.Value);
        return Chain(quotient, partial, x, -quotient * partial, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator /(DualOf<T, TVector, TSimd, TChain> x, double y) => Chain(x.Value / y, Lanes<T, TVector, TSimd>.Constant(1 / y), x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator /(double x, DualOf<T, TVector, TSimd, TChain> y)
    {
        var quotient = x / y.Value;
        return Chain(quotient, -quotient / y.Value, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<T, TVector, TSimd, TChain> operator -(DualOf<T, TVector, TSimd, TChain> x) => new(-x.Value, Negative(x.First), Negative(x.Second), Negative(x.Third), Negative(x.Fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Unit(bool own) => SimdNumber.All<T, TVector, TSimd>(own ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, TChain> Only(Lanes<T, TVector, TSimd> value) => new(value, default!, default!, default!, default!);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, TChain> Of<TRow>(DualOf<T, TVector, TSimd, TChain> x) where TRow : struct, IUnaryOperation
    {
        var value = TRow.PointwiseValue(x.Value);
        return Chain(value, TRow.PointwiseDerivative(x.Value, value), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, TChain> OfCalled<TRow>(DualOf<T, TVector, TSimd, TChain> x) where TRow : struct, IUnaryOperation
    {
        Called<TRow>(in x.Value, out var value);
        return Chain(value, TRow.PointwiseDerivative(x.Value, value), x);
    }

    /// <summary>A function of more steps than a logarithm: inlined as all the rest, a few of them would be more than the compiler inlines into one loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Called<TRow>(in Lanes<T, TVector, TSimd> x, out Lanes<T, TVector, TSimd> y) where TRow : struct, IUnaryOperation => y = TRow.PointwiseValue(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, TChain> Of<TRow>(DualOf<T, TVector, TSimd, TChain> x, DualOf<T, TVector, TSimd, TChain> y) where TRow : struct, IBinaryOperation
    {
        var value = TRow.PointwiseValue(x.Value, y.Value);
        return Chain(value, TRow.PointwiseDerivativeX(x.Value, y.Value, value), x, TRow.PointwiseDerivativeY(x.Value, y.Value, value), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, TChain> Chain(Lanes<T, TVector, TSimd> value, Lanes<T, TVector, TSimd> partial, DualOf<T, TVector, TSimd, TChain> x) => new(
        value,
        TChain.Product(partial.Numbers, x.First), TChain.Product(partial.Numbers, x.Second), TChain.Product(partial.Numbers, x.Third), TChain.Product(partial.Numbers, x.Fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, TChain> Chain(Lanes<T, TVector, TSimd> value, Lanes<T, TVector, TSimd> partialX, DualOf<T, TVector, TSimd, TChain> x, Lanes<T, TVector, TSimd> partialY, DualOf<T, TVector, TSimd, TChain> y) => new(
        value,
        Pair(partialX.Numbers, x.First, partialY.Numbers, y.First),
        Pair(partialX.Numbers, x.Second, partialY.Numbers, y.Second),
        Pair(partialX.Numbers, x.Third, partialY.Numbers, y.Third),
        Pair(partialX.Numbers, x.Fourth, partialY.Numbers, y.Fourth));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Pair(TVector partialX, TVector x, TVector partialY, TVector y) => TSimd.Add(TChain.Product(partialX, x), TChain.Product(partialY, y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Negative(TVector x) => TSimd.Xor(x, SimdNumber.All<T, TVector, TSimd>(-0.0));
}

/// <summary>How the chain rule multiplies a partial and a tangent.</summary>
internal interface IRegisterProduct<T, TVector, TSimd>
{
    static abstract TVector Product(TVector x, TVector y);
}

/// <summary>x y: the result is NaN wherever <see cref="MaskedRegisterProduct{T, TVector, TSimd}"/> makes a difference, unless it was not chosen.</summary>
internal readonly struct PlainRegisterProduct<T, TVector, TSimd> : IRegisterProduct<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Product(TVector x, TVector y) => TSimd.Multiply(x, y);
}

/// <summary>x y, and 0 where either is 0.</summary>
internal readonly struct MaskedRegisterProduct<T, TVector, TSimd> : IRegisterProduct<T, TVector, TSimd>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Product(TVector x, TVector y) =>
        ChainProduct.PointwiseValue<Lanes<T, TVector, TSimd>>(new(x), new(y), default).Numbers;
}
