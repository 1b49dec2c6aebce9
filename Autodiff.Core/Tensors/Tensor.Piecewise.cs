using Autodiff.Operations;

namespace Autodiff;

// Piecewise functions, each from its row, which states the derivative at kinks.
public readonly partial struct Tensor<T>
{
    /// <summary>|x|. The derivative at 0 is 0.</summary>
    public Tensor<T> Abs() => Lift<Abs>(this);

    /// <summary>-1, 0 or 1. The derivative is 0.</summary>
    public Tensor<T> Sign() => Lift<Sign>(this);

    /// <summary>max(x, y), element by element; in a tie each has the partial ½. The greatest along an axis is Max.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Maximum(Tensor<T> y) => Lift<Max>(this, y);

    /// <summary>max(x, y), element by element; in a tie each has the partial ½. The greatest along an axis is Max.</summary>
    public Tensor<T> Maximum(T y) => Lift<Max>(this, NumberBeside(y));

    /// <summary>min(x, y), element by element; in a tie each has the partial ½. The least along an axis is Min.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Minimum(Tensor<T> y) => Lift<Min>(this, y);

    /// <summary>min(x, y), element by element; in a tie each has the partial ½. The least along an axis is Min.</summary>
    public Tensor<T> Minimum(T y) => Lift<Min>(this, NumberBeside(y));

    /// <summary>min(max(x, least), greatest): x kept between two bounds; bounds that cross give the upper one. The partial by x is 1 inside and on the boundary, 0 outside.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Clamp(Tensor<T> least, Tensor<T> greatest) => Lift<Clamp>(this, least, greatest);

    /// <summary>min(max(x, least), greatest): x kept between two bounds; bounds that cross give the upper one. The partial by x is 1 inside and on the boundary, 0 outside.</summary>
    public Tensor<T> Clamp(T least, T greatest) => Lift<Clamp>(this, NumberBeside(least), NumberBeside(greatest));

    /// <summary>x kept between two bounds. The partial by x is 1 inside and on the boundary, 0 outside.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Clamp(Tensor<T> least, T greatest) => Lift<Clamp>(this, least, NumberBeside(greatest));

    /// <summary>x kept between two bounds. The partial by x is 1 inside and on the boundary, 0 outside.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Clamp(T least, Tensor<T> greatest) => Lift<Clamp>(this, NumberBeside(least), greatest);

    /// <summary>x (1 - t) + y t, the linear interpolation.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Lerp(Tensor<T> y, Tensor<T> t) => Lift<Lerp>(this, y, t);

    /// <summary>x (1 - t) + y t, the linear interpolation.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Lerp(Tensor<T> y, T t) => Lift<Lerp>(this, y, NumberBeside(t));

    /// <summary>|x| with the sign of y.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> CopySign(Tensor<T> y) => Lift<CopySign>(this, y);

    /// <summary>|x| with the sign of y.</summary>
    public Tensor<T> CopySign(T y) => Lift<CopySign>(this, NumberBeside(y));

    /// <summary>The greatest whole number not above x. The derivative is 0.</summary>
    public Tensor<T> Floor() => Lift<Floor>(this);

    /// <summary>The smallest whole number not below x. The derivative is 0.</summary>
    public Tensor<T> Ceiling() => Lift<Ceiling>(this);

    /// <summary>The nearest whole number, ties to even. The derivative is 0.</summary>
    public Tensor<T> Round() => Lift<Round>(this);

    /// <summary>The whole part of x. The derivative is 0.</summary>
    public Tensor<T> Truncate() => Lift<Truncate>(this);

    /// <summary>1 where x &gt; 0, else 0. The derivative is 0.</summary>
    public Tensor<T> UnitStep() => Lift<UnitStep>(this);
}
