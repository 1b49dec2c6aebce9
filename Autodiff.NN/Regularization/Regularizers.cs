using System.Numerics;

namespace Autodiff.NN;

/// <summary>Penalties on large weights, for <see cref="Parameter{T}.Regularizer"/>; <see cref="Layers.Penalty"/> is what they come to, to be added to the loss.</summary>
/// <remarks>
/// The square is the whole one, as in Keras: λ Σ w², whose derivative is 2 λ w. TensorFlow's l2_loss is ½ Σ w², and the weight decay of PyTorch adds λ w
/// to the derivative: for the same effect give half of that λ here. Biases are left out as a rule.
/// </remarks>
public static class Regularizers
{
    /// <summary>λ Σ |w|, which makes weights exactly 0 (Tibshirani 1996). The derivative at 0 is 0.</summary>
    /// <param name="lambda">λ.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or NaN.</exception>
    public static Func<Tensor<T>, Tensor<T>> L1<T>(double lambda) where T : IFloatingPointIeee754<T>
    {
        var factor = Factor<T>(lambda, nameof(lambda));
        return w => factor * w.AbsoluteSum();
    }

    /// <summary>λ Σ w² (Hoerl and Kennard 1970).</summary>
    /// <param name="lambda">λ.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is negative or NaN.</exception>
    public static Func<Tensor<T>, Tensor<T>> L2<T>(double lambda) where T : IFloatingPointIeee754<T>
    {
        var factor = Factor<T>(lambda, nameof(lambda));
        return w => factor * w.Square().Sum();
    }

    /// <summary>λ₁ Σ |w| + λ₂ Σ w², the elastic net (Zou and Hastie 2005).</summary>
    /// <param name="l1">λ₁.</param>
    /// <param name="l2">λ₂.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is negative or NaN.</exception>
    public static Func<Tensor<T>, Tensor<T>> L1L2<T>(double l1, double l2) where T : IFloatingPointIeee754<T>
    {
        var (first, second) = (Factor<T>(l1, nameof(l1)), Factor<T>(l2, nameof(l2)));
        return w => (first * w.AbsoluteSum()) + (second * w.Square().Sum());
    }

    private static T Factor<T>(double lambda, string name) where T : IFloatingPointIeee754<T> => lambda >= 0
        ? T.CreateChecked(lambda)
        : throw new ArgumentOutOfRangeException(name, lambda, "A penalty is not negative. Give a factor of 0 or more.");
}
