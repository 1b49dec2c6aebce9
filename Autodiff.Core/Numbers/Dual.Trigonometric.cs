using Autodiff.Operations;

namespace Autodiff;

// ITrigonometricFunctions and IHyperbolicFunctions, each from its row.
public readonly partial struct Dual<T>
{
    /// <inheritdoc/>
    public static Dual<T> Sin(Dual<T> x) => Chain<Sin>(x, T.Sin(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Cos(Dual<T> x) => Chain<Cos>(x, T.Cos(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Tan(Dual<T> x) => Chain<Tan>(x, T.Tan(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Asin(Dual<T> x) => Chain<Asin>(x, T.Asin(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Acos(Dual<T> x) => Chain<Acos>(x, T.Acos(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Atan(Dual<T> x) => Chain<Atan>(x, T.Atan(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Atan2(Dual<T> y, Dual<T> x) => Chain<Atan2>(y, x, T.Atan2(y.Value, x.Value));

    /// <inheritdoc/>
    public static (Dual<T> Sin, Dual<T> Cos) SinCos(Dual<T> x)
    {
        var (sin, cos) = T.SinCos(x.Value);
        return (Chain<Sin>(x, sin), Chain<Cos>(x, cos));
    }

    /// <inheritdoc/>
    public static Dual<T> SinPi(Dual<T> x) => Chain<SinPi>(x, T.SinPi(x.Value));

    /// <inheritdoc/>
    public static Dual<T> CosPi(Dual<T> x) => Chain<CosPi>(x, T.CosPi(x.Value));

    /// <inheritdoc/>
    public static Dual<T> TanPi(Dual<T> x) => Chain<TanPi>(x, T.TanPi(x.Value));

    /// <inheritdoc/>
    public static Dual<T> AsinPi(Dual<T> x) => Asin(x) / T.Pi;

    /// <inheritdoc/>
    public static Dual<T> AcosPi(Dual<T> x) => Acos(x) / T.Pi;

    /// <inheritdoc/>
    public static Dual<T> AtanPi(Dual<T> x) => Atan(x) / T.Pi;

    /// <inheritdoc/>
    public static Dual<T> Atan2Pi(Dual<T> y, Dual<T> x) => Atan2(y, x) / T.Pi;

    /// <inheritdoc/>
    public static (Dual<T> SinPi, Dual<T> CosPi) SinCosPi(Dual<T> x) => (SinPi(x), CosPi(x));

    /// <inheritdoc/>
    public static Dual<T> Sinh(Dual<T> x) => Chain<Sinh>(x, T.Sinh(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Cosh(Dual<T> x) => Chain<Cosh>(x, T.Cosh(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Tanh(Dual<T> x) => Chain<Tanh>(x, T.Tanh(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Asinh(Dual<T> x) => Chain<Asinh>(x, T.Asinh(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Acosh(Dual<T> x) => Chain<Acosh>(x, T.Acosh(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Atanh(Dual<T> x) => Chain<Atanh>(x, T.Atanh(x.Value));
}
