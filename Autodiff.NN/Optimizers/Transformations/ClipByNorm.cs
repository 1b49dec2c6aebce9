using System.Numerics;

namespace Autodiff.NN;

/// <summary>g ← g · min(1, limit / ‖g‖), for each parameter by itself. It changes the direction of the whole; <see cref="ClipByGlobalNorm"/> does not.</summary>
/// <param name="Limit">The greatest Euclidean norm of the gradient of a parameter.</param>
public sealed record ClipByNorm(double Limit) : IGradientTransformation
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
            gradient *= limit / gradient.Norm().Maximum(limit);
        }
    }
}
