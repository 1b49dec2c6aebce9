using System.Numerics;

namespace Autodiff.NN;

/// <summary>g ← g · min(1, limit / ‖g‖), where ‖g‖ is the norm of the gradients of all parameters as one vector.</summary>
/// <remarks>Pascanu, Mikolov and Bengio 2013, algorithm 1. The remedy against exploding gradients, above all of recurrent networks.</remarks>
/// <param name="Limit">The greatest Euclidean norm.</param>
public sealed record ClipByGlobalNorm(double Limit) : IGradientTransformation
{
    /// <summary>The limit.</summary>
    public double Limit { get; } = Limit > 0 ? Limit : throw new ArgumentOutOfRangeException(nameof(Limit), Limit, "The limit is positive.");

    bool IGradientTransformation.ReadsWeights => false;

    /// <inheritdoc/>
    public void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T>
    {
        if (gradients.IsEmpty)
        {
            return;
        }

        var limit = T.CreateChecked(Limit);
        var factor = limit / Norm<T>(gradients).Maximum(limit);
        foreach (ref var gradient in gradients)
        {
            gradient *= factor;
        }
    }

    /// <summary>The norm of tensors as one vector.</summary>
    /// <param name="gradients">At least one tensor.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Tensor<T> Norm<T>(ReadOnlySpan<Tensor<T>> gradients) where T : IFloatingPointIeee754<T>
    {
        if (gradients.IsEmpty)
        {
            throw new ArgumentException("The norm of no tensor at all is not in any memory. Give at least one.", nameof(gradients));
        }

        // The norm of norms: squares of large gradients would overflow where their norm does not.
        var norm = gradients[0].Norm();
        foreach (var gradient in gradients[1..])
        {
            norm = norm.Hypot(gradient.Norm());
        }

        return norm;
    }
}
