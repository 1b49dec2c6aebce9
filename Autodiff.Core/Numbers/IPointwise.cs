namespace Autodiff;

/// <summary>
/// What a formula over single elements is written with, so that it can be read in two ways: with <see cref="Lanes{T}"/> it runs over arrays
/// in place, as many elements at once as a register holds; with <see cref="Tensor{T}"/> it is recorded and can be differentiated. Both round
/// alike, so both give the same bits. Optimizers, which run it over arrays, set what they keep to 0 below the least normal number.
/// </summary>
public interface IPointwise<TSelf> where TSelf : struct, IPointwise<TSelf>
{
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

    /// <summary>x y.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>x y.</summary>
    static abstract TSelf operator *(double x, TSelf y);

    /// <summary>x / y.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>x / y.</summary>
    static abstract TSelf operator /(TSelf x, double y);

    /// <summary>-x.</summary>
    static abstract TSelf operator -(TSelf x);
}
