using System.Numerics;

namespace Autodiff.NN;

/// <summary>1/(1 + e⁻ˣ), element by element: the logistic function.</summary>
public sealed class Sigmoid<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Sigmoid();
}

/// <summary>-log(1 + e⁻ˣ), element by element: the logarithm of the sigmoid.</summary>
public sealed class LogSigmoid<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.LogSigmoid();
}

/// <summary>tanh x, element by element.</summary>
public sealed class Tanh<T> : Layer<T>, IActivation, IImageLayer where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.GlorotUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Tanh();
}

/// <summary>1.7159 tanh(2x/3), element by element, which is ±1 at ±1 and keeps the variance of inputs near 1 (LeCun et al. 1998, Efficient BackProp).</summary>
public sealed class LeCunTanh<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(T.CreateChecked(1.7159) * (x * T.CreateChecked(2.0 / 3)).Tanh());
    }
}

/// <summary>x/(1 + |x|), element by element.</summary>
public sealed class Softsign<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Softsign();
}

/// <summary>x/6 + ½ kept between 0 and 1, element by element. The derivative at the bounds, x = ±3, is 1/6; PyTorch has 0 there.</summary>
/// <remarks>As PyTorch and Keras 3; in Keras 1 and 2 the slope is 0.2.</remarks>
public sealed class HardSigmoid<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.HardSigmoid();
}

/// <summary>x kept between -1 and 1, element by element. The derivative at the bounds is 1; PyTorch has 0 there.</summary>
public sealed class HardTanh<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Clamp(-T.One, T.One);
}

/// <summary>1 where x &gt; 0, else 0, element by element: the threshold of a linear threshold unit. At 0 it is 0.</summary>
/// <param name="isStraightThrough">
/// False, for the derivative 0 that the function has; true to let the adjoint through as if the layer were the identity (Bengio et al. 2013,
/// the straight-through estimator), so that what stands before the layer can be trained. From ±∞, which nothing moves, no adjoint comes back.
/// </param>
public sealed class UnitStep<T>(bool isStraightThrough = false) : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (!isStraightThrough)
        {
            return x.UnitStep();
        }

        using var attempt = Attempt<T>.On(x);

        // The difference is exactly 0 and has the derivative 1; of infinities it would be NaN.
        var finite = Tensor.Where(x.Detach().Abs() < T.PositiveInfinity, x, T.Zero);
        return attempt.Done(x.UnitStep() + (finite - finite.Detach()));
    }
}

internal static class HardActivations
{
    public static Tensor<T> HardSigmoid<T>(this Tensor<T> x) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done((x / T.CreateChecked(6) + T.CreateChecked(0.5)).Clamp(T.Zero, T.One));
    }
}
