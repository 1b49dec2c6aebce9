using Autodiff.Operations;

namespace Autodiff;

// Trigonometric and hyperbolic functions, each from its row. Angles are in radians.
public readonly partial struct Tensor<T>
{
    /// <summary>sin x.</summary>
    public Tensor<T> Sin() => Lift<Sin>(this);

    /// <summary>cos x.</summary>
    public Tensor<T> Cos() => Lift<Cos>(this);

    /// <summary>tan x.</summary>
    public Tensor<T> Tan() => Lift<Tan>(this);

    /// <summary>arcsin x. The derivative at ±1 is +∞.</summary>
    public Tensor<T> Asin() => Lift<Asin>(this);

    /// <summary>arccos x. The derivative at ±1 is -∞.</summary>
    public Tensor<T> Acos() => Lift<Acos>(this);

    /// <summary>arctan x.</summary>
    public Tensor<T> Atan() => Lift<Atan>(this);

    /// <summary>The angle of the point with this ordinate and an abscissa; at the origin both partials are 0.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Atan2(Tensor<T> abscissa) => Lift<Atan2>(this, abscissa);

    /// <summary>The angle of the point with this ordinate and an abscissa; at the origin both partials are 0.</summary>
    public Tensor<T> Atan2(T abscissa) => Lift<Atan2>(this, NumberBeside(abscissa));

    /// <summary>sin(πx), exact at whole and half x.</summary>
    public Tensor<T> SinPi() => Lift<SinPi>(this);

    /// <summary>cos(πx), exact at whole and half x.</summary>
    public Tensor<T> CosPi() => Lift<CosPi>(this);

    /// <summary>tan(πx).</summary>
    public Tensor<T> TanPi() => Lift<TanPi>(this);

    /// <summary>sinh x.</summary>
    public Tensor<T> Sinh() => Lift<Sinh>(this);

    /// <summary>cosh x.</summary>
    public Tensor<T> Cosh() => Lift<Cosh>(this);

    /// <summary>tanh x.</summary>
    public Tensor<T> Tanh() => Lift<Tanh>(this);

    /// <summary>arsinh x.</summary>
    public Tensor<T> Asinh() => Lift<Asinh>(this);

    /// <summary>arcosh x. The derivative at 1 is +∞.</summary>
    public Tensor<T> Acosh() => Lift<Acosh>(this);

    /// <summary>artanh x.</summary>
    public Tensor<T> Atanh() => Lift<Atanh>(this);
}
