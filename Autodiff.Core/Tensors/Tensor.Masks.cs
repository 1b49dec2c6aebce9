using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

// Masks are constants of ones and zeros, with the broadcasting of NumPy; a comparison with NaN gives 0, inequality 1.
public readonly partial struct Tensor<T>
{
    /// <summary>1 where x &gt; y, else 0; a constant.</summary>
    public static Tensor<T> operator >(Tensor<T> x, Tensor<T> y) => Compare<GreaterThan>(x, y);

    /// <summary>1 where x &gt; y, else 0; a constant.</summary>
    public static Tensor<T> operator >(Tensor<T> x, T y) => Compare<GreaterThan>(x, x.NumberBeside(y));

    /// <summary>1 where x &gt; y, else 0; a constant.</summary>
    public static Tensor<T> operator >(T x, Tensor<T> y) => Compare<GreaterThan>(y.NumberBeside(x), y);

    /// <summary>1 where x &lt; y, else 0; a constant.</summary>
    public static Tensor<T> operator <(Tensor<T> x, Tensor<T> y) => y > x;

    /// <summary>1 where x &lt; y, else 0; a constant.</summary>
    public static Tensor<T> operator <(Tensor<T> x, T y) => y > x;

    /// <summary>1 where x &lt; y, else 0; a constant.</summary>
    public static Tensor<T> operator <(T x, Tensor<T> y) => y > x;

    /// <summary>1 where x ≥ y, else 0; a constant.</summary>
    public static Tensor<T> operator >=(Tensor<T> x, Tensor<T> y) => Compare<GreaterThanOrEqual>(x, y);

    /// <summary>1 where x ≥ y, else 0; a constant.</summary>
    public static Tensor<T> operator >=(Tensor<T> x, T y) => Compare<GreaterThanOrEqual>(x, x.NumberBeside(y));

    /// <summary>1 where x ≥ y, else 0; a constant.</summary>
    public static Tensor<T> operator >=(T x, Tensor<T> y) => Compare<GreaterThanOrEqual>(y.NumberBeside(x), y);

    /// <summary>1 where x ≤ y, else 0; a constant.</summary>
    public static Tensor<T> operator <=(Tensor<T> x, Tensor<T> y) => y >= x;

    /// <summary>1 where x ≤ y, else 0; a constant.</summary>
    public static Tensor<T> operator <=(Tensor<T> x, T y) => y >= x;

    /// <summary>1 where x ≤ y, else 0; a constant.</summary>
    public static Tensor<T> operator <=(T x, Tensor<T> y) => y >= x;

    /// <summary>1 where x = y, else 0; a constant. Not the operator ==, which would have to answer with a single bool.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> EqualTo(Tensor<T> other) => Compare<Equality>(this, other);

    /// <summary>1 where x = y, else 0; a constant.</summary>
    public Tensor<T> EqualTo(T other) => Compare<Equality>(this, NumberBeside(other));

    /// <summary>1 where x ≠ y, else 0; a constant.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> NotEqualTo(Tensor<T> other) => Compare<Inequality>(this, other);

    /// <summary>1 where x ≠ y, else 0; a constant.</summary>
    public Tensor<T> NotEqualTo(T other) => Compare<Inequality>(this, NumberBeside(other));

    /// <summary>x where the mask is not 0, else y, with broadcasting.</summary>
    /// <remarks>What is not chosen gets an adjoint of exactly 0, so <c>Where(x &gt; 0, √x, 0)</c> has the derivative 0 at 0.</remarks>
    /// <param name="mask">Ones and zeros, as a rule of a comparison; it has no derivative.</param>
    /// <param name="x">The elements where the mask is not 0.</param>
    /// <param name="y">The elements where it is 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Where(Tensor<T> mask, Tensor<T> x, Tensor<T> y) => Apply(new Where<T>(), mask.Detach(), x, y);

    /// <inheritdoc cref="Where(Tensor{T}, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where(Tensor<T> mask, Tensor<T> x, T y) => Where(mask, x, x.NumberBeside(y));

    /// <inheritdoc cref="Where(Tensor{T}, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where(Tensor<T> mask, T x, Tensor<T> y) => Where(mask, y.NumberBeside(x), y);

    /// <summary>One number where the mask is not 0, else another; a constant.</summary>
    public static Tensor<T> Where(Tensor<T> mask, T x, T y) => Where(mask, mask.NumberBeside(x), mask.NumberBeside(y));

    /// <summary>1 where x is NaN, else 0; a constant.</summary>
    public Tensor<T> IsNaN() => NotEqualTo(this);

    /// <summary>1 where x is neither infinite nor NaN, else 0; a constant.</summary>
    public Tensor<T> IsFinite() => Lift<Abs>(Detach()) < T.PositiveInfinity;

    /// <summary>A number where the mask is not 0, else the elements of this tensor, with broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> MaskedFill(Tensor<T> mask, T value) => Where(mask, value, this);

    /// <summary>The elements of one tensor where the mask is not 0, else those of this, with broadcasting.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> MaskedFill(Tensor<T> mask, Tensor<T> value) => Where(mask, value, this);

    private static Tensor<T> Compare<TRelation>(Tensor<T> x, Tensor<T> y) where TRelation : struct, IElementRow =>
        Apply(new Elementwise<T, TRelation>(), x.Detach(), y.Detach());
}

public static partial class Tensor
{
    /// <inheritdoc cref="Tensor{T}.Where(Tensor{T}, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where<T>(Tensor<T> mask, Tensor<T> x, Tensor<T> y) where T : IFloatingPointIeee754<T> => Tensor<T>.Where(mask, x, y);

    /// <inheritdoc cref="Tensor{T}.Where(Tensor{T}, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where<T>(Tensor<T> mask, Tensor<T> x, T y) where T : IFloatingPointIeee754<T> => Tensor<T>.Where(mask, x, y);

    /// <inheritdoc cref="Tensor{T}.Where(Tensor{T}, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where<T>(Tensor<T> mask, T x, Tensor<T> y) where T : IFloatingPointIeee754<T> => Tensor<T>.Where(mask, x, y);

    /// <inheritdoc cref="Tensor{T}.Where(Tensor{T}, T, T)"/>
    public static Tensor<T> Where<T>(Tensor<T> mask, T x, T y) where T : IFloatingPointIeee754<T> => Tensor<T>.Where(mask, x, y);
}
