using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>Updates by the gradient at w + ρ g / ‖g‖, the place near w where the loss is greatest: it looks for flat minima.</summary>
/// <remarks>
/// Foret, Kleiner, Mobahi and Neyshabur 2021, sharpness-aware minimization, algorithm 1. Each update takes two gradients, so it is given the way to
/// compute them.
/// </remarks>
public sealed class Sam<T> where T : IFloatingPointIeee754<T>
{
    private readonly IOptimizer<T> optimizer;
    private readonly double radius;
    private readonly T[][] starts;

    /// <summary>Sharpness-aware updates by an optimizer.</summary>
    /// <param name="optimizer">What makes the updates.</param>
    /// <param name="radius">ρ.</param>
    /// <exception cref="ArgumentOutOfRangeException">ρ is not positive.</exception>
    public Sam(IOptimizer<T> optimizer, double radius = 0.05)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        this.radius = radius > 0 ? radius : throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius is positive.");
        this.optimizer = optimizer;
        starts = [.. optimizer.Parameters.Select(parameter => new T[parameter.Count])];
    }

    /// <summary>One update.</summary>
    /// <param name="gradient">Computes the gradients of the loss at the present weights, on the same examples each time: it resets the tape first.</param>
    public void Update(Func<Gradients<T>> gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Climb(gradient());
        Gradients<T> gradients;
        try
        {
            gradients = gradient();
        }
        finally
        {
            Descend();
        }

        optimizer.Update(gradients);
    }

    private void Climb(Gradients<T> gradients)
    {
        var norm = T.Zero;
        for (int i = 0; i < starts.Length; i++) // an enumerator would be allocated
        {
            var parameter = optimizer.Parameters[i];
            norm = parameter.IsFrozen ? norm : T.Hypot(norm, gradients[parameter].Norm().Value);
        }

        var scale = norm > T.Zero ? T.CreateChecked(radius) / norm : T.Zero;
        for (int i = 0; i < starts.Length; i++)
        {
            var parameter = optimizer.Parameters[i];
            if (!parameter.IsFrozen)
            {
                var gradient = gradients[parameter].Contiguous().Span;
                lock (parameter.Array.Gate)
                {
                    var (weights, climbed) = parameter.Array.Change();
                    weights.CopyTo(starts[i], 0);
                    TensorPrimitives.MultiplyAdd(gradient, scale, weights, climbed);
                }
            }
        }
    }

    private void Descend()
    {
        for (int i = 0; i < starts.Length; i++)
        {
            var parameter = optimizer.Parameters[i];
            if (!parameter.IsFrozen)
            {
                lock (parameter.Array.Gate)
                {
                    starts[i].CopyTo(parameter.Array.Change().To, 0);
                }
            }
        }
    }
}
