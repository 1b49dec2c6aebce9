using System.Numerics;

namespace Autodiff.NN;

/// <summary>max(x, 0), element by element. The derivative at 0 is 0.</summary>
public sealed class Relu<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Relu();
}

/// <summary>min(max(x, 0), 6), element by element (Krizhevsky 2010). The derivative at 0 is 0, and at 6, a tie of the minimum, ½.</summary>
public sealed class Relu6<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x.Relu().Minimum(T.CreateChecked(6)));
    }
}

/// <summary>x where x &gt; 0, else slope · x, element by element (Maas et al. 2013). The derivative at 0 is the slope.</summary>
/// <param name="slope">Of the negative side. PyTorch's is 0.01 too, Keras 3 takes 0.3.</param>
/// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
public sealed class LeakyRelu<T>(double slope = 0.01) : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly T slope = T.CreateChecked(Finite(slope));

    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.LeakyHeUniform(double.CreateChecked(this.slope));

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.LeakyRelu(slope);

    private static double Finite(double slope)
    {
        Hyperparameter.Require(double.IsFinite(slope), slope, nameof(slope), "finite");
        return slope;
    }
}

/// <summary>x where x &gt; 0, else α (eˣ - 1), element by element (Clevert et al. 2015). Only for α = 1 is the derivative continuous.</summary>
/// <param name="alpha">α, which the output of large negative inputs tends to, negated.</param>
/// <exception cref="ArgumentOutOfRangeException">α is not finite.</exception>
public sealed class Elu<T>(double alpha = 1) : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly T alpha = T.CreateChecked(Finite(alpha));

    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Elu(alpha);

    private static double Finite(double alpha)
    {
        Hyperparameter.Require(double.IsFinite(alpha), alpha, nameof(alpha), "finite");
        return alpha;
    }
}

/// <summary>α elu(x/α): x where x &gt; 0, else α (exp(x/α) - 1), element by element, whose derivative is continuous for every α (Barron 2017).</summary>
/// <param name="alpha">α, positive.</param>
/// <exception cref="ArgumentOutOfRangeException">α is not positive and finite.</exception>
public sealed class Celu<T>(double alpha = 1) : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly T alpha = T.CreateChecked(Positive(alpha));

    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(alpha * (x / alpha).Elu(T.One));
    }

    private static double Positive(double alpha)
    {
        Hyperparameter.RequirePositive(alpha);
        return alpha;
    }
}

/// <summary>
/// λ x where x &gt; 0, else λ α (eˣ - 1), element by element, with λ = 1.0507… and α = 1.6733…, so that mean 0 and variance 1 stay as they are through
/// layers of weights of variance 1/inputs (Klambauer et al. 2017).
/// </summary>
public sealed class Selu<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.LeCunNormal;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Selu();
}

/// <summary>x Φ(x), element by element, where Φ is the distribution function of the standard normal distribution (Hendrycks and Gimpel 2016).</summary>
public sealed class Gelu<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Gelu();
}

/// <summary>x (1 + tanh(√(2/π) (x + 0.044715 x³)))/2, element by element: the approximation of <see cref="Gelu{T}"/> in the same paper, as GPT-2 has it.</summary>
public sealed class GeluTanh<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.GeluTanh();
}

/// <summary>x sigmoid x, element by element, also called swish (Hendrycks and Gimpel 2016; Ramachandran et al. 2017).</summary>
public sealed class Silu<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Silu();
}

/// <summary>
/// x (x/6 + ½ kept between 0 and 1), element by element (Howard et al. 2019). The derivative at the bounds is that from inside: -½ at -3 and 3/2 at 3.
/// </summary>
public sealed class HardSwish<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(x * x.HardSigmoid());
    }
}

/// <summary>x tanh(softplus x), element by element (Misra 2019).</summary>
public sealed class Mish<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Mish();
}

/// <summary>log(1 + eˣ), element by element: a smooth <see cref="Relu{T}"/> (Dugas et al. 2001).</summary>
public sealed class Softplus<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Softplus();
}
