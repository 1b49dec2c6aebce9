using Autodiff.Operations;

namespace Autodiff;

// ITrigonometricFunctions and IHyperbolicFunctions, each from its row.
public readonly partial struct Scalar<T>
{
    /// <inheritdoc/>
    public static Scalar<T> Sin(Scalar<T> x) => Chain<Sin>(x, T.Sin(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Cos(Scalar<T> x) => Chain<Cos>(x, T.Cos(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Tan(Scalar<T> x) => Chain<Tan>(x, T.Tan(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Asin(Scalar<T> x) => Chain<Asin>(x, T.Asin(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Acos(Scalar<T> x) => Chain<Acos>(x, T.Acos(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Atan(Scalar<T> x) => Chain<Atan>(x, T.Atan(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Atan2(Scalar<T> y, Scalar<T> x) => Chain<Atan2>(y, x, T.Atan2(y.Value, x.Value));

    /// <inheritdoc/>
    public static (Scalar<T> Sin, Scalar<T> Cos) SinCos(Scalar<T> x)
    {
        var (sin, cos) = T.SinCos(x.Value);
        return (Chain<Sin>(x, sin), Chain<Cos>(x, cos));
    }

    /// <inheritdoc/>
    public static Scalar<T> SinPi(Scalar<T> x) => Chain<SinPi>(x, T.SinPi(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> CosPi(Scalar<T> x) => Chain<CosPi>(x, T.CosPi(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> TanPi(Scalar<T> x) => Chain<TanPi>(x, T.TanPi(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> AsinPi(Scalar<T> x) => Asin(x) / T.Pi;

    /// <inheritdoc/>
    public static Scalar<T> AcosPi(Scalar<T> x) => Acos(x) / T.Pi;

    /// <inheritdoc/>
    public static Scalar<T> AtanPi(Scalar<T> x) => Atan(x) / T.Pi;

    /// <inheritdoc/>
    public static Scalar<T> Atan2Pi(Scalar<T> y, Scalar<T> x) => Atan2(y, x) / T.Pi;

    /// <inheritdoc/>
    public static (Scalar<T> SinPi, Scalar<T> CosPi) SinCosPi(Scalar<T> x) => (SinPi(x), CosPi(x));

    /// <inheritdoc/>
    public static Scalar<T> Sinh(Scalar<T> x) => Chain<Sinh>(x, T.Sinh(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Cosh(Scalar<T> x) => Chain<Cosh>(x, T.Cosh(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Tanh(Scalar<T> x) => Chain<Tanh>(x, T.Tanh(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Asinh(Scalar<T> x) => Chain<Asinh>(x, T.Asinh(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Acosh(Scalar<T> x) => Chain<Acosh>(x, T.Acosh(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Atanh(Scalar<T> x) => Chain<Atanh>(x, T.Atanh(x.Value));
}
