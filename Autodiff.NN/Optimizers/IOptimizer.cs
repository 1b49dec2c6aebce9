using System.Numerics;

namespace Autodiff.NN;

/// <summary>Changes the parameters of a model by the gradients of a loss.</summary>
/// <remarks>The learning rate is not among the members, as optimizers in a group have one each.</remarks>
public interface IOptimizer<T> : IResumable<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>What is trained.</summary>
    IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>The updates made.</summary>
    long Steps { get; set; }

    /// <summary>One update of all parameters that are not frozen.</summary>
    /// <remarks>Gradients that are not numbers make weights that are none: <see cref="Tape{T}.FindNonFinite()"/> finds where they began.</remarks>
    /// <param name="gradients">The derivatives of the loss.</param>
    /// <exception cref="InvalidOperationException">
    /// None of the parameters is on the tape of these gradients, or all are frozen, or the gradients were given back.
    /// </exception>
    void Update(Gradients<T> gradients);
}
