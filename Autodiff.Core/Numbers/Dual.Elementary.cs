using Autodiff.Operations;

namespace Autodiff;

// IExponentialFunctions, ILogarithmicFunctions, IPowerFunctions and IRootFunctions, each from its row.
public readonly partial struct Dual<T>
{
    /// <inheritdoc/>
    public static Dual<T> Exp(Dual<T> x) => Chain<Exp>(x, T.Exp(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Exp2(Dual<T> x) => Chain<Exp2>(x, T.Exp2(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Exp10(Dual<T> x) => Chain<Exp10>(x, T.Exp10(x.Value));

    /// <inheritdoc/>
    public static Dual<T> ExpM1(Dual<T> x) => Apply<ExpM1>(x);

    /// <inheritdoc/>
    public static Dual<T> Exp2M1(Dual<T> x) => ExpM1(x * T.CreateChecked(Constants.Ln2));

    /// <inheritdoc/>
    public static Dual<T> Exp10M1(Dual<T> x) => ExpM1(x * T.CreateChecked(Constants.Ln10));

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> x) => Chain<Log>(x, T.Log(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Log2(Dual<T> x) => Chain<Log2>(x, T.Log2(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Log10(Dual<T> x) => Chain<Log10>(x, T.Log10(x.Value));

    /// <inheritdoc/>
    public static Dual<T> LogP1(Dual<T> x) => Apply<LogP1>(x);

    /// <inheritdoc/>
    public static Dual<T> Log2P1(Dual<T> x) => LogP1(x) / T.CreateChecked(Constants.Ln2);

    /// <inheritdoc/>
    public static Dual<T> Log10P1(Dual<T> x) => LogP1(x) / T.CreateChecked(Constants.Ln10);

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> x, Dual<T> newBase) => Chain<LogBase>(x, newBase, T.Log(x.Value, newBase.Value));

    /// <inheritdoc/>
    public static Dual<T> Pow(Dual<T> x, Dual<T> y) => Chain<Power>(x, y, T.Pow(x.Value, y.Value));

    /// <inheritdoc/>
    public static Dual<T> Sqrt(Dual<T> x) => Chain<Sqrt>(x, T.Sqrt(x.Value));

    /// <inheritdoc/>
    public static Dual<T> Cbrt(Dual<T> x) => Chain<Cbrt>(x, T.Cbrt(x.Value));

    /// <inheritdoc/>
    public static Dual<T> RootN(Dual<T> x, int n) => Chain<RootN>(x, T.CreateChecked(n), T.RootN(x.Value, n));

    /// <inheritdoc/>
    public static Dual<T> Hypot(Dual<T> x, Dual<T> y) => Chain<Hypot>(x, y, T.Hypot(x.Value, y.Value));
}
