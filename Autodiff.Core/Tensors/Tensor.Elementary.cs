using Autodiff.Operations;

namespace Autodiff;

// Powers, roots, exponentials and logarithms, each from its row.
public readonly partial struct Tensor<T>
{
    /// <summary>x².</summary>
    public Tensor<T> Square() => Lift<Square>(this);

    /// <summary>√x. The derivative at 0 is +∞; a zero adjoint is skipped, not multiplied by it.</summary>
    public Tensor<T> Sqrt() => Lift<Sqrt>(this);

    /// <summary>The real cube root. The derivative at 0 is +∞.</summary>
    public Tensor<T> Cbrt() => Lift<Cbrt>(this);

    /// <summary>1/x.</summary>
    public Tensor<T> Reciprocal() => Lift<Reciprocal>(this);

    /// <summary>xʸ. Where y = 0 the partial by x is 0, at x = 0 too; where x = 0 the partial by y is 0.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Pow(Tensor<T> y) => Lift<Power>(this, y);

    /// <summary>xʸ. Where y = 0 the partial by x is 0, at x = 0 too; where x = 0 the partial by y is 0.</summary>
    public Tensor<T> Pow(T y) => Lift<Power>(this, NumberBeside(y));

    /// <summary>x^(1/n), the n-th root for whole n, real for x &lt; 0 if n is odd; n has no derivative.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> RootN(Tensor<T> n) => Lift<RootN>(this, n);

    /// <summary>x^(1/n), the n-th root for whole n, real for x &lt; 0 if n is odd; n has no derivative.</summary>
    public Tensor<T> RootN(T n) => Lift<RootN>(this, NumberBeside(n));

    /// <summary>√(x² + y²), without overflow; at the origin both partials are 0.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Hypot(Tensor<T> y) => Lift<Hypot>(this, y);

    /// <summary>√(x² + y²), without overflow; at the origin both partials are 0.</summary>
    public Tensor<T> Hypot(T y) => Lift<Hypot>(this, NumberBeside(y));

    /// <summary>x - y truncate(x/y), with the sign of x.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Remainder(Tensor<T> y) => Lift<Remainder>(this, y);

    /// <summary>x - y truncate(x/y), with the sign of x.</summary>
    public Tensor<T> Remainder(T y) => Lift<Remainder>(this, NumberBeside(y));

    /// <summary>x - y round(x/y), the remainder of IEEE 754.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> IeeeRemainder(Tensor<T> y) => Lift<IeeeRemainder>(this, y);

    /// <summary>x - y round(x/y), the remainder of IEEE 754.</summary>
    public Tensor<T> IeeeRemainder(T y) => Lift<IeeeRemainder>(this, NumberBeside(y));

    /// <summary>eˣ.</summary>
    public Tensor<T> Exp() => Lift<Exp>(this);

    /// <summary>2ˣ.</summary>
    public Tensor<T> Exp2() => Lift<Exp2>(this);

    /// <summary>10ˣ.</summary>
    public Tensor<T> Exp10() => Lift<Exp10>(this);

    /// <summary>eˣ - 1, accurate near 0.</summary>
    public Tensor<T> ExpM1() => Lift<ExpM1>(this);

    /// <summary>log x, the natural logarithm.</summary>
    public Tensor<T> Log() => Lift<Log>(this);

    /// <summary>log₂ x.</summary>
    public Tensor<T> Log2() => Lift<Log2>(this);

    /// <summary>log₁₀ x.</summary>
    public Tensor<T> Log10() => Lift<Log10>(this);

    /// <summary>log(1 + x), accurate near 0.</summary>
    public Tensor<T> LogP1() => Lift<LogP1>(this);

    /// <summary>log x / log b, the logarithm to the base b.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Log(Tensor<T> b) => Lift<LogBase>(this, b);

    /// <summary>log x / log b, the logarithm to the base b.</summary>
    public Tensor<T> Log(T b) => Lift<LogBase>(this, NumberBeside(b));

    /// <summary>log(eˣ + eʸ), without overflow.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> LogAddExp(Tensor<T> y) => Lift<LogAddExp>(this, y);

    /// <summary>log(eˣ + eʸ), without overflow.</summary>
    public Tensor<T> LogAddExp(T y) => Lift<LogAddExp>(this, NumberBeside(y));

    /// <summary>x log y, and 0 where x = 0.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> XLogY(Tensor<T> y) => Lift<XLogY>(this, y);

    /// <summary>x log y, and 0 where x = 0.</summary>
    public Tensor<T> XLogY(T y) => Lift<XLogY>(this, NumberBeside(y));

    /// <summary>x y + z, rounded once.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> MultiplyAdd(Tensor<T> y, Tensor<T> z) => Lift<MultiplyAdd>(this, y, z);

    /// <summary>x y + z, rounded once.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> MultiplyAdd(Tensor<T> y, T z) => Lift<MultiplyAdd>(this, y, NumberBeside(z));

    /// <summary>x y + z, rounded once.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> MultiplyAdd(T y, Tensor<T> z) => Lift<MultiplyAdd>(this, NumberBeside(y), z);

    /// <summary>x y + z, rounded once.</summary>
    public Tensor<T> MultiplyAdd(T y, T z) => Lift<MultiplyAdd>(this, NumberBeside(y), NumberBeside(z));
}
