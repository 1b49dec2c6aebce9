namespace Autodiff;

/// <summary>
/// What a formula over single elements is written with, so that it can be read in two ways: with numbers side by side in a register it runs
/// over arrays; with <see cref="Tensor{T}"/> it is recorded and can be differentiated. Both round alike, so both give the same bits.
/// </summary>
public interface IPointwise<TSelf> where TSelf : struct, IPointwise<TSelf>
{
    /// <summary>The number everywhere.</summary>
    static abstract TSelf Constant(double number);

    /// <summary>eˣ.</summary>
    TSelf Exp();

    /// <summary>eˣ - 1, accurate near 0.</summary>
    TSelf ExpM1();

    /// <summary>The natural logarithm: -∞ at 0, NaN below.</summary>
    TSelf Log();

    /// <summary>log(1 + x), accurate near 0.</summary>
    TSelf LogP1();

    /// <summary>tanh x.</summary>
    TSelf Tanh();

    /// <summary>1/(1 + e⁻ˣ), accurate in both tails.</summary>
    TSelf Sigmoid();

    /// <summary>log(1 + eˣ), accurate in the left tail.</summary>
    TSelf Softplus();

    /// <summary>The error function, 2/√π ∫₀ˣ e^(-t²) dt.</summary>
    TSelf Erf();

    /// <summary>1 - erf x, accurate in the right tail.</summary>
    TSelf Erfc();

    /// <summary>Φ(x), the distribution function of the standard normal, accurate in the left tail.</summary>
    TSelf NormalCdf();

    /// <summary>√x.</summary>
    TSelf Sqrt();

    /// <summary>|x|.</summary>
    TSelf Abs();

    /// <summary>-1 for x &lt; 0, 1 for x &gt; 0, else x.</summary>
    TSelf Sign();

    /// <summary>x to a power.</summary>
    TSelf Pow(double exponent);

    /// <summary>The greater of x and y.</summary>
    TSelf Max(TSelf y);

    /// <summary>The lesser of x and y.</summary>
    TSelf Min(TSelf y);

    /// <summary>min(max(x, least), greatest).</summary>
    TSelf Clamp(double least, double greatest);

    /// <summary>What holds where x &gt; y, for <see cref="Where"/> alone: its numbers are not the same in all readings.</summary>
    TSelf Exceeds(TSelf y);

    /// <summary>What holds where x &gt; y, for <see cref="Where"/> alone.</summary>
    TSelf Exceeds(double y);

    /// <summary>What holds where x = y, for <see cref="Where"/> alone.</summary>
    TSelf EqualTo(TSelf y);

    /// <summary>x y + z, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>x where the condition holds, else y.</summary>
    static abstract TSelf Where(TSelf condition, TSelf x, TSelf y);

    /// <summary>x + y.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>x + y.</summary>
    static abstract TSelf operator +(TSelf x, double y);

    /// <summary>x - y.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>x - y.</summary>
    static abstract TSelf operator -(TSelf x, double y);

    /// <summary>x - y.</summary>
    static abstract TSelf operator -(double x, TSelf y);

    /// <summary>x y.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>x y.</summary>
    static abstract TSelf operator *(double x, TSelf y);

    /// <summary>x / y.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>x / y.</summary>
    static abstract TSelf operator /(TSelf x, double y);

    /// <summary>x / y.</summary>
    static abstract TSelf operator /(double x, TSelf y);

    /// <summary>-x.</summary>
    static abstract TSelf operator -(TSelf x);
}
