using System.Numerics;

namespace Autodiff.NN;

/// <summary>f(x W + b): every output is connected to every input. W has the shape [inputs, outputs].</summary>
public sealed class Dense<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly ILayer<T>? activation;

    /// <summary>A fully connected layer.</summary>
    /// <param name="inputs">The length of the last axis of the input.</param>
    /// <param name="outputs">The length of the last axis of the output.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="activation">f; none when left out.</param>
    /// <param name="weights">How the weights start; by default as the activation asks for, <see cref="Initializer.For"/>.</param>
    /// <param name="biases">How the biases start; zeros when left out.</param>
    /// <param name="hasBias">False to leave b out.</param>
    /// <param name="weightRegularizer">A penalty on W, such as one of <see cref="Regularizers"/>; <see cref="Layers.Penalty"/> adds up those of a model.</param>
    /// <param name="biasRegularizer">A penalty on b.</param>
    /// <param name="weightConstraint">Where W may be, such as one of <see cref="Constraints"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Dense(
        int inputs, int outputs, Random random, ILayer<T>? activation = null, Initializer? weights = null, Initializer? biases = null, bool hasBias = true,
        Func<Tensor<T>, Tensor<T>>? weightRegularizer = null, Func<Tensor<T>, Tensor<T>>? biasRegularizer = null, Func<Tensor<T>, Tensor<T>>? weightConstraint = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentNullException.ThrowIfNull(random);
        var fans = new Fans(inputs, outputs);
        Weight = AddParameter("weight", (weights ?? Initializer.For(activation)).Make<T>([inputs, outputs], fans, random));
        (Weight.Regularizer, Weight.Constraint) = (weightRegularizer, weightConstraint);
        Bias = hasBias ? AddParameter("bias", (biases ?? Initializer.Zeros).Make<T>([outputs], fans, random)) : null;
        Bias?.Regularizer = biasRegularizer;
        this.activation = activation is null ? null : AddLayer("activation", activation);
    }

    /// <summary>W, of shape [inputs, outputs].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>b, of shape [outputs]; null when the layer has none.</summary>
    public Parameter<T>? Bias { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank == 0 || x.Shape[^1] != Weight.Shape[0])
        {
            throw Misfit(x, $"[..., {Weight.Shape[0]}]");
        }

        using var attempt = Attempt<T>.On(x);
        var z = x.MatMul(Weight);
        z = Bias is null ? z : z + Bias;
        return attempt.Done(activation is null ? z : activation.Forward(z, context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Dense({Weight.Shape[0]}, {Weight.Shape[1]})";
}
