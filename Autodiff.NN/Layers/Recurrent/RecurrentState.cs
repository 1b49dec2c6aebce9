using System.Numerics;

namespace Autodiff.NN;

/// <summary>What a recurrent cell hands from one time to the next.</summary>
/// <remarks>
/// A state that is handed on by <see cref="Detach"/>, or over a reset of the tape by <see cref="ToPlain"/>, cuts the derivative there, while the
/// numbers go on: truncated backpropagation through time (Williams and Peng 1990).
/// </remarks>
/// <param name="Hidden">h, which is also the output: of shape [batch, units].</param>
/// <param name="Memory">c of the long short-term memory, of shape [batch, units]; null for cells without.</param>
public readonly record struct RecurrentState<T>(Tensor<T> Hidden, Tensor<T>? Memory = null) where T : IFloatingPointIeee754<T>
{
    /// <summary>The same numbers as constants of their tape, whose reset they do not outlive: take <see cref="ToPlain"/> where the tape is reset in between.</summary>
    public RecurrentState<T> Detach() => new(Hidden.Detach(), Memory?.Detach());

    /// <summary>The same numbers outside of any tape, which outlive its reset.</summary>
    public RecurrentState<T> ToPlain() => new(Hidden.ToPlain(), Memory?.ToPlain());

    /// <summary>This state where the mask is not 0, else the earlier one.</summary>
    internal RecurrentState<T> Where(Tensor<T> mask, RecurrentState<T> earlier) => new(
        Tensor.Where(mask, Hidden, earlier.Hidden),
        Memory is { } memory && earlier.Memory is { } before ? Tensor.Where(mask, memory, before) : null);
}
