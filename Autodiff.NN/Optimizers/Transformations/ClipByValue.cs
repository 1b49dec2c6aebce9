using System.Numerics;

namespace Autodiff.NN;

/// <summary>g ← min(max(g, -limit), limit), element by element.</summary>
/// <param name="Limit">The greatest magnitude.</param>
public sealed record ClipByValue(double Limit) : IGradientTransformation
{
    /// <summary>The limit.</summary>
    public double Limit { get; } = Limit > 0 ? Limit : throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "The limit is positive.");

    bool IGradientTransformation.ReadsWeights => false;

    /// <inheritdoc/>
    public void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T>
    {
        var limit = T.CreateChecked(Limit);
        foreach (ref var gradient in gradients)
        {
            gradient = gradient.Clamp(-limit, limit);
        }
    }
}
