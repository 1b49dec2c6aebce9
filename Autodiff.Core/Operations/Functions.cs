using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>
/// The functions that generic math lacks, over any number type: plain numbers evaluate, <see cref="Dual{T}"/> carries a
/// tangent, <see cref="Scalar{T}"/> records one entry.
/// </summary>
public static partial class Functions
{
    /// <summary>f(x) for the operation of a row, built in or a user's own.</summary>
    public static T Apply<TRow, T>(T x) where TRow : struct, IUnaryOperation where T : IFloatingPointIeee754<T> =>
        Lifting<T>.Instance is { } lifting ? lifting.Apply<TRow>(x) : TRow.Value(x);

    /// <summary>f(x, y) for the operation of a row, built in or a user's own.</summary>
    public static T Apply<TRow, T>(T x, T y) where TRow : struct, IBinaryOperation where T : IFloatingPointIeee754<T> =>
        Lifting<T>.Instance is { } lifting ? lifting.Apply<TRow>(x, y) : TRow.Value(x, y);

    /// <summary>f(x, y, z) for the operation of a row, built in or a user's own.</summary>
    public static T Apply<TRow, T>(T x, T y, T z) where TRow : struct, ITernaryOperation where T : IFloatingPointIeee754<T> =>
        Lifting<T>.Instance is { } lifting ? lifting.Apply<TRow>(x, y, z) : TRow.Value(x, y, z);

    /// <summary>f(x₁ … xₙ) for the operation of a row, built in or a user's own; one entry on the tape.</summary>
    public static T Apply<TRow, T>(ReadOnlySpan<T> x) where TRow : struct, INaryOperation where T : IFloatingPointIeee754<T> =>
        Lifting<T>.Instance is { } lifting ? lifting.Apply<TRow>(x) : TRow.Value(x);

    /// <summary>x².</summary>
    public static T Square<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Square, T>(x);

    /// <summary>eˣ - 1, accurate near 0, which .NET's ExpM1 is not.</summary>
    public static T ExpM1<T>(T x) where T : IFloatingPointIeee754<T> => Apply<ExpM1, T>(x);

    /// <summary>log(1 + x), accurate near 0, which .NET's LogP1 is not.</summary>
    public static T LogP1<T>(T x) where T : IFloatingPointIeee754<T> => Apply<LogP1, T>(x);

    /// <summary>log(eˣ + eʸ) without overflow.</summary>
    public static T LogAddExp<T>(T x, T y) where T : IFloatingPointIeee754<T> => Apply<LogAddExp, T>(x, y);

    /// <summary>x log y, and 0 where x = 0.</summary>
    public static T XLogY<T>(T x, T y) where T : IFloatingPointIeee754<T> => Apply<XLogY, T>(x, y);

    /// <summary>-1, 0 or 1: the sign as a number.</summary>
    public static T Sign<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Sign, T>(x);

    /// <summary>1 for x &gt; 0, else 0.</summary>
    public static T UnitStep<T>(T x) where T : IFloatingPointIeee754<T> => Apply<UnitStep, T>(x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static T Sigmoid<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Sigmoid, T>(x);

    /// <summary>-log(1 + e⁻ˣ).</summary>
    public static T LogSigmoid<T>(T x) where T : IFloatingPointIeee754<T> => Apply<LogSigmoid, T>(x);

    /// <summary>log(1 + eˣ).</summary>
    public static T Softplus<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Softplus, T>(x);

    /// <summary>max(x, 0).</summary>
    public static T Relu<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Relu, T>(x);

    /// <summary>x for x &gt; 0, else slope · x.</summary>
    public static T LeakyRelu<T>(T x, T slope) where T : IFloatingPointIeee754<T> => Apply<LeakyRelu, T>(x, slope);

    /// <summary>x for x &gt; 0, else scale · (eˣ - 1).</summary>
    public static T Elu<T>(T x, T scale) where T : IFloatingPointIeee754<T> => Apply<Elu, T>(x, scale);

    /// <summary>The self-normalising elu.</summary>
    public static T Selu<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Selu, T>(x);

    /// <summary>x Φ(x).</summary>
    public static T Gelu<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Gelu, T>(x);

    /// <summary>The tanh approximation of x Φ(x).</summary>
    public static T GeluTanh<T>(T x) where T : IFloatingPointIeee754<T> => Apply<GeluTanh, T>(x);

    /// <summary>x sigmoid x.</summary>
    public static T Silu<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Silu, T>(x);

    /// <summary>x tanh(softplus x).</summary>
    public static T Mish<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Mish, T>(x);

    /// <summary>x/(1 + |x|).</summary>
    public static T Softsign<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Softsign, T>(x);

    /// <summary>2/√π ∫₀ˣ e^(-t²) dt, to 1e-13 relative.</summary>
    public static T Erf<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Erf, T>(x);

    /// <summary>1 - erf x, to 1e-13 relative.</summary>
    public static T Erfc<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Erfc, T>(x);

    /// <summary>The inverse of erf on (-1, 1), to 1e-13 relative.</summary>
    public static T ErfInv<T>(T x) where T : IFloatingPointIeee754<T> => Apply<ErfInv, T>(x);

    /// <summary>log |Γ(x)|, to 1e-13 relative; beside its zeros at negative x, relative to the terms of the reflection.</summary>
    public static T LogGamma<T>(T x) where T : IFloatingPointIeee754<T> => Apply<LogGamma, T>(x);

    /// <summary>d log Γ(x)/dx, to 1e-13 relative; beside its zeros at negative x, relative to the terms of the reflection.</summary>
    public static T Digamma<T>(T x) where T : IFloatingPointIeee754<T> => Apply<Digamma, T>(x);

    /// <summary>The derivative of digamma of a whole order, at x.</summary>
    public static T Polygamma<T>(T order, T x) where T : IFloatingPointIeee754<T> => Apply<Polygamma, T>(order, x);

    /// <summary>log B(x, y) for positive arguments, to 1e-13 relative; where B = 1, relative to the terms.</summary>
    public static T LogBeta<T>(T x, T y) where T : IFloatingPointIeee754<T> => Apply<LogBeta, T>(x, y);

    /// <summary>Φ(x), to 1e-13 relative in the left tail too.</summary>
    public static T NormalCdf<T>(T x) where T : IFloatingPointIeee754<T> => Apply<NormalCdf, T>(x);

    /// <summary>Φ⁻¹(p) on (0, 1), to 1e-13 relative.</summary>
    public static T NormalQuantile<T>(T p) where T : IFloatingPointIeee754<T> => Apply<NormalQuantile, T>(p);
}
