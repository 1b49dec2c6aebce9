using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// f(x W + b) with W = g V / ‖V‖, column by column: the length g of the weights of an output is trained apart from their direction V (Salimans
/// and Kingma 2016, Weight normalization). V has the shape [inputs, outputs].
/// </summary>
/// <remarks>
/// g starts as ‖V‖, so that W starts as V, as in PyTorch; the paper sets g and b from a first batch instead. A column of V must not be all
/// zeros, which have no direction.
/// </remarks>
public sealed class WeightNormDense<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly ILayer<T>? activation;

    /// <summary>A fully connected layer of normalized weights.</summary>
    /// <param name="inputs">The length of the last axis of the input.</param>
    /// <param name="outputs">The length of the last axis of the output.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="activation">f; none when left out.</param>
    /// <param name="weights">How W starts; by default as the activation asks for, <see cref="Initializer.For"/>.</param>
    /// <param name="biases">How b starts; zeros when left out.</param>
    /// <param name="hasBias">False to leave b out.</param>
    /// <exception cref="ArgumentException">The weights of an output start as zeros.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public WeightNormDense(
        int inputs, int outputs, Random random, ILayer<T>? activation = null, Initializer? weights = null, Initializer? biases = null, bool hasBias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        ArgumentNullException.ThrowIfNull(random);
        var fans = new Fans(inputs, outputs);
        var start = (weights ?? Initializer.For(activation)).Make<T>([inputs, outputs], fans, random);
        var lengths = start.Norm(axis: 0);
        if (lengths.Span.Contains(T.Zero))
        {
            throw new ArgumentException("The weights of an output start as zeros, which have no direction. Give weights that are not all 0; g may be set to 0 afterwards.", nameof(weights));
        }

        V = AddParameter("v", start);
        G = AddParameter("g", lengths);
        Bias = hasBias ? AddParameter("bias", (biases ?? Initializer.Zeros).Make<T>([outputs], fans, random)) : null;
        this.activation = activation is null ? null : AddLayer("activation", activation);
    }

    /// <summary>V, of shape [inputs, outputs]: the direction of the weights of each output.</summary>
    public Parameter<T> V { get; }

    /// <summary>g, of shape [outputs]: the length of the weights of each output.</summary>
    public Parameter<T> G { get; }

    /// <summary>b, of shape [outputs]; null when the layer has none.</summary>
    public Parameter<T>? Bias { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank == 0 || x.Shape[^1] != V.Shape[0])
        {
            throw Misfit(x, $"[..., {V.Shape[0]}]");
        }

        using var attempt = Attempt<T>.On(x);
        var v = V.Beside(x);
        var weight = v * (G / v.Norm(axis: 0));
        var z = x.MatMul(weight);
        z = Bias is null ? z : z + Bias;
        return attempt.Done(activation is null ? z : activation.Forward(z, context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"WeightNormDense({V.Shape[0]}, {V.Shape[1]})";
}
