using Autodiff.Operations;

namespace Autodiff;

// Special functions, each from its row.
public readonly partial struct Tensor<T>
{
    /// <summary>2/√π ∫₀ˣ e^(-t²) dt.</summary>
    public Tensor<T> Erf() => Lift<Erf>(this);

    /// <summary>1 - erf x, accurate in the right tail.</summary>
    public Tensor<T> Erfc() => Lift<Erfc>(this);

    /// <summary>The inverse of erf on (-1, 1).</summary>
    public Tensor<T> ErfInv() => Lift<ErfInv>(this);

    /// <summary>log |Γ(x)|.</summary>
    public Tensor<T> LogGamma() => Lift<LogGamma>(this);

    /// <summary>ψ(x) = d log Γ(x)/dx.</summary>
    public Tensor<T> Digamma() => Lift<Digamma>(this);

    /// <summary>The derivative of digamma of a whole order, at x; the order has no derivative.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Polygamma(Tensor<T> order) => Lift<Polygamma>(order, this);

    /// <summary>The derivative of digamma of a whole order, at x; the order has no derivative.</summary>
    public Tensor<T> Polygamma(T order) => Lift<Polygamma>(NumberBeside(order), this);

    /// <summary>log B(x, y) = log Γ(x) + log Γ(y) - log Γ(x + y), for positive arguments.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> LogBeta(Tensor<T> y) => Lift<LogBeta>(this, y);

    /// <summary>log B(x, y) = log Γ(x) + log Γ(y) - log Γ(x + y), for positive arguments.</summary>
    public Tensor<T> LogBeta(T y) => Lift<LogBeta>(this, NumberBeside(y));

    /// <summary>Φ(x), the distribution function of the standard normal.</summary>
    public Tensor<T> NormalCdf() => Lift<NormalCdf>(this);

    /// <summary>Φ⁻¹(x) on (0, 1), the quantile of the standard normal.</summary>
    public Tensor<T> NormalQuantile() => Lift<NormalQuantile>(this);
}
