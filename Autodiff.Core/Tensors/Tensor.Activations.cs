using Autodiff.Operations;

namespace Autodiff;

// Activations of neural networks, each from its row.
public readonly partial struct Tensor<T>
{
    /// <summary>1/(1 + e⁻ˣ), accurate in both tails.</summary>
    public Tensor<T> Sigmoid() => Lift<Sigmoid>(this);

    /// <summary>-log(1 + e⁻ˣ).</summary>
    public Tensor<T> LogSigmoid() => Lift<LogSigmoid>(this);

    /// <summary>log(1 + eˣ).</summary>
    public Tensor<T> Softplus() => Lift<Softplus>(this);

    /// <summary>max(x, 0). The derivative at 0 is 0.</summary>
    public Tensor<T> Relu() => Lift<Relu>(this);

    /// <summary>x where x &gt; 0, else slope · x.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> LeakyRelu(Tensor<T> slope) => Lift<LeakyRelu>(this, slope);

    /// <summary>x where x &gt; 0, else slope · x.</summary>
    public Tensor<T> LeakyRelu(T slope) => Lift<LeakyRelu>(this, NumberBeside(slope));

    /// <summary>x where x &gt; 0, else scale · (eˣ - 1) (Clevert et al. 2015).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor<T> Elu(Tensor<T> scale) => Lift<Elu>(this, scale);

    /// <summary>x where x &gt; 0, else scale · (eˣ - 1) (Clevert et al. 2015).</summary>
    public Tensor<T> Elu(T scale) => Lift<Elu>(this, NumberBeside(scale));

    /// <summary>λx where x &gt; 0, else λα (eˣ - 1), self-normalising (Klambauer et al. 2017).</summary>
    public Tensor<T> Selu() => Lift<Selu>(this);

    /// <summary>x Φ(x) (Hendrycks and Gimpel 2016).</summary>
    public Tensor<T> Gelu() => Lift<Gelu>(this);

    /// <summary>The tanh approximation of x Φ(x).</summary>
    public Tensor<T> GeluTanh() => Lift<GeluTanh>(this);

    /// <summary>x sigmoid x, also called swish.</summary>
    public Tensor<T> Silu() => Lift<Silu>(this);

    /// <summary>x tanh(softplus x) (Misra 2019).</summary>
    public Tensor<T> Mish() => Lift<Mish>(this);

    /// <summary>x/(1 + |x|).</summary>
    public Tensor<T> Softsign() => Lift<Softsign>(this);
}
