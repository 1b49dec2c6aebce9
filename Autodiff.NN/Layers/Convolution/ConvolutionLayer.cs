using System.Numerics;

namespace Autodiff.NN;

/// <summary>What convolutions have in common: f(x * W + b) with a bias for each output channel.</summary>
public abstract class ConvolutionLayer<T> : Layer<T>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly ILayer<T>? activation;
    private readonly Shape biasShape;

    private protected ConvolutionLayer(
        Channels channels,
        ReadOnlySpan<int> kernel,
        bool isTransposed,
        Random random,
        ILayer<T>? activation,
        Initializer? weights,
        Initializer? biases,
        bool hasBias)
    {
        ArgumentNullException.ThrowIfNull(random);
        int taps = 1;
        foreach (int length in kernel)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(kernel));
            taps *= length;
        }

        var fans = new Fans(channels.InputsOfGroup * taps, channels.OutputsOfGroup * taps);
        Shape weightShape = isTransposed ? [channels.Inputs, channels.OutputsOfGroup, .. kernel] : [channels.Outputs, channels.InputsOfGroup, .. kernel];
        Weight = AddParameter("weight", (weights ?? Initializer.For(activation)).Make<T>(weightShape, fans, random));
        Bias = hasBias ? AddParameter("bias", (biases ?? Initializer.Zeros).Make<T>([channels.Outputs], fans, random)) : null;
        biasShape = kernel.Length == 1 ? [channels.Outputs, 1] : [channels.Outputs, 1, 1];
        this.activation = activation is null ? null : AddLayer("activation", activation);
        Channels = channels;
    }

    /// <summary>W, of shape [outputs, inputs / groups, kernel…], or of a transposed convolution [inputs, outputs / groups, kernel…].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>b, of shape [outputs]; null when the layer has none.</summary>
    public Parameter<T>? Bias { get; }

    /// <inheritdoc/>
    public sealed override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (!Takes(x))
        {
            throw Misfit(x, Asked);
        }

        using var attempt = Attempt<T>.On(x);
        bool isRectified = Bias is not null && activation is Relu<T>;
        var z = Bias is null ? Convolve(x) : Convolve(x, Bias, isRectified);
        return attempt.Done(activation is null || isRectified ? z : activation.Forward(z, context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}({Channels.Inputs}, {Channels.Outputs})";

    bool IImageLayer.TakesImagesAlone => activation is null or IImageLayer { TakesImagesAlone: true };

    internal Channels Channels { get; }

    /// <summary>True when the shape of the input fits.</summary>
    internal abstract bool Takes(Tensor<T> x);

    /// <summary>The shape that is asked for.</summary>
    internal abstract string Asked { get; }

    /// <summary>x * W.</summary>
    private protected abstract Tensor<T> Convolve(Tensor<T> x);

    /// <summary>x * W + b, or max(x * W + b, 0).</summary>
    private protected virtual Tensor<T> Convolve(Tensor<T> x, Parameter<T> bias, bool isRectified)
    {
        var z = Convolve(x);
        z += bias.Beside(z).Reshape(biasShape);
        return isRectified ? z.Relu() : z;
    }
}
