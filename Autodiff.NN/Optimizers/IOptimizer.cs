using System.Numerics;

namespace Autodiff.NN;

/// <summary>Changes the parameters of a model by the gradients of a loss.</summary>
public interface IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>What is trained.</summary>
    IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>The arrays that are kept from one update to the next, with their paths.</summary>
    IReadOnlyList<Parameter<T>> State { get; }

    /// <summary>The updates made. To go on where another optimizer stopped, set it with the state.</summary>
    long Steps { get; set; }

    /// <summary>One update of all parameters that are not frozen.</summary>
    /// <param name="gradients">The derivatives of the loss.</param>
    /// <exception cref="InvalidOperationException">None of the parameters is on the tape of these gradients.</exception>
    void Update(Gradients<T> gradients);
}
