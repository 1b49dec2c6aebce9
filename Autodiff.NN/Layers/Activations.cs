using System.Numerics;

namespace Autodiff.NN;

/// <summary>max(x, 0), element by element.</summary>
public sealed class Relu<T> : Layer<T>, IActivation where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.HeUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Relu();
}

/// <summary>tanh x, element by element.</summary>
public sealed class Tanh<T> : Layer<T>, IActivation where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public Initializer SuitedWeights => Initializer.GlorotUniform;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => x.Tanh();
}
