using System.Numerics;

namespace Autodiff.NN;

/// <summary>Any function as a layer without parameters: <c>new Lambda&lt;float&gt;(x => x.Square())</c>.</summary>
/// <param name="function">The output, in operations on tensors.</param>
/// <param name="name">What it is called in texts.</param>
public sealed class Lambda<T>(Func<Tensor<T>, Tensor<T>> function, string name = "Lambda") : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Func<Tensor<T>, Tensor<T>> function = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(function(x));
    }

    /// <inheritdoc/>
    public override string ToString() => name;
}
