using System.Buffers;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>A layer that goes through time: [batch, time, features] to [batch, time, outputs], or to [batch, outputs] after the last time.</summary>
/// <remarks>
/// A mask of the shape [batch, time] says with 1 which inputs are real, and with 0 which only fill up. Where the mask is 0, the state stays
/// as it was and the output is 0, as in the packed sequences of PyTorch; Keras repeats the output before. The last output is that of the
/// last real input.
/// <see cref="SequenceMask"/> makes masks. One that is put on the tape by <see cref="Tape{T}.Constant(Tensor{T})"/> leaves no garbage.
/// </remarks>
public abstract class SequenceLayer<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The length of the last axis of the input.</summary>
    public abstract int Features { get; }

    /// <summary>The length of the last axis of the output.</summary>
    public abstract int Outputs { get; }

    /// <summary>True when the output has all times, false when only the last.</summary>
    public abstract bool GivesAll { get; }

    /// <summary>The cells, each of which has a state, in the order in which states are given.</summary>
    public abstract IReadOnlyList<RecurrentCell<T>> Cells { get; }

    /// <inheritdoc/>
    public sealed override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => Forward(x, mask: null, context);

    /// <summary>The output of sequences of different lengths.</summary>
    /// <param name="x">[batch, time, features].</param>
    /// <param name="mask">[batch, time]: 1 where the input is real, 0 where it fills up; null when all is real.</param>
    /// <param name="context">Training or inference.</param>
    /// <exception cref="ArgumentException">The layer does not take an input or a mask of this shape.</exception>
    public Tensor<T> Forward(Tensor<T> x, Tensor<T>? mask, ForwardContext context)
    {
        RequireFit(x, mask);
        using var attempt = Attempt<T>.On(x);
        var rented = ArrayPool<RecurrentState<T>>.Shared.Rent(Cells.Count);
        var states = rented.AsSpan(0, Cells.Count);
        Start(x, states);
        var y = Run(x, mask?.Beside(x), states, context);
        ArrayPool<RecurrentState<T>>.Shared.Return(rented, clearArray: true);
        return attempt.Done(y);
    }

    /// <summary>The output from given states on.</summary>
    /// <param name="x">[batch, time, features].</param>
    /// <param name="states">The state of each cell before the first time, in whose place that after the last is put.</param>
    /// <param name="context">Training or inference.</param>
    /// <param name="mask">[batch, time]: 1 where the input is real, 0 where it fills up; null when all is real.</param>
    /// <exception cref="ArgumentException">The layer does not take an input, a mask or states of these shapes.</exception>
    public Tensor<T> ForwardState(Tensor<T> x, Span<RecurrentState<T>> states, ForwardContext context, Tensor<T>? mask = null)
    {
        RequireFit(x, mask);
        RequireFit(x, states);
        using var attempt = Attempt<T>.On(x);
        return attempt.Done(Run(x, mask?.Beside(x), states, context));
    }

    /// <summary>The states before the first time: zeros, unless the layer keeps some.</summary>
    /// <param name="x">The input.</param>
    /// <param name="states">Where to put the state of each cell.</param>
    public virtual void Start(Tensor<T> x, Span<RecurrentState<T>> states)
    {
        for (int i = 0; i < Cells.Count; i++)
        {
            states[i] = Cells[i].Start(x);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}({Features}, {Outputs})";

    /// <summary>The formula; what is given fits.</summary>
    /// <param name="x">[batch, time, features], of at least one time.</param>
    /// <param name="mask">[batch, time], or null.</param>
    /// <param name="states">One for each cell: those before, to be replaced by those after.</param>
    /// <param name="context">Training or inference.</param>
    protected internal abstract Tensor<T> Run(Tensor<T> x, Tensor<T>? mask, Span<RecurrentState<T>> states, ForwardContext context);

    private protected virtual void RequireFit(Tensor<T> x, Tensor<T>? mask)
    {
        if (x.Rank != 3 || x.Shape[1] == 0 || x.Shape[2] != Features)
        {
            throw Misfit(x, $"[batch, time, {Features}] of at least one time");
        }

        if (mask is { } real && (real.Rank != 2 || real.Shape[0] != x.Shape[0] || real.Shape[1] != x.Shape[1]))
        {
            throw new ArgumentException(
                $"{this} does not take the mask {real.Shape} for the input {x.Shape}, but [batch, time]. Make it with SequenceMask.Of(lengths, time).", nameof(mask));
        }
    }

    private void RequireFit(Tensor<T> x, ReadOnlySpan<RecurrentState<T>> states)
    {
        if (states.Length != Cells.Count)
        {
            throw new ArgumentException($"{this} has {Cells.Count} cells, and {states.Length} states are given. Give one for each, from Start.", nameof(states));
        }

        for (int i = 0; i < states.Length; i++)
        {
            Shape asked = [x.Shape[0], Cells[i].Units];
            if (states[i].Hidden.Shape != asked || states[i].Memory.HasValue != Cells[i].HasMemory || (states[i].Memory is { } memory && memory.Shape != asked))
            {
                throw new ArgumentException(
                    $"{Cells[i]} takes a state of the shape {asked} {(Cells[i].HasMemory ? "with" : "without")} memory, and is given {states[i].Hidden.Shape} "
                    + $"with the memory {(states[i].Memory is { } its ? its.Shape.ToString() : "null")}. Start gives states that fit.", nameof(states));
            }
        }
    }
}
