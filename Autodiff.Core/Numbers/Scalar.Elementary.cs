using Autodiff.Operations;

namespace Autodiff;

// IExponentialFunctions, ILogarithmicFunctions, IPowerFunctions and IRootFunctions, each from its row.
public readonly partial struct Scalar<T>
{
    /// <inheritdoc/>
    public static Scalar<T> Exp(Scalar<T> x) => Chain<Exp>(x, T.Exp(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Exp2(Scalar<T> x) => Chain<Exp2>(x, T.Exp2(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Exp10(Scalar<T> x) => Chain<Exp10>(x, T.Exp10(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> ExpM1(Scalar<T> x) => Apply<ExpM1>(x);

    /// <inheritdoc/>
    public static Scalar<T> Exp2M1(Scalar<T> x) => ExpM1(x * T.CreateChecked(Constants.Ln2));

    /// <inheritdoc/>
    public static Scalar<T> Exp10M1(Scalar<T> x) => ExpM1(x * T.CreateChecked(Constants.Ln10));

    /// <inheritdoc/>
    public static Scalar<T> Log(Scalar<T> x) => Chain<Log>(x, T.Log(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Log2(Scalar<T> x) => Chain<Log2>(x, T.Log2(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Log10(Scalar<T> x) => Chain<Log10>(x, T.Log10(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> LogP1(Scalar<T> x) => Apply<LogP1>(x);

    /// <inheritdoc/>
    public static Scalar<T> Log2P1(Scalar<T> x) => LogP1(x) / T.CreateChecked(Constants.Ln2);

    /// <inheritdoc/>
    public static Scalar<T> Log10P1(Scalar<T> x) => LogP1(x) / T.CreateChecked(Constants.Ln10);

    /// <inheritdoc/>
    public static Scalar<T> Log(Scalar<T> x, Scalar<T> newBase) => Chain<LogBase>(x, newBase, T.Log(x.Value, newBase.Value));

    /// <inheritdoc/>
    public static Scalar<T> Pow(Scalar<T> x, Scalar<T> y) => Chain<Power>(x, y, T.Pow(x.Value, y.Value));

    /// <inheritdoc/>
    public static Scalar<T> Sqrt(Scalar<T> x) => Chain<Sqrt>(x, T.Sqrt(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> Cbrt(Scalar<T> x) => Chain<Cbrt>(x, T.Cbrt(x.Value));

    /// <inheritdoc/>
    public static Scalar<T> RootN(Scalar<T> x, int n) => Chain<RootN>(x, T.CreateChecked(n), T.RootN(x.Value, n));

    /// <inheritdoc/>
    public static Scalar<T> Hypot(Scalar<T> x, Scalar<T> y) => Chain<Hypot>(x, y, T.Hypot(x.Value, y.Value));
}
