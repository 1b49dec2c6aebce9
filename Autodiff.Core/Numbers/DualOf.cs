using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>
/// A number with its tangents by up to four operands: the reading of a formula that differentiates it. Partials come from the rows of the catalog.
/// </summary>
/// <remarks>
/// Which tangents there are is known when the formula is compiled into a loop, as every operand has its own to begin with; of those that are
/// not there, nothing is computed.
/// </remarks>
/// <typeparam name="TNumber">The reading that computes values and tangents.</typeparam>
/// <typeparam name="TChain">How the chain rule multiplies.</typeparam>
internal readonly struct DualOf<TNumber, TChain>(TNumber value, int has, TNumber first, TNumber second, TNumber third, TNumber fourth) : IPointwise<DualOf<TNumber, TChain>>
    where TNumber : struct, IPointwise<TNumber>
    where TChain : struct, IChainProduct
{
    public readonly TNumber Value = value;
    public readonly int Has = has; // bit k: a tangent by operand k
    public readonly TNumber First = first;
    public readonly TNumber Second = second;
    public readonly TNumber Third = third;
    public readonly TNumber Fourth = fourth;

    /// <summary>An operand: its own tangent is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> Operand(TNumber value, int number)
    {
        var one = TNumber.Constant(1);
        return new(value, 1 << number, one, one, one, one);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> Constant(double number) => new(TNumber.Constant(number), 0, default, default, default, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Exp() => OfCalled<Exp>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> ExpM1() => OfCalled<ExpM1>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Log() => OfCalled<Log>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> LogP1() => OfCalled<LogP1>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Tanh() => OfCalled<Tanh>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Erf() => OfCalled<Erf>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Erfc() => OfCalled<Erfc>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> NormalCdf() => OfCalled<NormalCdf>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Sqrt() => Of<Sqrt>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Abs() => Of<Abs>(this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Sign() => Of<Sign>(this);

    /// <summary>1/(1 + e⁻ˣ), whose partial e⁻ˣ/(1 + e⁻ˣ)² has the same e⁻|ˣ|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Sigmoid()
    {
        Called<Exp>(-Value.Abs(), out var tail);
        var one = TNumber.Constant(1);
        var sum = one + tail;
        return Chain(TNumber.Where(TNumber.Constant(0).Exceeds(Value), tail, one) / sum, tail / (sum * sum), this);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Pow(double exponent) =>
        Chain(Value.Pow(exponent), exponent == 0 ? TNumber.Constant(0) : exponent * Value.Pow(exponent - 1), this);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Max(DualOf<TNumber, TChain> y) => Of<Max>(this, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Min(DualOf<TNumber, TChain> y) => Of<Min>(this, y);

    /// <summary>min(max(x, least), greatest); the partial is 1 inside and on the boundary, 0 outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Clamp(double least, double greatest)
    {
        var (zero, one) = (TNumber.Constant(0), TNumber.Constant(1));
        var partial = TNumber.Where(Value.Exceeds(greatest), zero, TNumber.Where(TNumber.Constant(least).Exceeds(Value), zero, one));
        return Chain(Value.Clamp(least, greatest), partial, this);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Exceeds(DualOf<TNumber, TChain> y) => Only(Value.Exceeds(y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> Exceeds(double y) => Only(Value.Exceeds(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DualOf<TNumber, TChain> EqualTo(DualOf<TNumber, TChain> y) => Only(Value.EqualTo(y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> FusedMultiplyAdd(DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y, DualOf<TNumber, TChain> z) => new(
        TNumber.FusedMultiplyAdd(x.Value, y.Value, z.Value), x.Has | y.Has | z.Has,
        Sum(x.Has | y.Has, Pair(x.Has, y.Value, x.First, y.Has, x.Value, y.First, 0), z.Has, z.First, 0),
        Sum(x.Has | y.Has, Pair(x.Has, y.Value, x.Second, y.Has, x.Value, y.Second, 1), z.Has, z.Second, 1),
        Sum(x.Has | y.Has, Pair(x.Has, y.Value, x.Third, y.Has, x.Value, y.Third, 2), z.Has, z.Third, 2),
        Sum(x.Has | y.Has, Pair(x.Has, y.Value, x.Fourth, y.Has, x.Value, y.Fourth, 3), z.Has, z.Fourth, 3));

    /// <summary>The tangents of what was not chosen are not looked at, as its value is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> Where(DualOf<TNumber, TChain> condition, DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y) => new(
        TNumber.Where(condition.Value, x.Value, y.Value), x.Has | y.Has,
        Choice(condition.Value, x.Has, x.First, y.Has, y.First, 0),
        Choice(condition.Value, x.Has, x.Second, y.Has, y.Second, 1),
        Choice(condition.Value, x.Has, x.Third, y.Has, y.Third, 2),
        Choice(condition.Value, x.Has, x.Fourth, y.Has, y.Fourth, 3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator +(DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y) => new(
        x.Value + y.Value, x.Has | y.Has,
        Sum(x.Has, x.First, y.Has, y.First, 0), Sum(x.Has, x.Second, y.Has, y.Second, 1), Sum(x.Has, x.Third, y.Has, y.Third, 2), Sum(x.Has, x.Fourth, y.Has, y.Fourth, 3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator +(DualOf<TNumber, TChain> x, double y) => new(x.Value + y, x.Has, x.First, x.Second, x.Third, x.Fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator -(DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y) => new(
        x.Value - y.Value, x.Has | y.Has,
        Difference(x.Has, x.First, y.Has, y.First, 0), Difference(x.Has, x.Second, y.Has, y.Second, 1), Difference(x.Has, x.Third, y.Has, y.Third, 2), Difference(x.Has, x.Fourth, y.Has, y.Fourth, 3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator -(DualOf<TNumber, TChain> x, double y) => new(x.Value - y, x.Has, x.First, x.Second, x.Third, x.Fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator -(double x, DualOf<TNumber, TChain> y) => new(x - y.Value, y.Has, Negative(y.Has, y.First, 0), Negative(y.Has, y.Second, 1), Negative(y.Has, y.Third, 2), Negative(y.Has, y.Fourth, 3));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator *(DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y) => Chain(x.Value * y.Value, y.Value, x, x.Value, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator *(double x, DualOf<TNumber, TChain> y) => Chain(x * y.Value, TNumber.Constant(x), y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator /(DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y)
    {
        var (quotient, partial) = (x.Value / y.Value, 1.0 / y.Value);
        return Chain(quotient, partial, x, -quotient * partial, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator /(DualOf<TNumber, TChain> x, double y) => Chain(x.Value / y, TNumber.Constant(1 / y), x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator /(double x, DualOf<TNumber, TChain> y)
    {
        var quotient = x / y.Value;
        return Chain(quotient, -quotient / y.Value, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DualOf<TNumber, TChain> operator -(DualOf<TNumber, TChain> x) => new(-x.Value, x.Has, Negative(x.Has, x.First, 0), Negative(x.Has, x.Second, 1), Negative(x.Has, x.Third, 2), Negative(x.Has, x.Fourth, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<TNumber, TChain> Only(TNumber value) => new(value, 0, default, default, default, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<TNumber, TChain> Of<TRow>(DualOf<TNumber, TChain> x) where TRow : struct, IUnaryOperation
    {
        var value = TRow.PointwiseValue(x.Value);
        return Chain(value, TRow.PointwiseDerivative(x.Value, value), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<TNumber, TChain> OfCalled<TRow>(DualOf<TNumber, TChain> x) where TRow : struct, IUnaryOperation
    {
        Called<TRow>(in x.Value, out var value);
        return Chain(value, TRow.PointwiseDerivative(x.Value, value), x);
    }

    /// <summary>A function of many steps: inlined as all the rest, a few of them would be more than the compiler inlines into one loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Called<TRow>(in TNumber x, out TNumber y) where TRow : struct, IUnaryOperation => y = TRow.PointwiseValue(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<TNumber, TChain> Of<TRow>(DualOf<TNumber, TChain> x, DualOf<TNumber, TChain> y) where TRow : struct, IBinaryOperation
    {
        var value = TRow.PointwiseValue(x.Value, y.Value);
        return Chain(value, TRow.PointwiseDerivativeX(x.Value, y.Value, value), x, TRow.PointwiseDerivativeY(x.Value, y.Value, value), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<TNumber, TChain> Chain(TNumber value, TNumber partial, DualOf<TNumber, TChain> x) => new(
        value, x.Has,
        Term(x.Has, partial, x.First, 0), Term(x.Has, partial, x.Second, 1), Term(x.Has, partial, x.Third, 2), Term(x.Has, partial, x.Fourth, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<TNumber, TChain> Chain(TNumber value, TNumber partialX, DualOf<TNumber, TChain> x, TNumber partialY, DualOf<TNumber, TChain> y) => new(
        value, x.Has | y.Has,
        Pair(x.Has, partialX, x.First, y.Has, partialY, y.First, 0),
        Pair(x.Has, partialX, x.Second, y.Has, partialY, y.Second, 1),
        Pair(x.Has, partialX, x.Third, y.Has, partialY, y.Third, 2),
        Pair(x.Has, partialX, x.Fourth, y.Has, partialY, y.Fourth, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Term(int has, TNumber partial, TNumber tangent, int k) =>
        (has & (1 << k)) == 0 ? default : TChain.Product(partial, tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Pair(int hasX, TNumber partialX, TNumber x, int hasY, TNumber partialY, TNumber y, int k) =>
        (hasX & (1 << k)) == 0 ? Term(hasY, partialY, y, k)
        : (hasY & (1 << k)) == 0 ? TChain.Product(partialX, x)
        : TChain.Product(partialX, x) + TChain.Product(partialY, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Sum(int hasX, TNumber x, int hasY, TNumber y, int k) =>
        (hasX & (1 << k)) == 0 ? y : (hasY & (1 << k)) == 0 ? x : x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Difference(int hasX, TNumber x, int hasY, TNumber y, int k) =>
        (hasY & (1 << k)) == 0 ? x : (hasX & (1 << k)) == 0 ? -y : x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Negative(int has, TNumber x, int k) => (has & (1 << k)) == 0 ? default : -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TNumber Choice(TNumber condition, int hasX, TNumber x, int hasY, TNumber y, int k) =>
        ((hasX | hasY) & (1 << k)) == 0 ? default
        : TNumber.Where(condition, (hasX & (1 << k)) == 0 ? TNumber.Constant(0) : x, (hasY & (1 << k)) == 0 ? TNumber.Constant(0) : y);
}

/// <summary>How the chain rule multiplies a partial and a tangent.</summary>
internal interface IChainProduct
{
    static abstract TNumber Product<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>;
}

/// <summary>x y: what comes out is NaN wherever <see cref="MaskedProduct"/> would have made a difference, or that was not chosen.</summary>
internal readonly struct PlainProduct : IChainProduct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Product<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x * y;
}

/// <summary>x y, and 0 where either is 0.</summary>
internal readonly struct MaskedProduct : IChainProduct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Product<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => ChainProduct.PointwiseValue(x, y, default);
}
